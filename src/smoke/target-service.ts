// How are the pods of a Service or Deployment asked through the API server?

import { isApiError } from "../kube/api-error.ts";
import type { Cluster } from "../kube/cluster.ts";
import type { KubeObject } from "../kube/object.ts";
import { type LabelSelector, selectorText } from "../kube/selectors.ts";
import { Failure } from "../report/failure.ts";
import { choosePods, type Expected, type Pod, type Workload } from "./choose-pods.ts";
import { type FoundPort, findPort, type ServicePort } from "./find-port.ts";
import { ExchangeError } from "./protocols/exchange-error.ts";
import { openHttp } from "./protocols/http.ts";
import type { TlsSettings } from "./protocols/tls.ts";
import type { Endpoint, OpenTarget, Target, TestedPod } from "./target.ts";
import type { Way } from "./targets/way.ts";

export interface ServiceTargetOptions {
  readonly cluster: Cluster;
  readonly namespace: string;
  /** What selects the pods. */
  readonly of: { readonly kind: "Service" | "Deployment" | "Pod"; readonly name: string };
  /** A port of the Service, or of the pods of a Deployment, by number or name; its only one unless given. */
  readonly port?: string | undefined;
  /** Which pods are under test: those of the newest revision unless given. */
  readonly expected: Expected;
  /** By the port unless given: https where its name or `appProtocol` says so, or where its number is 443 or 8443. */
  readonly scheme?: "http" | "https" | undefined;
  /** For pods that speak TLS. The certificate must be for `NAME.NAMESPACE.svc` unless `servername` is given. */
  readonly tls?: TlsSettings | undefined;
}

interface Selected {
  readonly pods: readonly Pod[];
  readonly ports: readonly ServicePort[] | undefined;
}

const pods = { apiVersion: "v1", kind: "Pod" };
const deployments = { apiVersion: "apps/v1", kind: "Deployment" };
const replicaSets = { apiVersion: "apps/v1", kind: "ReplicaSet" };
/** An API server that hangs makes a step last no longer than this beyond its own time. */
const longestDoubtMs = 5_000;

/**
 * Every pod that is ready, not being deleted and of the revision under test, each over connections
 * of its own through the port-forward of the API server. No local port is opened. The Service of a
 * blue-green candidate's preview is named as any other.
 */
export function serviceTarget(options: ServiceTargetOptions): Target {
  const { cluster, namespace, of } = options;
  return {
    name: of.kind === "Pod" ? `pod ${namespace}/${of.name}` : `the pods of ${of.kind} ${namespace}/${of.name}`,
    async open(signal): Promise<OpenTarget> {
      const [selected, sets, owners] = await Promise.all([
        readSelected(options, signal),
        cluster.list(replicaSets, { namespace, signal }),
        cluster.list(deployments, { namespace, signal }),
      ]);
      const workloads: Workload[] = [...sets.items, ...owners.items];
      const chosen = choosePods(selected.pods, workloads, options.expected);
      if (chosen.kind === "waiting") return chosen;
      const [first, ...rest] = chosen.pods.map((pod) =>
        podEndpoint(options, pod, findPort(pod, selected.ports, options)),
      );
      if (first !== undefined) return { kind: "open", endpoints: [first, ...rest] };
      return { kind: "waiting", found: "there is no pod to ask", advice: "Check the selector." };
    },
  };
}

async function readSelected(options: ServiceTargetOptions, signal: AbortSignal): Promise<Selected> {
  const { cluster, namespace, of } = options;
  const apiVersion = of.kind === "Deployment" ? "apps/v1" : "v1";
  const object = await cluster.get<KubeObject & { spec?: Record<string, unknown> }>(
    { apiVersion, kind: of.kind, namespace, name: of.name },
    { signal },
  );
  const attempted = `finding the pods of ${of.kind} ${namespace}/${of.name}`;
  if (object === undefined) {
    throw new Failure({
      attempted,
      found: `there is no such ${of.kind}`,
      advice: 'Check the inputs "service", "workload" and "namespace".',
    });
  }
  if (of.kind === "Pod") return { pods: [object as Pod], ports: undefined };
  const select = async (selector: LabelSelector) => {
    const labelSelector = selectorText(selector);
    return (await cluster.list<Pod>(pods, { namespace, labelSelector, signal })).items;
  };
  if (of.kind === "Deployment") {
    return { pods: await select(object.spec?.selector as LabelSelector), ports: undefined };
  }
  const matchLabels = object.spec?.selector as Record<string, string> | undefined;
  if (matchLabels === undefined || Object.keys(matchLabels).length === 0) {
    throw new Failure({
      attempted,
      found: "the Service has no selector, so no pods belong to it",
      advice: 'Test it by the input "url".',
    });
  }
  return { pods: await select({ matchLabels }), ports: (object.spec?.ports as ServicePort[] | undefined) ?? [] };
}

