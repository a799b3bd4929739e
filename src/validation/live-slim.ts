// What is held of a live object, and what is dropped as it is read?

import type { KubeObject } from "../kube/object.ts";
import type { PagedListOptions } from "../kube/paged-list.ts";
import type { LiveKind } from "./live-kinds.ts";

/** How far back events are looked at, in milliseconds; the API server keeps them for an hour by default. */
export const eventsSince = 3_600_000;

type Slimmer = Pick<PagedListOptions, "fieldSelector" | "metadataOnly"> & {
  readonly keep: (object: KubeObject) => KubeObject | undefined;
};

/** How a kind is asked for, and what of it is held. */
export function slimmerOf(kind: LiveKind, now: number): Slimmer {
  switch (kind) {
    case "Secret":
      return { metadataOnly: true, keep: bare };
    case "Event":
      return { fieldSelector: "type!=Normal", keep: (event) => recentEvent(event, now) };
    case "ReplicaSet":
      return { keep: (object) => withoutTemplate(bare(object)) };
    case "ConfigMap":
      return { keep: (object) => withShortValues(bare(object)) };
    case "Node":
      return { keep: (object) => without(bare(object), "status", "images") };
    default:
      return { keep: bare };
  }
}

/** When an event last happened, in milliseconds since 1970; NaN where it does not say. */
export function lastSeen(event: KubeObject): number {
  const { series, lastTimestamp, eventTime } = event as EventTimes;
  return Date.parse(series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? event.metadata.creationTimestamp ?? "");
}

interface EventTimes {
  readonly series?: { readonly lastObservedTime?: string } | null;
  readonly lastTimestamp?: string | null;
  readonly eventTime?: string | null;
}

const lastApplied = "kubectl.kubernetes.io/last-applied-configuration";
const longestMessage = 400;
const longestValue = 32 * 1024;
const recordKey = "record.json";

/** Without what only the API server and kubectl read: half of an object's bytes. */
function bare(object: KubeObject): KubeObject {
  delete object.metadata.managedFields;
  if (object.metadata.annotations !== undefined) delete object.metadata.annotations[lastApplied];
  return object;
}

function recentEvent(event: KubeObject, now: number): KubeObject | undefined {
  if (now - lastSeen(event) > eventsSince) return undefined;
  const { apiVersion, kind, metadata, involvedObject, reason, message, count, series } = event;
  return {
    apiVersion,
    kind,
    metadata: { name: metadata.name, ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }) },
    involvedObject,
    reason,
    message: String(message ?? "").slice(0, longestMessage),
    count,
    series,
    lastTimestamp: new Date(lastSeen(event)).toISOString(),
  };
}

/** A Deployment keeps ten old ReplicaSets: what they would run is told by their images. */
function withoutTemplate(object: KubeObject): KubeObject {
  const { template, ...spec } = object.spec as { template?: Template };
  const images = (containers: Containers = []) => containers.map(({ name, image }) => ({ name, image }));
  const { containers, initContainers, imagePullSecrets } = template?.spec ?? {};
  return {
    ...object,
    spec: {
      ...spec,
      template: {
        spec: { containers: images(containers), initContainers: images(initContainers), imagePullSecrets },
      },
    },
  };
}

type Containers = readonly { readonly name?: string; readonly image?: string }[];
interface Template {
  readonly spec?: {
    readonly containers?: Containers;
    readonly initContainers?: Containers;
    readonly imagePullSecrets?: unknown;
  };
}

/** Settings are short; a longer value is a file. The key is kept. */
function withShortValues(object: KubeObject): KubeObject {
  const values = Object.entries((object.data as Record<string, string> | undefined) ?? {});
  const short = values.map(([key, value]) => [key, value.length > longestValue && key !== recordKey ? "" : value]);
  const binary = Object.keys((object.binaryData as object | undefined) ?? {}).map((key) => [key, ""]);
  return { ...object, data: Object.fromEntries(short), binaryData: Object.fromEntries(binary) };
}

function without(object: KubeObject, ...path: [string, string]): KubeObject {
  const [outer, inner] = path;
  const { [inner]: _dropped, ...rest } = (object[outer] as Record<string, unknown> | undefined) ?? {};
  return { ...object, [outer]: rest };
}
