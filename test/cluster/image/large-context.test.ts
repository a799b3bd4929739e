import { readdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { recordLog } from "../../unit/image/support.ts";
import { openBench } from "./support.ts";

const bytes = 2 * 1024 ** 3;

// Sent to its end only by `npm run bench -- key`: it takes half a minute of two processors.
it("a context of 2 GiB shows how far it is while it is sent, stays out of this process's memory, and can be cancelled", async () => {
  const bench = await openBench();
  const before = process.memoryUsage().rss;
  let peak = before;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 20);
  try {
    const Dockerfile = "FROM golang:1.26\nRUN --mount=type=bind,target=/context test -f /context/huge\n";
    const directory = bench.workspace({ Dockerfile, ".dockerignore": ".git\n" });
    // Sparse: it costs nothing here, and the builder gets every byte of it.
    writeFileSync(join(directory, "huge"), "");
    truncateSync(join(directory, "huge"), bytes);
    const abort = new AbortController();
    const seen = new Error("enough was seen");
    const shown: string[] = [];
    const log = recordLog((entry) => {
      const [line] = /transferring context: [\d.]+[MG]B/.exec(entry) ?? [];
      if (line === undefined) return;
      shown.push(line);
      abort.abort(seen);
    });
    await expect(bench.build({ directory, push: false }, { log, signal: abort.signal })).rejects.toBe(seen);
    expect(shown[0]).not.toBe("transferring context: 2.15GB");
    // This process is shared with other files; what keeps a context would keep hundreds.
    expect((peak - before) / 1024 ** 2).toBeLessThan(200);
    expect(readdirSync(bench.tempDirectory)).toEqual([]);
  } finally {
    clearInterval(timer);
    bench.remove();
  }
});
