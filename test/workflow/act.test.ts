import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, expect, it } from "vitest";
import { runAct } from "./support/act.ts";
import { theMachine } from "./support/machine.ts";

// Can the other tests here believe what act tells of a step that fails?

const folder = mkdtempSync(join(tmpdir(), "slipway-act-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const names = ["one", "two", "three", "four"];
/** So much that nobody has read it all by the time the step is over. */
const much = "seq 4000";
const workflow = `name: Fails
on: push
jobs:
  fails:
    runs-on: ubuntu-latest
    strategy: { fail-fast: false, matrix: { name: [${names}] } }
    steps:
      - run: "${much}; echo ::error::\${{ matrix.name }}; exit 1"
`;

it("tells the error that a step writes right before its end", async () => {
  const directory = join(folder, "orders");
  mkdirSync(join(directory, ".github/workflows"), { recursive: true });
  writeFileSync(join(directory, ".github/workflows/fails.yml"), workflow);
  await execa("git", ["init", "--quiet"], { cwd: directory });
  const identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"];
  await execa("git", [...identity, "commit", "--quiet", "--allow-empty", "--message=one"], { cwd: directory });
  const { env } = await theMachine();
  const caller = { directory, projectDirectory: folder };
  const logFile = join(folder, "logs", "fails.log");
  const result = await runAct({ caller, event: "push", workflow: "fails.yml", runId: 1, logFile, env });
  expect(result.exitCode).not.toBe(0);
  expect(result.errors.toSorted(), result.log).toEqual(names.toSorted());
});
