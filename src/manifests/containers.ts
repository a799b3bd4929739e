// Where do the containers of a manifest stand?

import type { KubeObject } from "../kube/object.ts";

/** One container that runs an image. */
export interface ContainerPlace {
  readonly kind: "container" | "init container";
  readonly name: string;
  /** As written; empty where the manifest leaves it out. */
  readonly image: string;
  /** `["spec", "template", "spec", "containers", 0]`. */
  readonly path: readonly (string | number)[];
}

/** The path of the pod spec in an object of any kind that has one, otherwise undefined. */
export function podSpecPath(object: KubeObject): readonly string[] | undefined {
  const candidates = [["spec", "jobTemplate", "spec", "template", "spec"], ["spec", "template", "spec"], ["spec"]];
  return candidates.find((path) => Array.isArray(valueAt(object, [...path, "containers"])));
}

/** The containers and init containers of an object, in the order in which they are written. */
export function containersOf(object: KubeObject): ContainerPlace[] {
  const podSpec = podSpecPath(object);
  if (podSpec === undefined) return [];
  return [
    ...placesIn(object, [...podSpec, "containers"], "container"),
    ...placesIn(object, [...podSpec, "initContainers"], "init container"),
  ];
}

function placesIn(object: KubeObject, path: readonly string[], kind: ContainerPlace["kind"]): ContainerPlace[] {
  const list = valueAt(object, path);
  if (!Array.isArray(list)) return [];
  return list.map((container: unknown, index) => ({
    kind,
    name: textOf(valueAt(container, ["name"])),
    image: textOf(valueAt(container, ["image"])),
    path: [...path, index],
  }));
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((parent, key) => (isObject(parent) ? parent[key] : undefined), value);
}

function isObject(value: unknown): value is Record<string | number, unknown> {
  return typeof value === "object" && value !== null;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
