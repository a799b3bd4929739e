// What does the smoke test cost beside a bare loop, autocannon and kubectl port-forward?

import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import autocannon from "autocannon";
import { request } from "undici";
import { runLoad } from "../src/smoke/load/run-load.ts";
import { parseSuite } from "../src/smoke/load-suite.ts";
import { runSuite } from "../src/smoke/run-suite.ts";
import { serviceTarget } from "../src/smoke/target-service.ts";
import { urlTarget } from "../src/smoke/target-url.ts";
import { directWay } from "../src/smoke/targets/way.ts";
import { type OrdersService, startOrders } from "../test/cluster/smoke/orders-service.ts";
import { type Figure, medianResult, type Result } from "./figure.ts";

const limits = { loopRatio: 1.5, rateShare: 1 / 0.7, p95Difference: 5, forwardRatio: 0.5 };
const turns = 5;
/** One takes a tenth of a second: so many that what else the machine does falls out of the median. */
const loopTurns = 41;
const suiteRequests = 200;
const connections = 10;
/** The load ends with one request on each connection, whose answer is not waited for. */
const mostInFlightAtEnd = connections;
const never = new AbortController().signal;
const silent = () => undefined;
const log = {
  info: silent,
  debug: silent,
  warning: silent,
  error: silent,
  foreign: silent,
  group: <T>(_: string, body: () => Promise<T>) => body(),
};

