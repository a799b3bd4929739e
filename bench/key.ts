// How long does the key of a large context take, and how much memory does a huge file?

import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "../src/github/run-command.ts";
import { buildImage } from "../src/image/build-image.ts";
import { hashTree } from "../src/image/key/context-tree.ts";
import { parseIgnoreRules } from "../src/image/key/dockerignore.ts";
import type { Log } from "../src/report/log.ts";
import { rigEnvironment } from "../test/rig/environment.ts";
import { type Figure, medianResult, type Result } from "./figure.ts";

const folders = 200;
const filesEach = 100;
const rounds = 5;
const hugeBytes = 2 * 1024 ** 3;
const never = new AbortController().signal;

export const figure: Figure = {
  name: "key",
  async run(progress) {
    const folder = mkdtempSync(join(tmpdir(), "slipway-bench-key-"));
    try {
      progress("20,000 files are hashed");
      const key = await measureKey(join(folder, "many"));
      progress("a context of 2 GiB is built");
      return [key, ...(await measureHuge(join(folder, "huge"), progress))];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function measureKey(folder: string): Promise<Result> {
  for (let one = 0; one < folders; one++) {
    mkdirSync(join(folder, `${one}`, "src"), { recursive: true });
    for (let file = 0; file < filesEach; file++) {
      writeFileSync(join(folder, `${one}`, "src", `${file}.ts`), `export const value = ${file};\n`.repeat(60));
    }
  }
  const rules = parseIgnoreRules("**/*.log\nnode_modules\n!keep.log\n");
  const samples: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    const { files } = await hashTree(folder, rules, never);
    if (files !== folders * filesEach) throw new Error(`${files} files were hashed`);
    samples.push((performance.now() - started) / 1000);
  }
  return medianResult({ name: "key of 20,000 files", unit: "s", limit: 2, samples });
}

/** A sparse file: it costs no disk here, and BuildKit gets all of it. Nothing is pushed. */
async function measureHuge(folder: string, progress: (line: string) => void): Promise<Result[]> {
  const rig = await rigEnvironment();
  mkdirSync(folder);
  writeFileSync(join(folder, "Dockerfile"), "FROM golang:1.26\nRUN --mount=type=bind,target=/c stat -c %s /c/huge\n");
  writeFileSync(join(folder, "huge"), "");
  truncateSync(join(folder, "huge"), hugeBytes);
  let shown = 0;
  const log = quietLog((text) => {
    shown += text.match(/transferring context: [\d.]+[MG]B/g)?.length ?? 0;
  });
  let peak = process.memoryUsage().rss;
  const before = peak;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 50);
  const started = performance.now();
  try {
    const context = {
      log,
      signal: never,
      env: { ...rig.env, GITHUB_SHA: "0".repeat(40) },
      tempDirectory: folder,
      runCommand,
    };
    await hashTree(folder, parseIgnoreRules(""), never);
    await buildImage({ directory: folder, push: false, buildContexts: rig.buildContexts }, context);
  } finally {
    clearInterval(timer);
  }
  progress(`${shown} lines of progress were shown`);
  if (shown < 2) throw new Error("no progress of the transfer was shown");
  const grown = [(peak - before) / 1024 ** 2];
  return [
    medianResult({ name: "memory for a context of 2 GiB", unit: "MiB", limit: 100, samples: grown }),
    medianResult({ name: "key and build of 2 GiB", unit: "s", samples: [(performance.now() - started) / 1000] }),
  ];
}

function quietLog(seen: (text: string) => void): Log {
  const nothing = () => undefined;
  return { info: nothing, debug: nothing, warning: nothing, error: nothing, foreign: seen, group: (_, body) => body() };
}
