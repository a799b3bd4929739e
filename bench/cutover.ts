// How soon after a cutover does the last user get the new version, and is a request dropped?

import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { connect } from "../src/kube/connect.ts";
import type { Log } from "../src/report/log.ts";
import { findRoute } from "../src/traffic/find-route.ts";
import type { RouteChoice, SavedTraffic, TrafficContext, TrafficTarget } from "../src/traffic/router.ts";
import { saveRoute } from "../src/traffic/save-route.ts";
import { setWeight } from "../src/traffic/shift.ts";
import { kubectl, kubectlApply } from "../test/cluster/support/kubectl.ts";
import { createNamespace } from "../test/cluster/support/namespace.ts";
import { ensureCrds } from "../test/cluster/traffic/support/crds.ts";
import { untilAnsweredBy } from "../test/cluster/traffic/support/requests.ts";
import { startTraefik, type Traefik } from "../test/cluster/traffic/support/traefik.ts";
import { deployTwoVersions, targetIn } from "../test/cluster/traffic/support/two-versions.ts";
import { rigEnvironment } from "../test/rig/environment.ts";
import { type Figure, medianResult, type Result } from "./figure.ts";
import { bringUp } from "./support/bring-up.ts";
import { type ClientStream, startStream } from "./support/client-stream.ts";

/** Even: each turn goes the other way, and the last ends where the first began. */
const turns = 6;
const leastRequests = 10_000;
const mostTurns = 20;
/** In milliseconds. */
const limits = { selector: 1_000, fastTraefik: 1_000, defaultTraefik: 3_000 };

/**
 * Two slots stand beside each other, and clients ask without a pause: through the Service on new connections and on
 * ones that they keep, through a Traefik that waits 100 ms between two changes of its configuration and through one
 * with its defaults (2 s). The act is the router's own, timed from before its first request to the API server. An
 * answer of the old version counts by its end. For Traefik both are measured: a Service whose selector changes under
 * a route, and the weights of a TraefikService.
 */
export const figure: Figure = {
  name: "cutover",
  async run(progress) {
    progress("bringing the rig up");
    await bringUp();
    const bench = await setUp(progress);
    try {
      progress("cutover by the selector of the Service");
      const bySelector = await measure(bench, { router: "service", route: [], fallback: "service" }, progress);
      progress("cutover by the weights of a TraefikService");
      const byWeight = await measure(
        bench,
        { router: "traefik", route: ["traefikservice/orders"], fallback: "service" },
        progress,
      );
      return [
        ...selectorResults(bySelector),
        ...traefikResults("selector", bySelector),
        ...traefikResults("weights", byWeight),
      ];
    } finally {
      await bench.takeDown();
    }
  },
};

type Path = "new" | "kept" | "fast" | "default";

interface Bench {
  readonly context: TrafficContext;
  readonly target: TrafficTarget;
  /** Where clients ask, by the router that is measured. */
  addresses(
    router: string,
  ): Partial<Record<Path, { readonly url: string; readonly host?: string; readonly fresh: boolean }>>;
  takeDown(): Promise<void>;
}

interface Turn {
  /** From the act to the last answer of the old version, in milliseconds. */
  readonly last: number;
  readonly requests: number;
  readonly failures: readonly string[];
  /** Clients whose connection was still answered by the old version in the end. */
  readonly stayed: number;
}

type Measured = Partial<Record<Path, readonly Turn[]>>;

async function setUp(progress: (line: string) => void): Promise<Bench> {
  const { kubeconfig, nodePortHost } = await rigEnvironment();
  await ensureCrds("traefik", "gateway-api");
  const namespace = await createNamespace("bench-cutover");
  const traefiks: Traefik[] = [];
  const takeDown = async () => {
    for (const traefik of traefiks) await traefik.stop();
    await cluster.close();
    await namespace.remove();
  };
  const cluster = await connect({
    kubeconfig: await readFile(kubeconfig, "utf8"),
    namespace: namespace.name,
    env: {},
    tempDirectory: tmpdir(),
    mask: () => undefined,
  });
  try {
    progress("two slots and two Traefiks start");
    await deployTwoVersions(namespace.name, { replicas: 2 });
    await kubectlApply(routes(), { namespace: namespace.name });
    const fast = await startTraefik(namespace.name, "100ms");
    traefiks.push(fast);
    const slow = await startTraefik(namespace.name, "2s");
    traefiks.push(slow);
    const port = await kubectl(["get", "service", "orders", "--output=jsonpath={.spec.ports[0].nodePort}"], {
      namespace: namespace.name,
    });
    const service = `http://${nodePortHost}:${port}`;
    for (const host of ["service.test", "weights.test"]) {
      for (const { url } of traefiks) await untilAnsweredBy("stable", url, { host });
    }
    await untilAnsweredBy("stable", service);
    return {
      context: { cluster, log: quiet, signal: new AbortController().signal },
      target: targetIn(namespace.name),
      takeDown,
      addresses: (router) =>
        router === "service"
          ? {
              new: { url: service, fresh: true },
              kept: { url: service, fresh: false },
              fast: { url: fast.url, host: "service.test", fresh: false },
              default: { url: slow.url, host: "service.test", fresh: false },
            }
          : {
              fast: { url: fast.url, host: "weights.test", fresh: false },
              default: { url: slow.url, host: "weights.test", fresh: false },
            },
    };
  } catch (error) {
    await takeDown();
    throw error;
  }
}