/** Peers run in the same turn as we do, so that a busy machine is as busy for both; the ratio of each turn is a sample. */
export const figure: Figure = {
  name: "smoke",
  async run(progress) {
    const directory = await mkdtemp(join(tmpdir(), "slipway-bench-smoke-"));
    try {
      const results = await overLoopback(directory, progress);
      progress("starting the orders service in the cluster");
      const orders = await startOrders("bench-smoke");
      try {
        return [...results, ...(await portForwards(orders, progress))];
      } finally {
        await orders.remove();
      }
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  },
};

async function overLoopback(directory: string, progress: (line: string) => void): Promise<Result[]> {
  const server = await startServer(directory);
  try {
    progress(`${suiteRequests} requests with expectations beside a bare loop`);
    const loop = await beside(
      () => timed(() => ourSuite(server.url)),
      () => timed(() => bareLoop(server.url)),
      loopTurns,
    );
    progress("the load stage beside autocannon");
    const rate = await beside(
      () => ourRate(server.url),
      () => peerRate(server.url),
    );
    progress("the load stage's p95 beside the server's own");
    const differences: number[] = [];
    // The first turn is the compiler's.
    await p95Difference(server);
    for (let turn = 0; turn < turns; turn++) differences.push(await p95Difference(server));
    return [
      ratio(
        "200 requests with expectations, beside a bare undici loop",
        loop,
        (ours, peers) => ours / peers,
        limits.loopRatio,
      ),
      medianResult({ name: "200 requests with expectations", unit: "ms", samples: loop.ours }),
      medianResult({ name: "a bare undici loop of the same", unit: "ms", samples: loop.peers }),
      ratio(
        "requests a second of autocannon for one of the load stage",
        rate,
        (ours, peers) => peers / ours,
        limits.rateShare,
      ),
      medianResult({ name: "load stage", unit: "requests/s", samples: rate.ours }),
      medianResult({ name: "autocannon", unit: "requests/s", samples: rate.peers }),
      medianResult({
        name: "p95 of the load stage beside the server's own",
        unit: "%",
        limit: limits.p95Difference,
        samples: differences,
      }),
    ];
  } finally {
    await server.stop();
  }
}

interface Pairs {
  readonly ours: readonly number[];
  readonly peers: readonly number[];
}

/** After a turn of each that is not counted. */
async function beside(ours: () => Promise<number>, peers: () => Promise<number>, rounds = turns): Promise<Pairs> {
  await ours();
  await peers();
  const pairs = { ours: [] as number[], peers: [] as number[] };
  for (let turn = 0; turn < rounds; turn++) {
    // In turn first: who comes second finds the machine as the other left it.
    if (turn % 2 === 0) pairs.ours.push(await ours());
    pairs.peers.push(await peers());
    if (turn % 2 === 1) pairs.ours.push(await ours());
  }
  return pairs;
}

function ratio(name: string, pairs: Pairs, of: (ours: number, peers: number) => number, limit: number): Result {
  const samples = pairs.ours.map((ours, index) => of(ours, pairs.peers[index] ?? Number.NaN));
  return medianResult({ name, unit: "ratio", limit, samples });
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await run();
  return performance.now() - startedAt;
}

const suite = parseSuite(
  [
    "requests:",
    ...Array.from(
      { length: suiteRequests },
      (_, index) => `  - ${JSON.stringify({ path: `/orders/${index}`, expect: expectation() })}`,
    ),
  ].join("\n"),
  "bench.yaml",
);

function expectation() {
  return { status: 200, headers: { "content-type": "application/json" }, body: { json: { "$.status": "ok" } } };
}

async function ourSuite(url: string): Promise<void> {
  const result = await runSuite(suite, urlTarget(url), { log, signal: never });
  if (!result.passed) throw new Error("the suite did not pass");
}

async function bareLoop(url: string): Promise<void> {
  for (let index = 0; index < suiteRequests; index++) {
    const { body, statusCode } = await request(`${url}/orders/${index}`);
    await body.text();
    if (statusCode !== 200) throw new Error(`status ${statusCode} in the bare loop`);
  }
}

/** More than the server can answer is due at every moment, so each connection is busy all the time. */
async function ourRate(url: string): Promise<number> {
  const seconds = 3;
  const { figures } = await runLoad(
    { ...plan(1_000_000, seconds * 1000, connections), timeoutMs: 500 },
    directWay(url),
    {
      signal: never,
      authorization: async () => ({}),
    },
  );
  // What was due beyond the server's speed was never sent; all that was sent must have had a good answer.
  const wrong = figures.errors - figures.unsent;
  if (wrong > mostInFlightAtEnd)
    throw new Error(`${wrong} requests had no good answer: ${JSON.stringify(figures.outcomes)}`);
  return (figures.requests - figures.errors) / figures.seconds;
}

async function peerRate(url: string): Promise<number> {
  const result = await autocannon({ url, connections, duration: 3 });
  const wrong = result.errors + result.timeouts + result.non2xx;
  if (wrong > 0) throw new Error(`autocannon had no good answer ${wrong} times`);
  return result.requests.total / result.duration;
}

/** The server takes 100 to 300 ms for each answer and keeps its own histogram, which is not ours. */
async function p95Difference(server: BenchServer): Promise<number> {
  await server.ask("reset");
  const { figures, percentile } = await runLoad(plan(100, 4000, 100, "/slow"), directWay(server.url), {
    signal: never,
    authorization: async () => ({}),
  });
  if (figures.errors > 0) throw new Error(`${figures.errors} requests had no good answer`);
  const own = await server.ask("p95");
  return (Math.abs(percentile(95) - own) / own) * 100;
}

function plan(rate: number, durationMs: number, mostInFlight: number, path = "/") {
  const one = { method: "GET" as const, path, headers: {}, body: undefined, weight: 1, expects: isGood };
  return {
    stages: [{ durationMs, from: rate, to: rate }],
    requests: [one] as const,
    thresholds: [],
    mostInFlight,
    timeoutMs: 10_000,
    abortOnFailure: false,
  };
}

function isGood(status: number): boolean {
  return status === 200;
}

interface BenchServer {
  readonly url: string;
  ask(what: "reset" | "p95"): Promise<number>;
  stop(): Promise<void>;
}

const serverSource = `
import { createServer } from "node:http";
import { createHistogram } from "node:perf_hooks";
const histogram = createHistogram({ figures: 4 });
const server = createServer((request, response) => {
  const startedAt = process.hrtime.bigint();
  const answer = () => {
    response.setHeader("content-type", "application/json");
    response.end('{"status":"ok"}');
    histogram.record(process.hrtime.bigint() - startedAt);
  };
  if (request.url === "/slow") setTimeout(answer, 100 + 200 * Math.random() ** 2);
  else answer();
});
process.on("message", (what) => {
  if (what === "reset") histogram.reset();
  process.send(what === "reset" ? 0 : histogram.percentile(95) / 1e6);
});
server.listen(0, "127.0.0.1", () => process.send(server.address().port));
`;

async function startServer(directory: string): Promise<BenchServer> {
  const file = join(directory, "server.mjs");
  await writeFile(file, serverSource);
  const child = fork(file, { stdio: "inherit" });
  const next = async () => Number((await once(child, "message"))[0]);
  const port = await next();
  return {
    url: `http://127.0.0.1:${port}`,
    async ask(what) {
      const answer = next();
      child.send(what);
      return answer;
    },
    stop: () => ended(child),
  };
}

async function portForwards(orders: OrdersService, progress: (line: string) => void): Promise<Result[]> {
  progress("the first answer through the API server, beside kubectl port-forward and curl");
  const pairs = await beside(
    () => timed(() => ourFirstAnswer(orders)),
    () => timed(() => kubectlFirstAnswer(orders)),
  );
  return [
    ratio(
      "first answer through the API server, beside kubectl port-forward and curl",
      pairs,
      (ours, peers) => ours / peers,
      limits.forwardRatio,
    ),
    medianResult({ name: "first answer through the API server", unit: "ms", samples: pairs.ours }),
    medianResult({ name: "kubectl port-forward and curl", unit: "ms", samples: [...pairs.peers] }),
  ];
}

/** From finding the Service's pods to the answer of one of them. */
async function ourFirstAnswer({ cluster, namespace }: OrdersService): Promise<void> {
  const target = serviceTarget({ cluster, namespace, of: { kind: "Service", name: "orders" }, expected: {} });
  const opened = await target.open(never);
  if (opened.kind === "waiting") throw new Error(opened.found);
  const [endpoint] = opened.endpoints;
  const wire = { method: "GET" as const, path: "/", headers: {}, body: undefined, timeoutMs: 30_000 };
  const { status } = await endpoint.send(wire, never);
  await endpoint.close?.();
  if (status !== 200) throw new Error(`status ${status}`);
}

async function kubectlFirstAnswer({ namespace, rig }: OrdersService): Promise<void> {
  const child = spawn("kubectl", ["--namespace", namespace, "port-forward", "service/orders", ":80"], {
    env: rig.env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    let url = "";
    for await (const line of createInterface({ input: child.stdout })) {
      url = /Forwarding from (127\.0\.0\.1:\d+)/.exec(line)?.[1] ?? "";
      if (url !== "") break;
    }
    const curl = spawn("curl", ["--silent", "--fail", "--output", "/dev/null", `http://${url}/`], { stdio: "inherit" });
    const [code] = await once(curl, "close");
    if (code !== 0) throw new Error(`curl ended with ${code}`);
  } finally {
    await ended(child);
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const closed = once(child, "close");
  child.kill("SIGTERM");
  await closed;
}
