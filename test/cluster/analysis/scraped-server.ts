// What does the thread of scraped.ts answer to who scrapes it, or asks for its health?

import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { parentPort } from "node:worker_threads";

export type Told =
  | { readonly kind: "counting"; readonly of: string; readonly perScrape: Readonly<Record<string, number>> }
  | { readonly kind: "value"; readonly series: string; readonly value: number }
  | { readonly kind: "silent"; readonly isSilent: boolean }
  | { readonly kind: "failing"; readonly path: string; readonly times: number };

const counting = new Map<string, Readonly<Record<string, number>>>();
const values = new Map<string, number>();
const failing = new Map<string, number>();
let isSilent = false;

parentPort?.on("message", (told: Told) => {
  if (told.kind === "counting") counting.set(told.of, told.perScrape);
  else if (told.kind === "value") values.set(told.series, told.value);
  else if (told.kind === "failing") failing.set(told.path, told.times);
  else isSilent = told.isSilent;
});

const server = createServer(({ url = "" }, response) => {
  if (url !== "/metrics") {
    const left = failing.get(url) ?? 0;
    failing.set(url, left - 1);
    return response.writeHead(left > 0 ? 503 : 200).end();
  }
  if (isSilent) return response.writeHead(503).end();
  for (const perScrape of counting.values())
    for (const [series, by] of Object.entries(perScrape)) values.set(series, (values.get(series) ?? 0) + by);
  return response.end([...values].map(([series, value]) => `${series} ${value}\n`).join(""));
}).listen(0, "127.0.0.1");
await once(server, "listening");
parentPort?.postMessage((server.address() as AddressInfo).port);
