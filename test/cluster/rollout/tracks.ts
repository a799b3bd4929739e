// How does a test release beside what serves, and what do the users see meanwhile?

import { Agent, get } from "node:http";
import { tmpdir } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type { Cluster } from "../../../src/kube/cluster.ts";
import { connect } from "../../../src/kube/connect.ts";
import type { KubeObject } from "../../../src/kube/object.ts";
import type { Release, ReleaseRecord } from "../../../src/release/record.ts";
import { readRecord, updateRecord } from "../../../src/release/record-store.ts";
import { confirm } from "../../../src/rollout/confirm.ts";
import type { OnAct, RolloutContext, RolloutResult } from "../../../src/rollout/context.ts";
import { deploy } from "../../../src/rollout/deploy.ts";
import type { DeployRequest } from "../../../src/rollout/deploy-request.ts";
import { plan } from "../../../src/rollout/plan/plan.ts";
import { promote } from "../../../src/rollout/promote.ts";
import { rollBack } from "../../../src/rollout/rollback.ts";
import { settle } from "../../../src/rollout/settle.ts";
import type { ServiceObject } from "../../../src/rollout/tracks/strategy.ts";
import type { TracksRequest } from "../../../src/rollout/tracks/tracks-request.ts";
import type { Deployment } from "../../../src/rollout/workload.ts";
import { rigEnvironment } from "../../rig/environment.ts";
import { recordingLog } from "../release/namespace.ts";
import { createNamespace } from "../support/namespace.ts";
import { createUser, type PolicyRule } from "../support/users.ts";
import { orders } from "./orders.ts";

export interface TestService {
  /** As the administrator. */
  readonly cluster: Cluster;
  readonly namespace: string;
  readonly log: ReturnType<typeof recordingLog>;
  release(image: string, options: ReleaseOptions): Promise<RolloutResult>;
  /** What `operation: plan` says of it: the acts between the record's first word and the promotion. */
  plannedActs(image: string, options: ReleaseOptions): Promise<readonly string[]>;
  confirm(run: string): Promise<RolloutResult>;
  /** Goes on with the release that waits, without manifests where no objects are given. */
  promote(options: Omit<ReleaseOptions, "tracks">): Promise<RolloutResult>;
  rollBack(reason?: string): Promise<RolloutResult>;
  settle(run: string): Promise<RolloutResult>;
  record(): Promise<ReleaseRecord>;
  /** Leaves only what was verified in the record: one of twenty releases is read and written at each act. */
  forget(): Promise<void>;
  /** Makes the record's way back wait no time, where a test has seen that it would. */
  shortenSettle(): Promise<void>;
  deployments(): Promise<Record<string, { image: string; replicas: number; ready: number }>>;
  selector(service: string): Promise<Record<string, string> | undefined>;
  /** How many ready pods are behind a Service, by its EndpointSlices. */
  endpoints(service: string): Promise<number>;
  apply(...objects: readonly object[]): Promise<void>;
  /**
   * Resolves when the Deployment serves this image and no release of it is open: at once where the test before has left it
   * so; where that one failed, everything is made anew, so that this one does not fail with it.
   */
  stands(image: string, objects: readonly object[]): Promise<void>;
  close(): Promise<void>;
}

export interface ReleaseOptions {
  /** A rolling release where it is undefined. */
  readonly tracks: TracksRequest | undefined;
  readonly run?: string;
  readonly objects?: readonly object[];
  readonly signal?: AbortSignal;
  readonly onAct?: OnAct | undefined;
  readonly gates?: DeployRequest["gates"];
  readonly request?: Partial<DeployRequest>;
}

interface EndpointSlice extends KubeObject {
  endpoints?: readonly { readonly conditions?: { readonly ready?: boolean } }[] | null;
}

const never = new AbortController().signal;

/**
 * A namespace, and the domain calls of the actions in it, in this process.
 *
 * @param role what the user may do who makes these calls; the administrator without it
 */
