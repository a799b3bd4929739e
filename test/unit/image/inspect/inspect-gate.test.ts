import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runCommand } from "../../../../src/github/run-command.ts";
import { readLayout } from "../../../../src/image/content/layout.ts";
import { inspectGate } from "../../../../src/image/inspect/inspect-gate.ts";
import { type Inspection, parseInspectionRules, type Severity } from "../../../../src/image/inspect/rules.ts";
import { writeLayout } from "../oci-layout.ts";
import { never, recordLog } from "../support.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slipway-inspect-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const orders = { Entrypoint: ["/orders"], User: "1000" };
const weak: Record<Inspection, { settings: object; files?: Record<string, string>; found: RegExp }> = {
  user: { settings: { Entrypoint: ["/orders"] }, found: /runs as root/ },
  healthcheck: {
    settings: { ...orders, Healthcheck: { Test: ["CMD", "curl", "-f", "http://localhost/"] } },
    found: /needs curl, which is not in the image/,
  },
  entrypoint: { settings: { User: "1000", Entrypoint: ["/nowhere"] }, found: /\/nowhere/ },
  ports: { settings: { ...orders, ExposedPorts: { "80/tcp": {} } }, found: /port 80/ },
  secrets: {
    settings: orders,
    files: { "home/.ssh/id_ed25519": "-----BEGIN OPENSSH PRIVATE KEY-----\n" },
    found: /looks like a private SSH key/,
  },
  caches: { settings: orders, files: { "var/cache/apt/archives/curl.deb": "x".repeat(2_000_000) }, found: /apt/ },
};

async function inspect(name: Inspection, severity: Severity) {
  const { settings, files = {} } = weak[name];
  await writeLayout(folder, settings, { orders: "x", ...files });
  const rules = parseInspectionRules(["off", `${name}=${severity}`]);
  const subject = { image: await readLayout(folder), place: { kind: "layout", folder } } as const;
  const log = recordLog();
  const report = await inspectGate(rules, undefined)(subject, {
    log,
    signal: never,
    env: {},
    tempDirectory: folder,
    runCommand,
  });
  return { report, log: log.entries.join("\n") };
}

describe.each(Object.keys(weak) as Inspection[])("what is found by the inspection %s", (name) => {
  it("keeps the image back as an error, is told as a warning, and is not looked for where it is off", async () => {
    const { found } = weak[name];
    const error = await inspect(name, "error");
    expect(error.report).toMatchObject({ result: "failed", failure: { found: expect.stringMatching(found) } });
    const warning = await inspect(name, "warning");
    expect(warning.report.result).toBe("warned");
    expect(warning.report.failure).toBeUndefined();
    expect(warning.log).toMatch(found);
    const off = await inspect(name, "off");
    expect(off.report.result).toBe("passed");
    expect(off.log).toBe("");
  });
});
