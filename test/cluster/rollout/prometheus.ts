// How does a test ask a real Prometheus?

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ensureDebianPrometheus } from "../../rig/debian.ts";
import { freePort } from "../support/free-port.ts";

export interface Prometheus {
  readonly url: string;
  stop(): Promise<void>;
}

/** Scrapes `host:port` each second as the job `orders`. Resolves once it has scraped it. */
export async function startPrometheus(scraped: string): Promise<Prometheus> {
  const program = await ensureDebianPrometheus();
  const folder = mkdtempSync(join(tmpdir(), "slipway-prometheus-"));
  const config = {
    global: { scrape_interval: "1s" },
    scrape_configs: [{ job_name: "orders", static_configs: [{ targets: [scraped] }] }],
  };
  writeFileSync(join(folder, "prometheus.yml"), JSON.stringify(config));
  const address = `127.0.0.1:${await freePort()}`;
  const options = [
    `--config.file=${join(folder, "prometheus.yml")}`,
    `--storage.tsdb.path=${join(folder, "data")}`,
    `--web.listen-address=${address}`,
  ];
  const child = spawn(program, options, { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const url = `http://${address}`;
  const end = Date.now() + 30_000;
  while (!(await hasScraped(url))) {
    if (child.exitCode !== null || Date.now() > end) throw new Error(`Prometheus has scraped nothing:\n${said}`);
    await sleep(200);
  }
  return {
    url,
    stop: async () => {
      const ended = once(child, "close");
      child.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function hasScraped(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/api/v1/query?query=${encodeURIComponent('up{job="orders"} == 1')}`);
    const { data } = (await response.json()) as { data?: { result: unknown[] } };
    return (data?.result.length ?? 0) > 0;
  } catch {
    // It does not listen yet.
    return false;
  }
}
