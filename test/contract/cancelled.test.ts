import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { startEntry } from "./support/run-entry.ts";
import { openSilentServer, type SilentServer } from "./support/silent-server.ts";

const directory = mkdtempSync(join(tmpdir(), "slipway-contract-"));
const manifest = join(directory, "orders.yaml");
const suite = join(directory, "smoke.yaml");
const secret = "contract-secret-4711";

writeFileSync(
  manifest,
  JSON.stringify({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "orders" },
    spec: {
      selector: { matchLabels: { app: "orders" } },
      template: {
        metadata: { labels: { app: "orders" } },
        spec: { containers: [{ name: "orders", image: "orders" }] },
      },
    },
  }),
);
writeFileSync(suite, "requests:\n  - name: answers\n    path: /health/ready\n    expect: {status: 200}\n");

/** Inputs with which an action comes to speak to a server on this port, and then waits for its answer. */
type Waiting = (port: number) => Record<string, string>;

const cluster: Waiting = (port) => ({
  kubeconfig: JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": "c",
    contexts: [{ name: "c", context: { cluster: "c", user: "u", namespace: "default" } }],
    clusters: [{ name: "c", cluster: { server: `http://127.0.0.1:${port}` } }],
    users: [{ name: "u", user: { token: secret } }],
  }),
});

const waiting: Record<string, Waiting> = {
  "deploy-rollout": (port) => ({ ...cluster(port), manifests: manifest, workload: "deployment/orders" }),
  rollback: (port) => ({ ...cluster(port), workload: "deployment/orders", reason: "a test" }),
  "smoke-test": (port) => ({ suite, url: `http://127.0.0.1:${port}` }),
  "validate-production": (port) => ({ ...cluster(port), workload: "deployment/orders" }),
};

/** Actions that wait for no server: what they wait for instead, and where its cancellation is tested. */
const elsewhere: Record<string, string> = {
  "build-image": "BuildKit: test/workflow/cancelled-build.test.ts",
  "release-service": "BuildKit: test/workflow/cancelled-build.test.ts",
  admit: "nothing: it decides from the event and the ref",
  verify: "a program of the caller's: below",
};

let server: SilentServer;
beforeEach(async () => {
  server = await openSilentServer();
});
afterEach(() => server.close());
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const entries = inject("entries").map(({ name }) => name);

describe.each(Object.keys(waiting).filter((name) => entries.includes(name)))("dist/%s.js", (name) => {
  it("ends a SIGINT in the middle within the time that the runner gives, with outputs, one error and no secret", async () => {
    const running = startEntry(`${name}.js`, waiting[name]?.(server.port) ?? {});
    const first = await Promise.race([server.reached, running.ended]);
    expect(first === undefined ? "waits" : first.stdout).toBe("waits");
    running.process.kill("SIGINT");
    const { status, stdout, stderr, outputs } = await running.ended;
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(outputs).toMatchObject({ outcome: expect.stringMatching(/^(failed|aborted|rolled-back)$/) });
    expect(outputs.reason).toContain("cancelled (SIGINT)");
    expect(stdout.match(/^::error/gm)).toHaveLength(1);
    expect(stdout.replaceAll(/^::add-mask::.*$/gm, "")).not.toContain(secret);
  });
});

describe("dist/verify.js", () => {
  it("ends the caller's program, which the runner does not signal, when it is cancelled", async () => {
    const program = join(directory, "verify.sh");
    writeFileSync(program, "#!/bin/sh\necho waiting\nexec sleep 600\n", { mode: 0o755 });
    const running = startEntry("verify.js", { file: "verify.sh" }, { GITHUB_WORKSPACE: directory });
    await new Promise<void>((resolve) => {
      running.process.stdout?.on("data", (chunk) => String(chunk).includes("waiting") && resolve());
    });
    running.process.kill("SIGINT");
    const { status, outputs } = await running.ended;
    expect(status).toBe(1);
    expect(outputs.reason).toContain("cancelled");
  });
});

it("covers every entry of dist", () => {
  expect([...Object.keys(waiting), ...Object.keys(elsewhere)].sort()).toEqual([...entries].sort());
});
