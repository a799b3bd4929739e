// How soon after a cutover does the last user get the new version, and is a request dropped?

import { setTimeout as sleep } from "node:timers/promises";
import { blueGreen } from "../src/rollout/blue-green/blue-green.ts";
import type { TracksRequest } from "../src/rollout/tracks/tracks-request.ts";
import { findRoute } from "../src/traffic/find-route.ts";
import { saveRoute } from "../src/traffic/save-route.ts";
import { setWeight } from "../src/traffic/shift.ts";
import { orders, ordersImage } from "../test/cluster/rollout/orders.ts";
import { type TestService, testService } from "../test/cluster/rollout/tracks.ts";
import { kubectl } from "../test/cluster/support/kubectl.ts";
import { ensureCrds } from "../test/cluster/traffic/support/crds.ts";
import { untilAnsweredBy } from "../test/cluster/traffic/support/requests.ts";
import { startTraefik, type Traefik } from "../test/cluster/traffic/support/traefik.ts";
import { deployTwoVersions, steady, targetIn } from "../test/cluster/traffic/support/two-versions.ts";
import { rigEnvironment } from "../test/rig/environment.ts";
import { type Figure, medianResult, type Result } from "./figure.ts";
import { bringUp } from "./support/bring-up.ts";
import { type ClientStream, startStream } from "./support/client-stream.ts";

const turns = 6;
/** On each way, in all turns. */
const leastRequests = 10_000;
const clients = 3;
/** In milliseconds. */
const limits = { selector: 1_000, fastTraefik: 1_000, defaultTraefik: 3_000 };

/**
 * Clients ask without a pause: through the Service on new connections and on ones that they keep, through a Traefik that
 * waits 100 ms between two changes of its configuration, and through one with its defaults (2 s, and an RSA key made at
 * each change). An answer of the old
 * version counts by its end.
 *
 * By the selector: whole blue-green releases; the clock starts when the release begins the act, before its first
 * request to the API server. By weights: the router's own act on a TraefikService, between two versions that stand.
 */
export const figure: Figure = {
  name: "cutover",
  async run(progress) {
    progress("bringing the rig up");
    await bringUp();
    await ensureCrds("traefik", "gateway-api");
    progress("blue-green releases, by the selector of the Service");
    const bySelector = await inNamespace("bench-cutover", (place) => measureReleases(place, progress));
    progress("cutover by the weights of a TraefikService");
    const byWeight = await inNamespace("bench-weights", (place) => measureWeights(place, progress));
    return [
      ...selectorResults(bySelector),
      ...traefikResults("selector", bySelector),
      ...traefikResults("weights", byWeight),
    ];
  },
};

/**
 * How clients come: `new` and `kept` connections to the Service, `fast` and `default` Traefik. `still` is `new` once more
 * while nothing is released, and `shared` the same from one address only. From one address this node refuses about 3 of
 * 10,000 connections to a NodePort, at rest as in a release, also while kube-proxy writes no rules; from an address each,
 * as users come, none of 60,000. So the figure lets each connection come from its own, and shows the other beside it.
 */
type Path = "new" | "kept" | "fast" | "default" | "still" | "shared";

interface Address {
  readonly path: Path;
  readonly url: string;
  readonly fresh: boolean;
  readonly ownAddresses?: boolean;
}

interface Place {
  readonly shop: TestService;
  readonly traefiks: readonly (readonly [Path, Traefik])[];
}

interface Turn {
  /** From the act to the last answer of the old version, in milliseconds. */
  readonly last: number;
  readonly requests: number;
  readonly failures: readonly string[];
  /** Clients whose connection was still answered by the old version in the end. */
  readonly stayed: number;
}

type Turns = Partial<Record<Path, Turn>>;
type Measured = Partial<Record<Path, readonly Turn[]>>;

async function inNamespace(prefix: string, measure: (place: Place) => Promise<Measured>): Promise<Measured> {
  const shop = await testService(prefix);
  const traefiks: (readonly [Path, Traefik])[] = [];
  try {
    traefiks.push(["fast", await startTraefik(shop.namespace, "fast")]);
    traefiks.push(["default", await startTraefik(shop.namespace, "defaults")]);
    return await measure({ shop, traefiks });
  } finally {
    for (const [, traefik] of traefiks) await traefik.stop();
    await shop.close();
  }
}