export async function testService(prefix: string, role?: readonly PolicyRule[]): Promise<TestService> {
  const created = await createNamespace(prefix);
  const namespace = created.name;
  const { kubeconfig } = await rigEnvironment();
  const as = (user: string) =>
    connect({ kubeconfig: user, namespace, env: {}, tempDirectory: tmpdir(), mask: () => undefined });
  const cluster = await as(kubeconfig);
  const user = role && (await createUser(namespace, "releaser", role));
  const acting = user === undefined ? cluster : await as(user.kubeconfig);
  const log = recordingLog();
  const workload = { apiVersion: "apps/v1", kind: "Deployment", name: "orders", namespace };
  let runs = 100;
  const contextOf = (options: Partial<ReleaseOptions> = {}): RolloutContext => ({
    cluster: acting,
    log,
    signal: options.signal ?? never,
    run: { runKey: `${options.run ?? String(++runs)}-1`, runUrl: "", actor: "ada", commit: "" },
    now: () => performance.now(),
    onAct: options.onAct,
  });
  // A run that was cut off may not have given its lock back in time where the machine is busy: it goes stale in a minute.
  const common = { timeout: 120_000, waitForLock: 90_000, logLines: 5 };
  const apply = async (...objects: readonly object[]): Promise<void> => {
    for (const object of objects) {
      const { metadata, ...rest } = object as KubeObject;
      await cluster.apply({ ...rest, metadata: { ...metadata, namespace } } as KubeObject, {
        fieldManager: "kubectl-client-side-apply",
        force: true,
      });
    }
  };
  const deployments = async () => {
    const { items } = await cluster.list<Deployment>({ apiVersion: "apps/v1", kind: "Deployment" });
    return Object.fromEntries(
      items.map(({ metadata, spec, status }) => [
        metadata.name,
        {
          image: spec.template.spec.containers[0]?.image ?? "",
          replicas: spec.replicas ?? 1,
          ready: status?.readyReplicas ?? 0,
        },
      ]),
    );
  };
  const isAt = async (image: string): Promise<boolean> => {
    const { orders: own, ...others } = await deployments();
    return own?.image === image && own.ready === own.replicas && Object.keys(others).length === 0;
  };
  const stands = async (image: string, objects: readonly object[]): Promise<void> => {
    const [newest] = (await readRecord(cluster, workload)).releases;
    const isOver = newest === undefined || ["verified", "rolled-back", "aborted"].includes(newest.state);
    if (isOver && (await isAt(image))) return;
    const kinds = ["apps/v1 Deployment", "v1 Service", "v1 ConfigMap", "v1 Secret", "coordination.k8s.io/v1 Lease"];
    for (const [apiVersion = "", kind = ""] of kinds.map((each) => each.split(" "))) {
      const { items } = await cluster.list<KubeObject>({ apiVersion, kind });
      const own = items.filter(({ metadata }) => /^(orders|slipway-)/.test(metadata.name));
      await Promise.all(own.map(({ metadata }) => cluster.delete({ apiVersion, kind, name: metadata.name })));
    }
    await apply(...manifestsOf(objects, image).map(({ object }) => object));
    while (!(await isAt(image))) await sleep(100);
  };
  const requestOf = (image: string, options: ReleaseOptions): DeployRequest => ({
    ...common,
    source: { kind: "manifests", manifests: manifestsOf(options.objects ?? [orders()], image) },
    onFailure: "rollback",
    takeOver: false,
    allowOlder: true,
    force: true,
    reason: "",
    version: "",
    commit: "",
    history: { directory: "/", compare: undefined } as unknown as DeployRequest["history"],
    tracks: options.tracks,
    gates: options.gates,
    ...options.request,
  });
  return {
    cluster,
    namespace,
    log,
    apply,
    stands,
    release: (image, options) => deploy(requestOf(image, options), contextOf(options)),
    plannedActs: async (image, options) => {
      const { summary } = await plan(requestOf(image, options), contextOf(options));
      const [forward = ""] = summary.split("If it fails");
      const lines = [...forward.matchAll(/^\d+\. (.*)$/gm)].map(([, text = ""]) => text.replaceAll("\\", ""));
      return lines.slice(2, -1);
    },
    confirm: (run) => confirm({ workload, image: "" }, contextOf({ run })),
    promote: (options) => {
      const { source: _, tracks: __, ...request } = requestOf("", { ...options, tracks: undefined });
      const { objects } = options;
      const source = async (image: string) =>
        objects && { kind: "manifests" as const, manifests: manifestsOf(objects, image) };
      return promote({ ...request, workload, image: "", source, scaleDownDelay: undefined }, contextOf(options));
    },
    rollBack: (reason = "it smells") =>
      rollBack({ ...common, workload, revision: 0, container: "", reason }, contextOf()),
    settle: (run) => settle({ ...common, workload, scope: "run", reason: "" }, contextOf({ run })),
    record: () => readRecord(cluster, workload),
    forget: async () => {
      await updateRecord(cluster, workload, (record) => ({
        ...record,
        releases: record.releases.filter(({ state }) => state === "verified"),
      }));
    },
    shortenSettle: async () => {
      await updateRecord(cluster, workload, (record) => ({
        ...record,
        releases: record.releases.map(withoutSettling),
      }));
    },
    deployments,
    selector: async (name) =>
      (await cluster.get<ServiceObject>({ apiVersion: "v1", kind: "Service", name }))?.spec.selector,
    endpoints: async (name) => {
      const kind = { apiVersion: "discovery.k8s.io/v1", kind: "EndpointSlice" };
      const { items } = await cluster.list<EndpointSlice>(kind, {
        labelSelector: `kubernetes.io/service-name=${name}`,
      });
      return items.flatMap(({ endpoints }) => endpoints ?? []).filter(({ conditions }) => conditions?.ready === true)
        .length;
    },
    close: async () => {
      await created.remove();
      if (acting !== cluster) await acting.close();
      user?.remove();
      await cluster.close();
    },
  };
}