function podEndpoint(options: ServiceTargetOptions, pod: Pod, found: FoundPort): Endpoint {
  const { cluster, namespace, of } = options;
  const { name, uid } = pod.metadata;
  const host = of.kind === "Service" ? `${of.name}.${namespace}.svc` : `${of.name}.${namespace}`;
  const way: Way = {
    origin: `${options.scheme ?? (found.secured ? "https" : "http")}://${host}`,
    tls: options.tls ?? {},
    dialCounts: false,
    dial: (address, limit) => openPort(cluster, { namespace, name }, address?.port ?? found.port, limit),
    to: () => undefined,
  };
  const session = openHttp(way);
  return {
    name: `pod ${name}, port ${found.port}, through the API server`,
    path: of.kind === "Service" ? "service" : "pods",
    isOwn: true,
    pod: testedPod(pod, namespace, found.port),
    way,
    send: (request, signal) => session.send(request, signal),
    async isCurrent(signal) {
      const patience = AbortSignal.timeout(longestDoubtMs);
      try {
        const now = await cluster.get<Pod>(
          { ...pods, namespace, name },
          {
            signal: AbortSignal.any([signal, patience]),
          },
        );
        return now !== undefined && now.metadata.uid === uid && now.metadata.deletionTimestamp === undefined;
      } catch (error) {
        signal.throwIfAborted();
        // Nobody says that it is gone, so what it did not answer counts.
        if (patience.aborted) return true;
        throw error;
      }
    },
    close: () => session.close(),
  };
}

function testedPod(pod: Pod, namespace: string, port: number): TestedPod {
  const { name, uid = "" } = pod.metadata;
  const digests = (pod.status?.containerStatuses ?? []).flatMap(
    ({ imageID }) => imageID?.match(/sha256:[0-9a-f]{64}$/) ?? [],
  );
  return {
    namespace,
    name,
    uid,
    port,
    images: pod.spec.containers.map(({ image }) => image),
    digests: [...new Set(digests)],
  };
}

/** What a second attempt may mend becomes an ExchangeError; a permission does not come by waiting. */
async function openPort(cluster: Cluster, pod: { namespace: string; name: string }, port: number, signal: AbortSignal) {
  try {
    const stream = await cluster.openPortForward(pod, port, { signal });
    const destroy = stream._destroy.bind(stream);
    // The node tells only after the stream is open that nothing listens there: a pod that starts may do so soon.
    stream._destroy = (error, done) => destroy(error instanceof Failure ? brokenOff(error) : error, done);
    return stream;
  } catch (error) {
    if (isApiError(error, 403) || isApiError(error, 401)) {
      throw new Failure({
        attempted: `forwarding to port ${port} of pod ${pod.namespace}/${pod.name}`,
        found: error.status.message ?? "the API server refuses it",
        advice: 'Allow "create" and "get" on "pods/portforward" in the namespace, or test by the input "url".',
        cause: error,
      });
    }
    throw unreached(error);
  }
}

/** The node's words about a port that refuses come before any byte of the service's; all others may come after some. */
function brokenOff(failure: Failure): ExchangeError {
  if (/listens/.test(failure.found)) return unreached(failure);
  const said = failure.evidence.map(({ text }) => text).join(" ");
  return new ExchangeError("answering", `the way to the pod broke off${said && `: ${said}`}`, failure);
}

function unreached(error: unknown): ExchangeError {
  const why = error instanceof Failure ? error.found : error instanceof Error ? error.message : String(error);
  return new ExchangeError("connecting", `the pod could not be reached: ${why}`, error);
}