async function measure(bench: Bench, choice: RouteChoice, progress: (line: string) => void): Promise<Measured> {
  const { context, target } = bench;
  const found = await findRoute(choice, target, [], context);
  const saved = await saveRoute(found, target, context);
  const all: Partial<Record<Path, Turn[]>> = {};
  const enough = () =>
    Object.values(all).every((list) => list.reduce((sum, { requests }) => sum + requests, 0) >= leastRequests);
  for (let turn = 0; turn < turns || turn % 2 === 1 || (!enough() && turn < mostTurns); turn++) {
    const result = await oneTurn(bench, saved, choice.router, turn % 2 === 0 ? 100 : 0);
    for (const [path, one] of Object.entries(result) as [Path, Turn][]) {
      all[path] = [...(all[path] ?? []), one];
    }
    progress(
      `turn ${turn + 1}: ${Object.entries(result)
        .map(
          ([path, { last, requests, failures }]) =>
            `${path} ${Math.round(last)} ms of ${requests}, ${failures.length} failed`,
        )
        .join("; ")}`,
    );
  }
  if (!enough()) throw new Error(`fewer than ${leastRequests} requests on one of the ways: the machine is too slow`);
  return all;
}

async function oneTurn(
  bench: Bench,
  saved: SavedTraffic,
  router: string,
  weight: 0 | 100,
): Promise<Partial<Record<Path, Turn>>> {
  const [old, next] = weight === 100 ? ["stable", "candidate"] : ["candidate", "stable"];
  const addresses = Object.entries(bench.addresses(router)) as [Path, { url: string; host?: string; fresh: boolean }][];
  const streams = addresses.map(
    ([path, address]) => [path, startStream({ ...address, clients: 3, limit: 20_000 })] as const,
  );
  // No two changes at the same distance from what Traefik did before.
  await sleep(1_000 + Math.random() * 1_500);
  const started = performance.now();
  await setWeight(saved, { weight }, bench.context);
  await until(() => streams.every(([path, stream]) => path === "kept" || isOver(stream, old, next)));
  const turn: Partial<Record<Path, Turn>> = {};
  for (const [path, stream] of streams) {
    const { requests, failures, endedOn } = await stream.stop();
    const last = Math.max(0, (stream.lastAnswer(old) ?? started) - started);
    turn[path] = { last, requests, failures, stayed: endedOn[old] ?? 0 };
  }
  return turn;
}

/** The new version answers, and the old one has not for a second and a half. */
function isOver(stream: ClientStream, old: string, next: string): boolean {
  const [last = 0, now] = [stream.lastAnswer(old), performance.now()];
  return stream.lastAnswer(next) !== undefined && now - last > 1_500;
}

async function until(condition: () => boolean): Promise<void> {
  const end = performance.now() + 15_000;
  while (!condition()) {
    if (performance.now() > end) throw new Error("15 s after the cutover the old version still answers");
    await sleep(50);
  }
}

function selectorResults({ new: fresh = [], kept = [] }: Measured): Result[] {
  return [
    medianResult({
      name: "selector: the last answer of the old version on a new connection, after the act",
      unit: "ms",
      limit: limits.selector,
      samples: fresh.map(({ last }) => last),
    }),
    ...dropped("selector, new connections", fresh),
    ...dropped("selector, connections that are kept", kept),
    {
      name: "selector: connections that stayed on the old slot until they ended",
      unit: `of ${kept.length * 3} connections`,
      value: kept.reduce((sum, { stayed }) => sum + stayed, 0),
      samples: kept.map(({ stayed }) => stayed),
    },
  ];
}

function traefikResults(by: string, { fast = [], default: slow = [] }: Measured): Result[] {
  return [
    ...[
      { name: `Traefik, 100 ms, ${by}`, list: fast, limit: limits.fastTraefik },
      { name: `Traefik, defaults, ${by}`, list: slow, limit: limits.defaultTraefik },
    ].flatMap(({ name, list, limit }) => [
      medianResult({
        name: `${name}: the last answer of the old version, after the act`,
        unit: "ms",
        limit,
        samples: list.map(({ last }) => last),
      }),
      ...dropped(name, list),
    ]),
  ];
}

/** A sum, not a median: one dropped request is one too many. */
function dropped(name: string, list: readonly Turn[]): Result[] {
  const failures = list.flatMap((turn) => turn.failures);
  for (const failure of new Set(failures)) process.stderr.write(`${name}: ${failure}\n`);
  return [
    {
      name: `${name}: dropped requests`,
      unit: `of ${list.reduce((sum, { requests }) => sum + requests, 0)} requests`,
      value: failures.length,
      limit: 0,
      samples: list.map((turn) => turn.failures.length),
    },
  ];
}

function routes(): object[] {
  const apiVersion = "traefik.io/v1alpha1";
  const route = (name: string, host: string, service: object) => ({
    apiVersion,
    kind: "IngressRoute",
    metadata: { name },
    spec: { entryPoints: ["web"], routes: [{ match: `Host(\`${host}\`)`, kind: "Rule", services: [service] }] },
  });
  return [
    // A port that the API server chooses.
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "orders" },
      spec: {
        type: "NodePort",
        selector: { app: "orders", track: "stable" },
        ports: [{ name: "http", port: 80, targetPort: "http" }],
      },
    },
    route("service", "service.test", { name: "orders", port: 80 }),
    {
      apiVersion,
      kind: "TraefikService",
      metadata: { name: "orders" },
      spec: { weighted: { services: [{ name: "orders", port: 80 }] } },
    },
    route("weights", "weights.test", { kind: "TraefikService", name: "orders" }),
  ];
}

const quiet: Log = {
  info: () => undefined,
  debug: () => undefined,
  warning: () => undefined,
  error: () => undefined,
  foreign: () => undefined,
  group: (_title, body) => body(),
};
