// Which objects does a release bring, which of them are new, and whose content does it change?

import { createHash } from "node:crypto";
import type { KubeObject, ObjectReference } from "../../kube/object.ts";
import { referenceTo } from "../../kube/object.ts";
import { groupOf } from "../../kube/resource-types.ts";
import type { Rehearsal } from "../dry-run.ts";

/** `apps/v1 Deployment shop/orders`: how the record names an object. Of what lives in no namespace, `v1 Namespace shop`. */
export type ObjectName = string;

/** A ConfigMap or a Secret whose content the release changes, or what leads users to its pods. */
export interface ChangedConfiguration {
  readonly object: ObjectName;
  readonly before: Content;
  /** Of the content that the release leaves. */
  readonly after: string;
  /** Of the contents that releases have left whose place it takes: one of them stands where it did not come this far. */
  readonly earlier?: readonly string[] | undefined;
}

/** What a ConfigMap or a Secret holds, as the API serves it; of anything else its `spec`. */
export interface Content {
  readonly data?: Readonly<Record<string, string>> | undefined;
  readonly binaryData?: Readonly<Record<string, string>> | undefined;
  readonly spec?: unknown;
}

export interface Inventory {
  readonly applied: readonly ObjectName[];
  /** Not there before. */
  readonly created: readonly ObjectName[];
  readonly changed: readonly ChangedConfiguration[];
}

export const noInventory: Inventory = { applied: [], created: [], changed: [] };

export interface SeenObject {
  readonly body: KubeObject;
  /** Undefined for a kind that the release itself defines: nothing of it was there. */
  readonly rehearsal: Rehearsal | undefined;
}

/** Pure: from what the dry run showed of each object. @param isKept of which kinds the content is kept */
export function inventoryOf(
  seen: readonly SeenObject[],
  isKept: (kind: string) => boolean = isConfiguration,
): Inventory {
  return {
    applied: seen.map(nameOf),
    created: seen.filter(({ rehearsal }) => rehearsal?.live === undefined).map(nameOf),
    changed: seen.flatMap(({ body, rehearsal }) => {
      if (!isKept(body.kind) || rehearsal?.live === undefined || rehearsal.after === undefined) return [];
      const [before, after] = [contentOf(rehearsal.live), contentOf(rehearsal.after)];
      if (hashOf(before) === hashOf(after)) return [];
      return [{ object: nameObject(referenceTo(body)), before, after: hashOf(after) }];
    }),
  };
}

/**
 * A release that takes the place of one that was never verified goes back past it: what that one has created and changed
 * counts as its own.
 */
export function inherit(own: Inventory, earlier: Inventory): Inventory {
  const changed = new Map(own.changed.map((each) => [each.object, each]));
  for (const each of earlier.changed) {
    const again = changed.get(each.object);
    const left = [each.after, ...(each.earlier ?? [])];
    changed.set(each.object, again === undefined ? each : { ...again, before: each.before, earlier: left });
  }
  return {
    applied: own.applied,
    created: [...new Set([...own.created, ...earlier.created])],
    changed: [...changed.values()],
  };
}

export function nameObject({ apiVersion, kind, name, namespace }: ObjectReference): ObjectName {
  return `${apiVersion} ${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`;
}

/** As the server has it, which knows what lives in no namespace. */
function nameOf({ body, rehearsal }: SeenObject): ObjectName {
  return nameObject(referenceTo(rehearsal?.after ?? body));
}

/** The reverse of `nameObject`. */
export function referenceOf(text: ObjectName): ObjectReference {
  const [apiVersion = "", kind = "", place = ""] = text.split(" ");
  const slash = place.indexOf("/");
  const name = place.slice(slash + 1);
  return { apiVersion, kind, name, ...(slash < 0 ? {} : { namespace: place.slice(0, slash) }) };
}

/** `ConfigMap shop/orders`, as messages name it. */
export function describeName(object: ObjectName): string {
  return object.split(" ").slice(1).join(" ");
}

/** The same for each version of the API that an object can be written in: it is one object to the cluster. */
export function sameObject(object: ObjectName): string {
  const [apiVersion = "", ...rest] = object.split(" ");
  return [groupOf(apiVersion), ...rest].join(" ");
}

export function isConfiguration(kind: string): boolean {
  return kind === "ConfigMap" || kind === "Secret";
}

/**
 * What is given back beside configuration where one Deployment is released in its place: what leads users to its pods, who
 * may reach them, how many there are. A Service that leads to a port that only the new version has would keep the old one
 * from its users.
 */
export function isGivenBack(kind: string): boolean {
  return isConfiguration(kind) || leading.has(kind);
}

const leading: ReadonlySet<string> = new Set([
  ...["Service", "Ingress", "NetworkPolicy", "PodDisruptionBudget", "HorizontalPodAutoscaler", "ScaledObject"],
  ...["HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute", "VirtualService", "DestinationRule"],
  ...["IngressRoute", "IngressRouteTCP", "Middleware", "TraefikService"],
]);

export function contentOf(object: KubeObject): Content {
  const { data, binaryData, spec } = object as KubeObject & Content;
  return isConfiguration(object.kind) ? { data: data ?? {}, binaryData: binaryData ?? {} } : { spec };
}

export function hashOf({ data = {}, binaryData = {}, spec }: Content): string {
  const sorted = (entries: object): [string, unknown][] =>
    Object.entries(entries).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const parts = [sorted(data), sorted(binaryData), ...(spec === undefined ? [] : [spec])];
  return createHash("sha256").update(JSON.stringify(parts, withoutChosen)).digest("hex");
}

/** A dry run shows other ports of the nodes than those that the apply gets. */
function withoutChosen(key: string, value: unknown): unknown {
  return key === "nodePort" || key === "healthCheckNodePort" ? undefined : value;
}
