// What do the tests of smoke suites share: real servers on loopback, and a quick way to run a suite?

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import type { Answer } from "../../../src/smoke/answer.ts";
import { type LoadOptions, parseSuite } from "../../../src/smoke/load-suite.ts";
import { runSuite } from "../../../src/smoke/run-suite.ts";
import type { SuiteContext } from "../../../src/smoke/suite-context.ts";
import type { StepResult, SuiteResult } from "../../../src/smoke/suite-result.ts";
import { urlTarget } from "../../../src/smoke/target-url.ts";
import { never, type RecordedLog, recordLog } from "../image/support.ts";

export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export interface TestServer {
  readonly url: string;
  readonly seen: readonly Seen[];
  /** How many are open. */
  connections(): Promise<number>;
}

/** Until the test ends. `request` has been read whole; `count` is the number of the request to its path, from 1. */
export async function serve(
  answer: (request: Seen, response: ServerResponse, count: number) => void,
): Promise<TestServer> {
  const seen: Seen[] = [];
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const { method = "", url = "", headers } = incoming;
    const request = { method, url, headers, body: Buffer.concat(chunks).toString("utf8") };
    seen.push(request);
    answer(request, response, seen.filter((one) => one.url === url).length);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const connections = () =>
    new Promise<number>((resolve, reject) => {
      server.getConnections((error, count) => (error === null ? resolve(count) : reject(error)));
    });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen, connections };
}

export function json(response: ServerResponse, document: unknown, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(document));
}

export interface Ran {
  readonly result: SuiteResult;
  readonly log: RecordedLog;
  /** `journey/step: state`, in the suite's order. */
  readonly states: readonly string[];
  step(name: string): StepResult;
}

export async function run(
  text: string,
  url: string,
  options: LoadOptions & { readonly deadline?: string; readonly context?: Partial<SuiteContext> } = {},
): Promise<Ran> {
  const log = recordLog();
  const suite = parseSuite(`name: s\ndeadline: ${options.deadline ?? "1ms"}\n${text}`, "smoke.yaml", options);
  const result = await runSuite(suite, urlTarget(url), { log, signal: never, ...options.context });
  const steps = result.endpoints.flatMap((endpoint) => endpoint.steps);
  return {
    result,
    log,
    states: steps.map(({ journey, step, state }) => `${journey}/${step.name}: ${state}`),
    step(name) {
      const found = steps.find(({ step }) => step.name === name);
      if (found === undefined) throw new Error(`there is no step ${name}`);
      return found;
    },
  };
}

export function answerOf(body: string, more: Partial<Answer> = {}): Answer {
  return { status: 200, headers: {}, body, truncated: false, durationMs: 1, ...more };
}
