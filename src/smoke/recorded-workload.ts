// Whose release record tells of the pods that are tested?

import type { Cluster } from "../kube/cluster.ts";
import type { KubeObject, ObjectReference } from "../kube/object.ts";
import { selects } from "../kube/selectors.ts";
import { readRecord } from "../release/record-store.ts";

/** What the inputs of the target name; a URL says nothing of any workload. */
export interface Tested {
  readonly service?: string | undefined;
  readonly pod?: string | undefined;
  readonly ingress?: string | undefined;
  readonly httproute?: string | undefined;
}

interface Place {
  readonly cluster: Cluster;
  readonly namespace: string;
  readonly signal: AbortSignal;
}

type Labels = Readonly<Record<string, string>>;

/**
 * The workload whose pods a Service, a pod, or the Services behind an Ingress or HTTPRoute are; of a release with two
 * Deployments, the one under whose name it is recorded. A text says why none is known.
 *
 * @throws ApiError for what may not be read
 */
export async function recordedWorkload(tested: Tested, place: Place): Promise<ObjectReference | string> {
  const chosen = await chosenWorkloads(tested, place);
  if (typeof chosen === "string") return chosen;
  const [only, another] = chosen;
  if (only === undefined) return "no Deployment, StatefulSet or DaemonSet has the pods that are tested";
  const recorded = await recordedAmong(chosen, place);
  if (recorded.length === 1 && recorded[0] !== undefined) return recorded[0];
  if (another === undefined) return only;
  return `the pods that are tested belong to ${chosen.map(({ kind, name }) => `${kind}/${name}`).join(" and ")}`;
}

interface Workload extends KubeObject {
  readonly spec?: { readonly template?: { readonly metadata?: { readonly labels?: Labels } } };
}

async function chosenWorkloads(tested: Tested, place: Place): Promise<readonly ObjectReference[] | string> {
  const isChosen = await choiceOf(tested, place);
  if (typeof isChosen === "string") return isChosen;
  const { cluster, namespace, signal } = place;
  const lists = await Promise.all(
    ["Deployment", "StatefulSet", "DaemonSet"].map(async (kind) => {
      const { items } = await cluster.list<Workload>({ apiVersion: "apps/v1", kind }, { namespace, signal });
      return items
        .filter(({ spec }) => isChosen(spec?.template?.metadata?.labels ?? {}))
        .map(({ metadata: { name } }) => ({ apiVersion: "apps/v1", kind, namespace, name }));
    }),
  );
  return lists.flat();
}

/** By the labels of a workload's pods. */
async function choiceOf(tested: Tested, place: Place): Promise<((labels: Labels) => boolean) | string> {
  const { cluster, namespace, signal } = place;
  if ((tested.pod ?? "") !== "") {
    const pod = await cluster.get({ apiVersion: "v1", kind: "Pod", namespace, name: tested.pod ?? "" }, { signal });
    // What a workload gives its pods stands among the labels of each.
    return (labels) => Object.keys(labels).length > 0 && selects({ matchLabels: labels }, pod?.metadata.labels);
  }
  const names = await serviceNames(tested, place);
  if (names.length === 0) {
    const isUrl = [tested.service, tested.ingress, tested.httproute].every((name) => (name ?? "") === "");
    return isUrl ? "a URL names no workload" : "what is tested leads to no Service of the namespace";
  }
  const services = await Promise.all(
    names.map((name) => cluster.get<Service>({ apiVersion: "v1", kind: "Service", namespace, name }, { signal })),
  );
  const selectors = services.map((service) => service?.spec?.selector ?? {});
  return (labels) =>
    selectors.some((matchLabels) => Object.keys(matchLabels).length > 0 && selects({ matchLabels }, labels));
}

interface Service extends KubeObject {
  readonly spec?: { readonly selector?: Labels };
}

interface Backend {
  readonly service?: { readonly name: string };
}

interface Ingress extends KubeObject {
  readonly spec?: {
    readonly defaultBackend?: Backend;
    readonly rules?: readonly { readonly http?: { readonly paths?: readonly { readonly backend: Backend }[] } }[];
  };
}

interface HttpRoute extends KubeObject {
  readonly spec?: {
    readonly rules?: readonly {
      readonly backendRefs?: readonly { readonly kind?: string; readonly name: string; readonly namespace?: string }[];
    }[];
  };
}

async function serviceNames({ httproute = "", ingress = "", service = "" }: Tested, place: Place): Promise<string[]> {
  const { cluster, namespace, signal } = place;
  if (ingress !== "") {
    const reference = { apiVersion: "networking.k8s.io/v1", kind: "Ingress", namespace, name: ingress };
    const spec = (await cluster.get<Ingress>(reference, { signal }))?.spec;
    const paths = (spec?.rules ?? []).flatMap(({ http }) => http?.paths ?? []);
    const backends = [spec?.defaultBackend, ...paths.map(({ backend }) => backend)];
    return unique(backends.flatMap((backend) => backend?.service?.name ?? []));
  }
  if (httproute !== "") {
    const reference = { apiVersion: "gateway.networking.k8s.io/v1", kind: "HTTPRoute", namespace, name: httproute };
    const route = await cluster.get<HttpRoute>(reference, { signal });
    const backends = (route?.spec?.rules ?? []).flatMap(({ backendRefs }) => backendRefs ?? []);
    const own = backends.filter(
      ({ kind = "Service", namespace: other = namespace }) => kind === "Service" && other === namespace,
    );
    return unique(own.map(({ name }) => name));
  }
  return service === "" ? [] : [service];
}

/** Those that have releases: under their own name, or as one of the two Deployments of a release of another name. */
async function recordedAmong(chosen: readonly ObjectReference[], place: Place): Promise<readonly ObjectReference[]> {
  const { cluster, signal } = place;
  const names = unique(chosen.flatMap(({ name }) => [name, name.replace(/-(?:blue|green|canary)$/, "")]));
  const kinds = unique(chosen.map(({ kind }) => kind));
  const candidates = kinds.flatMap((kind) =>
    names.map((name) => ({ apiVersion: "apps/v1", kind, namespace: place.namespace, name })),
  );
  const read = await Promise.all(
    candidates.map(async (candidate) => {
      const { releases } = await readRecord(cluster, candidate, { signal });
      const isOwn = chosen.some(({ kind, name }) => kind === candidate.kind && name === candidate.name);
      const sides = releases.flatMap(({ track }) => [track?.candidate.deployment, track?.stable?.deployment]);
      const isOfSide = chosen.some(({ kind, name }) => kind === "Deployment" && sides.includes(name));
      return releases.length > 0 && (isOwn || isOfSide) ? [candidate] : [];
    }),
  );
  return read.flat();
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
