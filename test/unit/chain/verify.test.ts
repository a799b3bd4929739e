import { readFileSync } from "node:fs";
import { chmod, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type VerifyRequest, verify } from "../../../src/chain/verify.ts";
import { Failure } from "../../../src/report/failure.ts";
import type { Log } from "../../../src/report/log.ts";

let workspace: string;
let printed: string[];
const log: Log = {
  info: () => undefined,
  debug: () => undefined,
  warning: () => undefined,
  error: () => undefined,
  foreign: (text) => printed.push(text),
  group: (_title, body) => body(),
};

beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), "slipway-verify-"));
  printed = [];
});
afterEach(() => rm(workspace, { recursive: true }));

async function program(text: string, mode = 0o755): Promise<void> {
  await writeFile(join(workspace, "check.sh"), `#!/bin/sh\n${text}\n`);
  await chmod(join(workspace, "check.sh"), mode);
}

function run(changes: Partial<VerifyRequest> = {}, env: NodeJS.ProcessEnv = {}, signal = new AbortController().signal) {
  const request = {
    file: "check.sh",
    arguments: [],
    environment: "production",
    url: "http://x",
    digest: "sha256:1",
    token: "",
  };
  return verify({ ...request, ...changes }, { workspace, env: { PATH: process.env.PATH, ...env }, log, signal });
}

describe("verify", () => {
  it("hands over arguments as they are, without a shell", async () => {
    await program('printf "<%s>\\n" "$@"');
    const result = await run({ arguments: ["two words", "$(id)", '"; exit 7', "*"] });
    expect(result.failure).toBeUndefined();
    expect(printed).toEqual(["<two words>", "<$(id)>", '<"; exit 7>', "<*>"]);
  });

  it("tells the program what was released, and where", async () => {
    await program('echo "$SLIPWAY_ENVIRONMENT $SLIPWAY_URL $SLIPWAY_DIGEST $SLIPWAY_VERIFY_TOKEN"');
    await run({ token: "t0k3n" });
    expect(printed).toEqual(["production http://x sha256:1 t0k3n"]);
  });

  it("keeps the tokens and inputs of actions, and the kubeconfig, from the program", async () => {
    await program("env | cut -d= -f1 | sort");
    const secrets = {
      INPUT_TOKEN: "a",
      ACTIONS_RUNTIME_TOKEN: "b",
      KUBECONFIG: "c",
      GITHUB_TOKEN: "d",
      GITHUB_ENV: "e",
    };
    await run({}, { ...secrets, GITHUB_SHA: "f" });
    expect(printed).toContain("GITHUB_SHA");
    expect(printed).not.toContain("SLIPWAY_VERIFY_TOKEN");
    for (const name of Object.keys(secrets)) expect(printed).not.toContain(name);
  });

  it("fails with the status and the last lines of the program", async () => {
    await program("echo no order was taken >&2; exit 3");
    const { failure } = await run();
    expect(failure?.found).toBe("it ended with status 3");
    expect(failure?.evidence).toEqual([{ title: "last 1 lines of check.sh", text: "no order was taken" }]);
  });

  it.each<[string, () => Promise<void>, string]>([
    ["is not there", async () => undefined, "there is no such file in the repository"],
    ["is not executable", () => program("exit 0", 0o644), "it is not executable"],
    [
      "is a link to the outside",
      () => symlink("/bin/true", join(workspace, "check.sh")),
      "it lies outside of the repository",
    ],
  ])("refuses a file that %s", async (_what, prepare, found) => {
    await prepare();
    const failure = await run().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Failure);
    expect(failure).toMatchObject({ found });
  });

  it("refuses a path that leaves the repository", async () => {
    await expect(run({ file: "../../../../../../bin/true" })).rejects.toMatchObject({
      found: "it lies outside of the repository",
    });
  });

  it("does not wait for children that outlive the program", async () => {
    await program("sleep 600 & echo $!");
    expect((await run()).failure).toBeUndefined();
    await expect.poll(() => isRunning(Number(printed[0]))).toBe(false);
  });

  it("ends the program and its children when the job is cancelled", async () => {
    await program("sleep 600 & echo $!; wait");
    const cancel = new AbortController();
    const running = run({}, {}, cancel.signal);
    while (printed.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    cancel.abort();
    expect((await running).failure?.found).toBe("the job was cancelled");
    await expect.poll(() => isRunning(Number(printed[0]))).toBe(false);
  });
});

/** A process that has ended but was not yet reaped by its new parent counts as ended. */
function isRunning(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}
