// How does a test ask a real Prometheus about minutes that it does not wait for?

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { run } from "../../rig/command.ts";
import { ensureDebianPrometheus } from "../../rig/debian.ts";
import { freePort } from "../support/free-port.ts";

/** A series whose value the test gives for each time: seconds before the data were made, negative for what comes. */
export interface Series {
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Nothing where it has no sample. */
  at(secondsAgo: number): number | undefined;
}

export interface BackfilledPrometheus extends RunningPrometheus {
  /** When the data were made, in milliseconds since 1970. */
  readonly madeAt: number;
}

const step = 15;
const pastSeconds = 1_500;
/** The data go on for so long, so that a slow machine does not run out of them. */
const futureSeconds = 1_500;

/** Its data were written before it starts, a sample every 15 s, by Prometheus' own promtool. It scrapes nothing. */
export async function startBackfilled(series: readonly Series[]): Promise<BackfilledPrometheus> {
  const program = await ensureDebianPrometheus();
  const folder = mkdtempSync(join(tmpdir(), "slipway-prometheus-"));
  const madeAt = Math.floor(Date.now() / 1000) * 1000;
  writeFileSync(join(folder, "data.txt"), openMetrics(series, madeAt / 1000));
  const promtool = join(dirname(program), "promtool");
  await run(promtool, ["tsdb", "create-blocks-from", "openmetrics", join(folder, "data.txt"), join(folder, "data")]);
  return { ...(await start(program, folder, {})), madeAt };
}

export interface RunningPrometheus {
  readonly url: string;
  stop(): Promise<void>;
}

/** Scrapes `host:port` five times a second. */
export async function startScraping(target: string): Promise<RunningPrometheus> {
  const folder = mkdtempSync(join(tmpdir(), "slipway-prometheus-"));
  const config = {
    global: { scrape_interval: "200ms", scrape_timeout: "200ms" },
    scrape_configs: [{ job_name: "orders", static_configs: [{ targets: [target] }] }],
  };
  return start(await ensureDebianPrometheus(), folder, config);
}

/** With any configuration, and the files that it names. */
export async function startConfigured(
  config: object,
  files: Readonly<Record<string, string>>,
): Promise<RunningPrometheus> {
  const folder = mkdtempSync(join(tmpdir(), "slipway-prometheus-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return start(await ensureDebianPrometheus(), folder, config);
}

async function start(program: string, folder: string, config: object): Promise<RunningPrometheus> {
  writeFileSync(join(folder, "prometheus.yml"), JSON.stringify(config));
  const address = `127.0.0.1:${await freePort()}`;
  const options = ["--config.file=prometheus.yml", "--storage.tsdb.path=data", `--web.listen-address=${address}`];
  const child = spawn(program, options, { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const url = `http://${address}`;
  const end = Date.now() + 120_000;
  while (!(await isReady(url))) {
    if (child.exitCode !== null || Date.now() > end) throw new Error(`Prometheus is not ready:\n${said}`);
    await sleep(50);
  }
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    const ended = once(child, "close");
    child.kill("SIGKILL");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  return {
    url,
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

/** A counter that grows steadily, from 0 at `from` seconds ago until `to`. */
export function counter(
  metric: string,
  labels: Readonly<Record<string, string>>,
  perSecond: number,
  span: { readonly from?: number; readonly to?: number } = {},
): Series {
  const { from = pastSeconds, to = -futureSeconds } = span;
  return { metric, labels, at: (ago) => (ago > from || ago < to ? undefined : (from - ago) * perSecond) };
}

/** A counter that is there since half a minute, with this value from the beginning. */
export function bornWith(metric: string, labels: Readonly<Record<string, string>>, value: number): Series {
  return { metric, labels, at: (ago) => (ago > 30 ? undefined : value) };
}

export function gauge(metric: string, labels: Readonly<Record<string, string>>, value: number): Series {
  return { metric, labels, at: () => value };
}

/** A histogram of requests: how many per second took at most so many seconds, by bucket. */
export function histogram(
  metric: string,
  labels: Readonly<Record<string, string>>,
  buckets: readonly (readonly [le: string, perSecond: number])[],
): Series[] {
  const all = Math.max(...buckets.map(([, rate]) => rate));
  return [
    ...buckets.map(([le, rate]) => counter(`${metric}_bucket`, { ...labels, le }, rate)),
    counter(`${metric}_bucket`, { ...labels, le: "+Inf" }, all),
    counter(`${metric}_count`, labels, all),
  ];
}

/** https://prometheus.io/docs/prometheus/latest/storage/#backfilling-from-openmetrics-format */
function openMetrics(series: readonly Series[], now: number): string {
  const lines: string[] = [];
  for (const { metric, labels, at } of series) {
    const name = `${metric}{${Object.entries(labels)
      .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
      .join(",")}}`;
    for (let ago = pastSeconds; ago >= -futureSeconds; ago -= step) {
      const value = at(ago);
      if (value !== undefined) lines.push(`${name} ${value} ${now - ago}`);
    }
  }
  return `${lines.join("\n")}\n# EOF\n`;
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/-/ready`)).ok;
  } catch {
    // It does not listen yet.
    return false;
  }
}
