import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { type BuildxRun, runBuildx } from "../../../src/image/run-buildx.ts";
import { never, recordLog } from "./support.ts";

/** A real process tree in the place of buildx: what is tested here is how it is run, not what it builds. */
function run(
  script: string,
  options: {
    signal?: AbortSignal;
    log?: ReturnType<typeof recordLog>;
    takeOutput?: BuildxRun["takeOutput"];
    afterInterrupt?: number | undefined;
  } = {},
) {
  return runBuildx({
    buildx: { command: "/bin/sh", prefix: ["-c"] },
    args: [script, "buildx"],
    directory: "/",
    env: { PATH: process.env.PATH },
    log: options.log ?? recordLog(),
    signal: options.signal ?? never,
    takeOutput: options.takeOutput,
    patience: { afterInterrupt: options.afterInterrupt ?? 200, afterTerminate: 200 },
  });
}

/** A process that has ended and that nobody has waited for yet (Z) does not run. */
function isRunning(pid: number): boolean {
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
  return stdout.trim() !== "" && !stdout.startsWith("Z");
}

/** Aborts as soon as the script has printed the process ids of itself and its child. */
async function abortOncePrinted(
  script: string,
  afterInterrupt?: number,
): Promise<{ pids: number[]; entries: string[]; reason: unknown }> {
  const abort = new AbortController();
  const cancelled = new Error("cancelled");
  const log = recordLog((entry) => {
    if (/\d+ \d+/.test(entry)) abort.abort(cancelled);
  });
  const reason = await run(script, { signal: abort.signal, log, afterInterrupt }).catch((error: unknown) => error);
  const pids = /(\d+) (\d+)/.exec(log.entries.join("\n"))?.slice(1).map(Number) ?? [];
  return { pids, entries: log.entries, reason: reason === cancelled ? "cancelled" : reason };
}

describe("a run of buildx", () => {
  it("gives its exit code and its lines, of both streams, and prints them as foreign text", async () => {
    const log = recordLog();
    const result = await run("echo one; echo '::set-output name=a::b' >&2; printf two; exit 3", { log });
    expect(result.exitCode).toBe(3);
    expect(result.lines.toSorted()).toEqual(["::set-output name=a::b", "one", "two"]);
    expect(log.entries.every((entry) => entry.startsWith("foreign: "))).toBe(true);
    expect(log.entries.join("\n")).toContain("::set-output name=a::b");
  });

  it("prints in chunks, not line by line", async () => {
    const log = recordLog();
    const result = await run("i=0; while [ $i -lt 2000 ]; do echo line $i; i=$((i+1)); done", { log });
    expect(result.lines).toHaveLength(2000);
    expect(log.entries.length).toBeLessThan(100);
  });

  it("prints while it runs", async () => {
    const abort = new AbortController();
    const log = recordLog(() => abort.abort(new Error("seen")));
    await expect(run("echo started; exec sleep 60", { signal: abort.signal, log })).rejects.toThrow("seen");
  });

  it("keeps characters that two chunks share whole", async () => {
    const result = await run(`printf '\\303'; sleep 0.05; printf '\\244\\n'`);
    expect(result.lines).toEqual(["ä"]);
  });

  it("hands over what is no text, and keeps only the lines beside it", async () => {
    const bytes: Buffer[] = [];
    const takeOutput = async (output: AsyncIterable<Buffer>) => {
      for await (const chunk of output) bytes.push(chunk);
    };
    const log = recordLog();
    const result = await run("echo before >&2; head -c 300000 /dev/zero; echo after >&2", { takeOutput, log });
    expect(Buffer.concat(bytes).equals(Buffer.alloc(300_000))).toBe(true);
    expect(result).toMatchObject({ exitCode: 0, lines: ["before", "after"] });
    expect(log.entries.join("\n")).not.toContain("\0");
  });

  it("is ended by who takes its output and cannot, whose reason is told", async () => {
    const takeOutput = () => Promise.reject(new Error("the disk is full"));
    await expect(run("while :; do head -c 100000 /dev/zero || exit 1; done", { takeOutput })).rejects.toThrow(
      "the disk is full",
    );
  });

  it("waits for who takes its output also when it is aborted", async () => {
    const abort = new AbortController();
    let isDone = false;
    const takeOutput = async (output: AsyncIterable<Buffer>) => {
      try {
        for await (const _ of output) abort.abort(new Error("cancelled"));
      } finally {
        await new Promise((resolve) => setTimeout(resolve, 50));
        isDone = true;
      }
    };
    await expect(run("echo x; exec sleep 60", { signal: abort.signal, takeOutput })).rejects.toThrow("cancelled");
    expect(isDone).toBe(true);
  });

  it("tells its own failure where that is why its output is not whole", async () => {
    const takeOutput = async (output: AsyncIterable<Buffer>) => {
      for await (const _ of output);
      throw new Error("it ends too early");
    };
    const result = await run("printf x; echo because >&2; exit 1", { takeOutput });
    expect(result).toMatchObject({ exitCode: 1, lines: ["because"] });
    await expect(run("printf x", { takeOutput })).rejects.toThrow("it ends too early");
  });

  it("ends buildx and its children by SIGINT when it is aborted", async () => {
    // Without job control a shell lets its background children ignore SIGINT: so the trap passes it on as docker does.
    const { pids, entries, reason } = await abortOncePrinted(
      `sleep 60 & child=$!; trap 'echo interrupted; kill $child; exit 130' INT; echo $$ $child; wait`,
      // On a busy machine it takes its time to do so.
      30_000,
    );
    expect(reason).toBe("cancelled");
    expect(pids).toHaveLength(2);
    await expect.poll(() => pids.filter(isRunning)).toEqual([]);
    expect(entries.join("\n")).toContain("interrupted");
  });

  it("goes on to SIGTERM where SIGINT changes nothing", async () => {
    const { pids, reason } = await abortOncePrinted(`trap '' INT; sleep 60 & echo $$ $!; wait`);
    expect(reason).toBe("cancelled");
    await expect.poll(() => pids.filter(isRunning)).toEqual([]);
  });

  it("goes on to SIGKILL where nothing else helps", async () => {
    const { pids, reason } = await abortOncePrinted(
      `trap '' INT TERM; sh -c 'trap "" INT TERM; while :; do sleep 1; done' & echo $$ $!; while :; do sleep 1; done`,
    );
    expect(reason).toBe("cancelled");
    await expect.poll(() => pids.filter(isRunning)).toEqual([]);
  });

  it("does not start where the signal is aborted already", async () => {
    const log = recordLog();
    await expect(run("echo started", { signal: AbortSignal.abort(new Error("early")), log })).rejects.toThrow("early");
    expect(log.entries).toEqual([]);
  });
});