function withoutSettling(release: Release): Release {
  if (release.track === undefined) return release;
  const back = release.track.back.map((stage) => (stage.kind === "settle" ? { ...stage, time: 10 } : stage));
  return { ...release, track: { ...release.track, back } };
}

/** The objects as manifests, with the image in the container of the Deployment. */
export function manifestsOf(objects: readonly object[], image: string) {
  return objects.map((each) => {
    const object = structuredClone(each) as KubeObject;
    if (object.kind === "Deployment") {
      const [container] = (object as unknown as { spec: { template: { spec: { containers: { image: string }[] } } } })
        .spec.template.spec.containers;
      if (container !== undefined) container.image = image;
    }
    return { object, file: "orders.yaml", position: () => ({ file: "orders.yaml", line: 1 }) };
  });
}

/**
 * A Service that answers on 127.0.0.1.
 *
 * @param port the caller's alone, and below 30086: the others are given to Services that name none
 * (https://kubernetes.io/docs/concepts/services-networking/service/#avoid-nodeport-collisions)
 */
export function nodePort(port: number, selector: Record<string, string> = { app: "orders" }) {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "orders" },
    spec: { type: "NodePort", selector, ports: [{ port: 80, targetPort: "http", nodePort: port }] },
  };
}

export interface Answer {
  readonly at: number;
  /** Empty where the request failed. */
  readonly version: string;
  readonly error: string;
}

export interface Users {
  readonly answers: readonly Answer[];
  /** The versions that answered from now on. */
  mark(): () => readonly string[];
  /** Resolves when a request that was begun from now on was answered by this version. */
  sees(version: string): Promise<void>;
  stop(): Promise<void>;
  readonly failures: readonly string[];
}

/**
 * One request after the other, each on a connection of its own, for eight minutes at most. kube-proxy refuses node ports for
 * some milliseconds while it rewrites its rules for the Services of other tests: a connection that is refused is tried once
 * more, and counts as failed where it is refused again.
 */
export function users(port: number): Users {
  const answers: Answer[] = [];
  const agent = new Agent({ keepAlive: false });
  let stopped = false;
  const loop = (async () => {
    const end = performance.now() + 480_000;
    while (!stopped && performance.now() < end) {
      const answer = await ask(port, agent);
      const refused = answer.error.includes("ECONNREFUSED");
      if (refused) await sleep(100);
      answers.push(refused ? { ...(await ask(port, agent)), at: answer.at } : answer);
      await sleep(25);
    }
  })();
  const since = (from: number): string[] => [...new Set(answers.slice(from).map(({ version }) => version))];
  return {
    answers,
    mark: () => {
      const from = answers.length;
      return () => since(from);
    },
    sees: async (version) => {
      const from = answers.length + 1;
      while (!since(from).includes(version)) await sleep(20);
    },
    stop: async () => {
      stopped = true;
      await loop;
      agent.destroy();
    },
    // A node port answers a moment after its Service is there: what came before the first answer is not counted.
    get failures() {
      const first = answers.findIndex(({ error }) => error === "");
      return answers.slice(first).flatMap(({ error, at }) => (error === "" ? [] : [`${Math.round(at)}: ${error}`]));
    },
  };
}

function ask(port: number, agent: Agent): Promise<Answer> {
  return new Promise((resolve) => {
    const at = performance.now();
    const request = get({ host: "127.0.0.1", port, path: "/", agent, timeout: 5_000 }, (response) => {
      response.resume();
      response.on("end", () => {
        const version = String(response.headers["x-deployment-version"] ?? "");
        const good = response.statusCode === 200 && version !== "";
        resolve({ at, version, error: good ? "" : `status ${response.statusCode}` });
      });
    });
    request.on("timeout", () => request.destroy(new Error("no answer within 5 s")));
    request.on("error", (error) => resolve({ at, version: "", error: error.message }));
  });
}
