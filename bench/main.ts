// What does a figure measure today, and does it keep its limits?

import { readdir } from "node:fs/promises";
import { cpus, release, totalmem } from "node:os";
import { type Figure, holds, type Result } from "./figure.ts";

const figures = (await readdir(import.meta.dirname))
  .filter((file) => file.endsWith(".ts") && file !== "main.ts" && file !== "figure.ts")
  .map((file) => file.slice(0, -3))
  .sort();

const [name] = process.argv.slice(2);
if (name === undefined || !figures.includes(name)) {
  console.error(`Usage: npm run --silent bench -- NAME, where NAME is one of: ${figures.join(", ")}`);
  process.exit(2);
}

const { figure }: { figure: Figure } = await import(`./${name}.ts`);
const started = performance.now();
const progress = (line: string): void => {
  const seconds = ((performance.now() - started) / 1000).toFixed(0).padStart(4);
  process.stderr.write(`${seconds} s  ${line}\n`);
};

const results = await figure.run(progress);
process.stdout.write(`${JSON.stringify({ figure: figure.name, results: results.map(judged), machine: machine() })}\n`);
for (const result of results.filter((one) => !holds(one))) {
  progress(`${result.name}: ${result.value} ${result.unit} is more than the limit of ${result.limit}`);
}
process.exitCode = results.length > 0 && results.every(holds) ? 0 : 1;

function judged({ name, value, unit, limit, samples }: Result) {
  const limits = limit === undefined ? {} : { limit, holds: value <= limit };
  return { name, value, unit, ...limits, samples };
}

function machine() {
  const processors = cpus();
  return {
    cpu: processors[0]?.model ?? "unknown",
    cores: processors.length,
    memoryGiB: Math.round(totalmem() / 1024 ** 3),
    kernel: release(),
    node: process.version,
  };
}
