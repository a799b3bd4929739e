// Which version answers how many requests?

import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

export interface Answers {
  /** How many answers each version gave; `failed: …` for those that none gave. */
  readonly counts: Readonly<Record<string, number>>;
  readonly total: number;
}

export interface RequestOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly host?: string;
  /** A new connection for each request. */
  readonly fresh?: boolean;
}

const lanes = 8;

/** Sends so many requests, eight at a time. Loopback only. */
export async function askMany(url: string, count: number, options: RequestOptions = {}): Promise<Answers> {
  const agent = new Agent({ keepAlive: options.fresh !== true, maxSockets: lanes });
  const counts: Record<string, number> = {};
  let left = count;
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      while (left > 0) {
        left -= 1;
        const answer = await ask(url, { ...options, agent });
        counts[answer] = (counts[answer] ?? 0) + 1;
      }
    }),
  );
  agent.destroy();
  return { counts, total: count };
}

/** The version that answers one request, or `failed: …` with the status or the error. */
export function ask(
  url: string,
  { headers = {}, host, agent }: RequestOptions & { agent?: Agent } = {},
): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const asked = request(
    url,
    { agent: agent ?? false, headers: { ...headers, ...(host === undefined ? {} : { host }) }, timeout: 30_000 },
    (response) => {
      const version = response.headers["x-deployment-version"];
      response.resume().on("end", () => {
        resolve(
          response.statusCode === 200 && typeof version === "string"
            ? version
            : `failed: status ${response.statusCode}`,
        );
      });
      response.on("error", (error) => resolve(`failed: ${error.message}`));
    },
  );
  asked.on("timeout", () => asked.destroy(new Error("no answer within 30 s")));
  asked.on("error", (error) => resolve(`failed: ${error.message}`));
  asked.end();
  return promise;
}

/** Asks until this version answers. @throws after three minutes. */
export async function untilAnsweredBy(version: string, url: string, options: RequestOptions = {}): Promise<void> {
  const end = Date.now() + 180_000;
  for (;;) {
    const answer = await ask(url, options);
    if (answer === version) return;
    if (Date.now() > end) throw new Error(`${url} ${JSON.stringify(options)} answers ${answer}, not ${version}`);
    await sleep(50);
  }
}

/** The share of `version` among all answers, in percent. */
export function shareOf(version: string, { counts, total }: Answers): number {
  return ((counts[version] ?? 0) / total) * 100;
}
