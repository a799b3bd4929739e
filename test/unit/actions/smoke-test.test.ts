// Does the action smoke-test hand out, write and mask what it promises?

import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer as createTls } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TLSSocket } from "node:tls";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { action } from "../../../src/actions/smoke-test.ts";
import type { Job } from "../../../src/github/job.ts";
import { Failure } from "../../../src/report/failure.ts";
import { previousFigures } from "../../../src/smoke/results/json-results.ts";
import { never, recordLog } from "../image/support.ts";
import { makeIdentity } from "../smoke/protocols/certificates.ts";
import { json, serve } from "../smoke/support.ts";

let workspace: string;
beforeAll(() => {
  workspace = mkdtempSync(join(tmpdir(), "smoke-action-"));
});

function job(signal = never) {
  const log = recordLog();
  const masked: string[] = [];
  const run = { workspace, repository: "", sha: "", ref: "", event: "", actor: "", runKey: "", runUrl: "" };
  const made: Job = {
    log,
    signal,
    env: {},
    tempDirectory: workspace,
    run,
    mask: (secret) => void (secret !== "" && masked.push(secret)),
    redact: (text) => text,
    addSummary: async () => undefined,
    saveState: () => undefined,
    state: () => "",
  };
  return { job: made, log, masked };
}

const suite = `deadline: 1ms
environments: { staging: {}, production: {} }
defaults: { expect: { version: "{{ expected }}" } }
requests:
  - name: login
    path: /login
    headers: { x-api-key: "{{ key }}" }
    expect: { status: 200 }
    capture: { token: { json: $.token, secret: true } }
  - name: in {{ environment }}
    tags: [slow]
    path: /me
    headers: { authorization: "Bearer {{ token }}" }
    expect: { status: 200 }
  - { name: more, path: /more, expect: { status: 200 } }
`;

const shop = () =>
  serve((request, response) => {
    response.setHeader("x-deployment-version", "1.4.0");
    if (request.url === "/login") return json(response, { token: "captured-token" });
    json(response, { echo: [request.headers.authorization, request.headers["x-api-key"]] }, 500);
  });

