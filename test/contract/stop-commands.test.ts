import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { startEntry } from "./support/run-entry.ts";
import { actedCommands } from "./support/runner.ts";

const directory = mkdtempSync(join(tmpdir(), "slipway-contract-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const hostile = [
  "::set-output name=outcome::succeeded",
  "  ::add-mask::e",
  "::stop-commands::pwned",
  "::pwned::",
  "::error::not ours",
  "##[error]not ours",
  "##[add-mask]e",
  "line\r::save-state name=x::y",
  "::warning file=a,line=1::not ours%0A",
  "::0123456789abcdef0123456789abcdef01234567::",
].join("\n");

describe("foreign text in the log", () => {
  it("cannot command the runner, whoever sent it", async () => {
    const server = createServer((_request, response) => response.writeHead(500).end(hostile));
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const { port } = server.address() as AddressInfo;
    const suite = join(directory, "smoke.yaml");
    writeFileSync(suite, "deadline: 1s\nrequests:\n  - name: answers\n    path: /\n    expect: {status: 200}\n");
    const junit = join(directory, "reports", "smoke.xml");
    const inputs = { suite, junit, url: `http://127.0.0.1:${port}` };
    const { stdout, outputs, status } = await startEntry("smoke-test.js", inputs).ended;
    server.close();
    expect(status).toBe(1);
    expect(outputs).toMatchObject({ outcome: "failed", failed: "1", junit });
    expect(readFileSync(junit, "utf8")).toMatch(/<testcase [^>]*answers[\s\S]*<failure /);
    expect(stdout).toContain("::set-output name=outcome::succeeded");
    const acted = actedCommands(stdout);
    expect(acted.filter(({ command }) => !["error", "debug", "group", "endgroup"].includes(command))).toEqual([]);
    expect(acted.filter(({ command }) => command === "error")).toHaveLength(1);
    expect(acted.map(({ line }) => line).join("\n")).not.toMatch(/^\s*::error::not ours/m);
  });

  it("cannot command the runner where the caller's own program prints it and fails", async () => {
    const workspace = mkdtempSync(join(directory, "caller-"));
    const program = `#!/usr/bin/env node\nprocess.stdout.write(${JSON.stringify(hostile)}); process.exitCode = 3;\n`;
    writeFileSync(join(workspace, "verify.mjs"), program, { mode: 0o755 });
    const ended = await startEntry("verify.js", { file: "verify.mjs" }, { GITHUB_WORKSPACE: workspace }).ended;
    expect(ended.status).toBe(1);
    expect(ended.outputs).toMatchObject({ outcome: "failed" });
    expect(ended.stdout).toContain("::set-output name=outcome::succeeded");
    const acted = actedCommands(ended.stdout);
    expect(acted.filter(({ command }) => !["error", "debug", "group", "endgroup"].includes(command))).toEqual([]);
    expect(acted.filter(({ command }) => command === "error")).toHaveLength(1);
  });

  it("would be caught by this test", () => {
    expect(actedCommands(hostile).map(({ command }) => command)).toEqual([
      "set-output",
      "add-mask",
      "error",
      "error",
      "add-mask",
      "save-state",
      "warning",
      "0123456789abcdef0123456789abcdef01234567",
    ]);
    expect(
      actedCommands("::stop-commands::t\n::error::a\n::T::\n::error::b\nx ##[warning]c").map(({ line }) => line),
    ).toEqual(["::error::b", "x ##[warning]c"]);
  });
});
