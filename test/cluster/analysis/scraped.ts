// What does Prometheus scrape, and who answers a health check, however busy the test is that tells them what to say?

import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Told } from "./scraped-server.ts";

export interface Scraped {
  /** `127.0.0.1:PORT`: `/metrics`, and each other path for a health check. */
  readonly address: string;
  /** From now on each scrape finds so much more in each of these series, in place of what was told under this name before. */
  count(of: string, perScrape: Readonly<Record<string, number>>): void;
  /** What a series is at now. */
  set(series: string, value: number): void;
  /** Whether scrapes are refused. */
  silence(isSilent: boolean): void;
  /** How many health checks at this path fail before one is good. */
  fail(path: string, times: number): void;
  close(): Promise<unknown>;
}

/** A thread of its own: releases keep the test's own so busy that scrapes of 200 ms would come too late. */
export async function startScraped(): Promise<Scraped> {
  const worker = new Worker(new URL("scraped-server.ts", import.meta.url));
  const [port] = (await once(worker, "message")) as [number];
  const tell = (told: Told) => worker.postMessage(told);
  return {
    address: `127.0.0.1:${port}`,
    count: (of, perScrape) => tell({ kind: "counting", of, perScrape }),
    set: (series, value) => tell({ kind: "value", series, value }),
    silence: (isSilent) => tell({ kind: "silent", isSilent }),
    fail: (path, times) => tell({ kind: "failing", path, times }),
    close: () => worker.terminate(),
  };
}