describe("smoke-test", () => {
  it("passes, and says what it asked", async () => {
    const server = await serve((_request, response) => {
      response.setHeader("x-deployment-version", "1.4.0");
      json(response, { token: "captured-token" });
    });
    writeFileSync(join(workspace, "smoke.yaml"), suite);
    const { job: made, masked } = job();
    const inputs = {
      suite: "smoke.yaml",
      url: server.url,
      environment: "staging",
      "expect-version": "v1.4.0",
      secrets: "key=the-api-key",
    };
    const result = await action.main(action.inputs.parse({ ...inputs, previous: "none-yet.json" }), made);
    expect(result).toMatchObject({
      outcome: "succeeded",
      outputs: { passed: "3", failed: "0", skipped: "0", tested: server.url },
    });
    expect(result.summary).toContain("Version v1.4.0 answered 3 of the 3 requests");
    expect(masked).toEqual(expect.arrayContaining(["the-api-key", "captured-token"]));
  });

  it("fails with one annotation for each step on its line, and writes files without a secret", async () => {
    const server = await shop();
    writeFileSync(join(workspace, "smoke.yaml"), suite);
    const { job: made, log } = job();
    const inputs = {
      suite: "smoke.yaml",
      url: server.url,
      environment: "staging",
      "expect-version": "1.4.0",
      secrets: "key=the-api-key",
      junit: "out/smoke.xml",
      json: "out/smoke.json",
      har: "out/smoke.har",
    };
    const result = await action.main(action.inputs.parse(inputs), made);
    expect(result).toMatchObject({ outcome: "failed", outputs: { passed: "1", failed: "2", har: "out/smoke.har" } });
    expect(result.failure?.at).toMatchObject({ file: "smoke.yaml", line: 10 });
    expect(log.entries.filter((entry) => entry.startsWith("error"))).toEqual([
      expect.stringContaining("more: expected status 200"),
    ]);
    const files = ["out/smoke.xml", "out/smoke.json", "out/smoke.har"].map((file) =>
      readFileSync(join(workspace, file), "utf8"),
    );
    const all = [...files, ...log.entries, result.summary, JSON.stringify(result.failure?.evidence)].join("\n");
    expect(all).not.toMatch(/captured-token|the-api-key/);
    expect(JSON.parse(files[1] ?? "")).toMatchObject({ passed: false, steps: { passed: 1, failed: 2 } });
    expect(JSON.parse(files[2] ?? "").log.entries).toHaveLength(2);
  });

  it("writes what it knows where it is cancelled in the middle of a load, and leaves no connection", async () => {
    const cancel = new AbortController();
    const reason = new Failure({
      attempted: "running this step",
      found: "it was cancelled (SIGINT)",
      advice: "Again.",
    });
    const server = await serve((_request, response, count) => {
      if (count === 20) cancel.abort(reason);
      json(response, {});
    });
    writeFileSync(
      join(workspace, "load.yaml"),
      `requests:
  - { name: before, path: /before, expect: { status: 200 } }
  - { name: a load, load: { requests: [{ path: / }], stages: [{ duration: 60s, rate: 50 }], thresholds: ["errors < 1%"] } }
  - { name: after, path: /after, expect: { status: 200 } }
cleanup:
  - { name: clean, path: /clean, expect: { status: 200 } }
`,
    );
    const inputs = { suite: "load.yaml", url: server.url, junit: "out/load.xml", json: "out/load.json" };
    const result = await action.main(action.inputs.parse(inputs), job(cancel.signal).job);
    expect(result).toMatchObject({ outcome: "failed", failure: reason });
    expect(result.outputs).toMatchObject({ passed: "2", failed: "1", skipped: "1" });
    expect(JSON.parse(readFileSync(join(workspace, "out/load.json"), "utf8"))).toMatchObject({
      passed: false,
      endpoints: [
        { steps: [{ state: "passed" }, { state: "failed" }, { state: "skipped" }, { name: "clean", state: "passed" }] },
      ],
    });
    // What was measured until then is kept, and says that it is not all.
    const written = JSON.parse(readFileSync(join(workspace, "out/load.json"), "utf8"));
    expect(written.load["a load"]).toMatchObject({
      requests: expect.any(Number),
      aborted: expect.stringMatching(/^the test was cancelled after \d+ of 3000 requests$/),
    });
    expect(written.load["a load"].requests).toBeGreaterThan(0);
    expect(written.load["a load"]).toMatchObject({ errors: 0, unsent: 0 });
    expect(readFileSync(join(workspace, "out/load.xml"), "utf8")).toMatch(
      /expected a whole load, but the test was cancelled after \d+ of 3000 requests/,
    );
    expect(result.summary).toMatch(/#### a load[\s\S]*Ended before its time: the test was cancelled after/);
    // It is no measure for the next test.
    expect(previousFigures(JSON.stringify(written))).toEqual({});
    await expect.poll(() => server.connections()).toBe(0);
  });

  it("asks an absolute URL as the inputs say that it is reached, without the token", async () => {
    const [server, other] = [await shop(), await serve((_request, response) => json(response, {}))];
    const { port } = new URL(other.url);
    writeFileSync(
      join(workspace, "elsewhere.yaml"),
      `requests: [{ url: "http://other.invalid:${port}/x", expect: { status: 200 } }]\n`,
    );
    const inputs = { suite: "elsewhere.yaml", url: server.url, token: "the-token", proxy: "none" };
    const resolve = `other.invalid:${port}:127.0.0.1`;
    expect(await action.main(action.inputs.parse({ ...inputs, resolve }), job().job)).toMatchObject({
      outcome: "succeeded",
    });
    expect(other.seen[0]?.headers).toMatchObject({ host: `other.invalid:${port}` });
    expect(other.seen[0]?.headers.authorization).toBeUndefined();
    const proxied = { ...inputs, deadline: "1s", proxy: other.url };
    const refused = await action.main(action.inputs.parse(proxied), job().job);
    expect(refused.failure?.found).toContain("the proxy closed the connection");
  });

  it("trusts the input `ca` for an absolute URL too, and shows it no certificate of the client", async () => {
    const authority = makeIdentity({ names: ["authority"], isAuthority: true });
    const { cert, key } = makeIdentity({ names: ["127.0.0.1"], authority });
    const client = makeIdentity({ names: ["ci"], authority });
    const shown: unknown[] = [];
    const tls = createTls(
      { cert, key, ca: authority.cert, requestCert: true, rejectUnauthorized: false },
      (request, response) => {
        shown.push((request.socket as TLSSocket).getPeerCertificate().subject?.CN);
        json(response, {});
      },
    );
    await new Promise<void>((resolve) => tls.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
      tls.closeAllConnections();
      tls.close();
    });
    const other = `https://127.0.0.1:${(tls.address() as AddressInfo).port}`;
    const server = await shop();
    writeFileSync(join(workspace, "ca.yaml"), `requests: [{ url: "${other}/x", expect: { status: 200 } }]\n`);
    writeFileSync(join(workspace, "own.yaml"), "requests: [{ path: /x, expect: { status: 200 } }]\n");
    const pair = { "client-certificate": client.cert, "client-key": client.key };
    const outcomeOf = async (inputs: Record<string, string>) =>
      (await action.main(action.inputs.parse({ deadline: "1ms", ...inputs }), job().job)).outcome;
    expect(await outcomeOf({ suite: "ca.yaml", url: server.url, ca: authority.cert, ...pair })).toBe("succeeded");
    expect(await outcomeOf({ suite: "ca.yaml", url: server.url, ...pair })).toBe("failed");
    // The target itself sees it.
    expect(await outcomeOf({ suite: "own.yaml", url: other, ca: authority.cert, ...pair })).toBe("succeeded");
    expect(await outcomeOf({ suite: "own.yaml", url: other, ...pair })).toBe("failed");
    expect(shown).toEqual([undefined, "ci"]);
  });

  it("runs only what its tags select", async () => {
    const server = await shop();
    writeFileSync(join(workspace, "smoke.yaml"), suite);
    const inputs = {
      suite: "smoke.yaml",
      url: server.url,
      environment: "staging",
      "expect-version": "1.4.0",
      secrets: "key=the-api-key",
    };
    const result = await action.main(action.inputs.parse({ ...inputs, tags: "!slow" }), job().job);
    expect(result.outputs).toMatchObject({ passed: "1", failed: "1" });
    await expect(action.main(action.inputs.parse({ ...inputs, tags: "slwo" }), job().job)).rejects.toThrow(
      /Did you mean "slow"/,
    );
  });

  it("says which input is missing where the suite asks for the version", async () => {
    writeFileSync(join(workspace, "smoke.yaml"), suite);
    const inputs = { suite: "smoke.yaml", url: "http://127.0.0.1:1", environment: "staging", secrets: "key=x" };
    await expect(action.main(action.inputs.parse(inputs), job().job)).rejects.toThrow(
      /Give the input "expect-version"/,
    );
  });
});