async function measureReleases({ shop, traefiks }: Place, progress: (line: string) => void): Promise<Measured> {
  const images = { "1": await ordersImage("1"), "2": await ordersImage("2") };
  const stable = orders({ ...steady, image: images["1"] });
  await shop.apply(stable, service, ingressRoute({ name: "orders", port: 80 }));
  await kubectl(["rollout", "status", "deployment/orders", "--timeout=120s"], { namespace: shop.namespace });
  const url = await nodePortUrl(shop.namespace);
  const addresses: Address[] = [
    { path: "new", url, fresh: true, ownAddresses: true },
    { path: "kept", url, fresh: false },
    ...traefiks.map(([path, traefik]) => ({ path, url: traefik.url, fresh: false })),
  ];
  for (const address of addresses) await untilAnsweredBy("1", address.url);
  const measured = await repeat(async (turn) => {
    const [old, next] = turn % 2 === 0 ? (["1", "2"] as const) : (["2", "1"] as const);
    return oneTurn(addresses, old, next, async (begins) => {
      const run = String(turn + 2);
      const released = await shop.release(images[next], {
        run,
        tracks: blueGreenTracks,
        objects: [orders(steady), service],
        // The clients leave the new pods little of this machine.
        request: { timeout: 300_000 },
        onAct: async (phase, stage, when) => {
          const { track } = (await shop.record()).releases.at(-1) ?? {};
          const act = track?.stages[stage];
          const isCutover = act?.kind === "select" && act.pods === "candidate";
          if (phase === "forward" && when === "entered" && isCutover) begins();
        },
      });
      if (released.outcome !== "succeeded")
        throw new Error(`the release ended as ${released.outcome}: ${released.reason}`);
      await shop.confirm(run);
    });
  }, progress);
  progress("the same requests while nothing is released");
  const still = [await stillTurn({ url, fresh: true, ownAddresses: true })];
  const shared = [await stillTurn({ url, fresh: true })];
  return { ...measured, still, shared };
}

async function stillTurn(address: Omit<Address, "path">): Promise<Turn> {
  const started = performance.now();
  const stream = startStream({ ...address, clients, limit: 50_000 });
  await until(() => stream.requests() >= leastRequests, 300_000);
  const { requests, failures } = await stream.stop();
  const told = failures.map(({ at, reason }) => `${reason} after ${Math.round(at - started)} ms`);
  return { last: 0, requests, failures: told, stayed: 0 };
}

async function measureWeights({ shop, traefiks }: Place, progress: (line: string) => void): Promise<Measured> {
  await deployTwoVersions(shop.namespace, { replicas: 2 });
  const traefikService = {
    apiVersion: "traefik.io/v1alpha1",
    kind: "TraefikService",
    metadata: { name: "orders" },
    spec: { weighted: { services: [{ name: "orders", port: 80 }] } },
  };
  await shop.apply(traefikService, ingressRoute({ kind: "TraefikService", name: "orders" }));
  const addresses = traefiks.map(([path, traefik]) => ({ path, url: traefik.url, fresh: false }));
  for (const { url } of addresses) await untilAnsweredBy("stable", url);
  const context = { cluster: shop.cluster, log: shop.log, signal: new AbortController().signal };
  const target = targetIn(shop.namespace);
  const found = await findRoute({ router: "traefik", route: [], fallback: "service" }, target, [], context);
  const saved = await saveRoute(found, target, context);
  return repeat(async (turn) => {
    const there = turn % 2 === 0;
    const [old, next] = there ? ["stable", "candidate"] : ["candidate", "stable"];
    return oneTurn(addresses, old, next, async (begins) => {
      // No two changes at the same distance from what Traefik did before.
      await sleep(1_000 + Math.random() * 1_500);
      begins();
      await setWeight(saved, { weight: there ? 100 : 0 }, context);
    });
  }, progress);
}

