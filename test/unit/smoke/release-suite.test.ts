// Does the suite of a release get what the inputs of the release say?

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { releaseSmokeInputs, releaseSuiteOf } from "../../../src/actions/smoke-inputs.ts";
import { settingsFor } from "../../../src/config/load.ts";
import type { Cluster } from "../../../src/kube/cluster.ts";
import { loadReleaseSuite, releasedUrl, runReleaseSuite } from "../../../src/smoke/release-suite.ts";
import { suiteFailure, suiteSummary } from "../../../src/smoke/report-suite.ts";
import { never, recordLog } from "../image/support.ts";
import { json, serve } from "./support.ts";

const workspace = mkdtempSync(join(tmpdir(), "release-suite-"));
afterAll(() => rmSync(workspace, { recursive: true }));

const inputs = z.strictObject(releaseSmokeInputs);
const version = { version: "1.4.0", digest: `sha256:${"a".repeat(64)}` };

function surroundings() {
  const masked: string[] = [];
  const mask = (secret: string) => void (secret !== "" && masked.push(secret));
  // Nothing in these suites asks the cluster.
  const context = {
    cluster: {} as Cluster,
    namespace: "shop",
    log: recordLog(),
    env: {},
    workspace,
    mask,
    signal: never,
  };
  return { masked, context };
}

describe("the suite of a release", () => {
  writeFileSync(
    join(workspace, "smoke.yaml"),
    `deadline: 60s
environments: { staging: { variables: { page: me } } }
requests:
  - name: who am I
    tags: [critical]
    path: "/{{ page }}/{{ tenant }}"
    headers: { x-api-key: "{{ key }}" }
    expect: { status: 200, version: "{{ expected }}" }
  - { name: never asked, path: /slow, expect: { status: 200 } }
`,
  );
  const given = {
    smoke: "smoke.yaml",
    "smoke-environment": "staging",
    "smoke-tags": "critical",
    "smoke-variables": "tenant=acme",
    "smoke-secrets": "key=the-api-key",
    "smoke-token": "the-token",
    "smoke-deadline": "1ms",
    "smoke-port": "http",
    "smoke-load-hosts": "orders.example",
  };

  it("is asked with its secrets, token, variables, tags, environment and deadline, and tells none of the secrets", async () => {
    const server = await serve((request, response) =>
      json(response, { echo: [request.headers.authorization, request.headers["x-api-key"]] }, 500),
    );
    const { context, masked } = surroundings();
    const suite = releaseSuiteOf(inputs.parse(given), context);
    if (suite === undefined) throw new Error("no suite");
    expect(masked).toEqual(["the-token", "the-api-key"]);
    expect(suite).toMatchObject({ port: "http", loadHosts: [{ name: "orders.example" }] });
    const loaded = await loadReleaseSuite(suite, version, context);
    const result = await runReleaseSuite(loaded, suite, { target: await releasedUrl(server.url, context) }, context);
    expect(server.seen.map(({ url }) => url)).toEqual(["/me/acme"]);
    expect(server.seen[0]?.headers).toMatchObject({ authorization: "Bearer the-token", "x-api-key": "the-api-key" });
    const told = [suiteSummary(result), suiteFailure(result).message, JSON.stringify(suiteFailure(result).evidence)];
    expect(told.join("\n") + context.log.entries.join("\n")).not.toMatch(/the-token|the-api-key/);
    expect(told.join("\n")).toContain("1.4.0");
  });

  it("is refused before the first change for a secret, a tag or an environment that is not there", async () => {
    const { context } = surroundings();
    const load = async (more: Record<string, string>) => {
      const suite = releaseSuiteOf(inputs.parse({ ...given, ...more }), context);
      if (suite !== undefined) await loadReleaseSuite(suite, version, context);
    };
    await expect(load({})).resolves.toBeUndefined();
    await expect(load({ "smoke-secrets": "" })).rejects.toThrow(/no variable "key" is given/);
    await expect(load({ "smoke-tags": "critcal" })).rejects.toThrow(/Did you mean "critical"/);
    await expect(load({ "smoke-environment": "stagin" })).rejects.toThrow(/Did you mean "staging"/);
  });

  it("comes from slipway.yaml, but for its secrets", () => {
    const smoke = {
      suite: "smoke.yaml",
      port: 8080,
      deadline: "30s",
      variables: { tenant: "acme" },
      tags: ["critical"],
      environment: "staging",
    };
    const choice = { service: "orders", environment: undefined, at: () => ({ file: "slipway.yaml", line: 1 }) };
    const loaded = { services: { orders: { smoke } }, environments: {} };
    const expected = {
      "smoke-port": "8080",
      "smoke-deadline": "30s",
      "smoke-variables": "tenant=acme",
      "smoke-tags": "critical",
      "smoke-environment": "staging",
      smoke: "smoke.yaml",
    };
    for (const name of ["deploy-rollout", "release-service"]) {
      expect(settingsFor(name, loaded, choice)).toEqual(expected);
      expect(inputs.safeParse(expected).success).toBe(true);
    }
  });
});