/** Each turn goes the other way. */
async function repeat(turn: (index: number) => Promise<Turns>, progress: (line: string) => void): Promise<Measured> {
  const all: Partial<Record<Path, Turn[]>> = {};
  for (let index = 0; index < turns; index++) {
    const result = Object.entries(await turn(index)) as [Path, Turn][];
    for (const [path, one] of result) all[path] = [...(all[path] ?? []), one];
    const told = result.map(
      ([path, { last, requests, failures }]) =>
        `${path} ${Math.round(last)} ms of ${requests}${failures.map((failure) => `, ${failure}`).join("")}`,
    );
    progress(`turn ${index + 1}: ${told.join("; ")}`);
  }
  return all;
}

async function oneTurn(
  addresses: readonly Address[],
  old: string,
  next: string,
  act: (begins: () => void) => Promise<void>,
): Promise<Turns> {
  let started = Number.NaN;
  const streams = addresses.map(
    ({ path, ...address }) => [path, startStream({ ...address, clients, limit: 50_000 })] as const,
  );
  try {
    await act(() => {
      started = performance.now();
    });
    await until(() => streams.every(([path, stream]) => path === "kept" || isOver(stream, old, next)));
    const share = Math.ceil(leastRequests / turns);
    await until(() => streams.every(([, stream]) => stream.requests() >= share));
  } finally {
    await Promise.all(streams.map(([, stream]) => stream.stop()));
  }
  const turn: Turns = {};
  for (const [path, stream] of streams) {
    const { requests, failures, endedOn } = await stream.stop();
    const last = Math.max(0, (stream.lastAnswer(old) ?? started) - started);
    const told = failures.map(({ at, reason }) => `${reason} ${Math.round(at - started)} ms after the act`);
    turn[path] = { last, requests, failures: told, stayed: endedOn[old] ?? 0 };
  }
  return turn;
}

/** The new version answers, and the old one has not for a second and a half. */
function isOver(stream: ClientStream, old: string, next: string): boolean {
  const [last = 0, now] = [stream.lastAnswer(old), performance.now()];
  return stream.lastAnswer(next) !== undefined && now - last > 1_500;
}

async function until(condition: () => boolean, patience = 60_000): Promise<void> {
  const end = performance.now() + patience;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`after ${patience} ms not all clients have what they wait for`);
    await sleep(50);
  }
}

function selectorResults({ new: fresh = [], kept = [], still = [], shared = [] }: Measured): Result[] {
  return [
    medianResult({
      name: "selector: the last answer of the old version on a new connection, after the act",
      unit: "ms",
      limit: limits.selector,
      samples: fresh.map(({ last }) => last),
    }),
    ...dropped("selector, new connections", fresh),
    ...withoutLimit(dropped("no release at all, new connections to the same Service", still)),
    ...withoutLimit(dropped("no release at all, all of them from one address", shared)),
    ...dropped("selector, connections that are kept", kept),
    {
      name: "selector: connections that stayed on the old slot until they ended",
      unit: `of ${kept.length * clients} connections`,
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

/** Not this toolkit's matter: shown for comparison. */
function withoutLimit(results: readonly Result[]): Result[] {
  return results.map(({ limit: _, ...result }) => result);
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

const service = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "orders" },
  // The API server chooses the port of the node.
  spec: { type: "NodePort", selector: { app: "orders" }, ports: [{ name: "http", port: 80, targetPort: "http" }] },
};

const blueGreenTracks: TracksRequest = {
  strategy: blueGreen({ slots: [], slotKey: "", previewReplicas: undefined, steps: [], overlapping: false }),
  services: [],
  router: "service",
  route: [],
  header: undefined,
  settleTime: 0,
  interrupted: "resume",
  room: "warn",
  overlapping: false,
  scaleDownDelay: undefined,
};

function ingressRoute(backend: object): object {
  return {
    apiVersion: "traefik.io/v1alpha1",
    kind: "IngressRoute",
    metadata: { name: "orders" },
    spec: { entryPoints: ["web"], routes: [{ match: "PathPrefix(`/`)", kind: "Rule", services: [backend] }] },
  };
}

async function nodePortUrl(namespace: string): Promise<string> {
  const { nodePortHost } = await rigEnvironment();
  const path = "--output=jsonpath={.spec.ports[0].nodePort}";
  return `http://${nodePortHost}:${await kubectl(["get", "service", "orders", path], { namespace })}`;
}
