// What do the ConfigMaps and Secrets hold that a workload takes its settings from?

import type { KubeObject } from "../../kube/object.ts";
import type { Seen, Subject } from "../subject.ts";
import type { Source } from "./seen.ts";
import { factsOf, type ValueFacts } from "./value-facts.ts";

export interface SourceName {
  readonly kind: "ConfigMap" | "Secret";
  readonly namespace: string;
  readonly name: string;
}

export type FindSource = (name: SourceName) => Source;

/** `Secret shop/orders`. */
export function describeSource({ kind, namespace, name }: SourceName): string {
  return `${kind} ${namespace === "" ? "" : `${namespace}/`}${name}`;
}

/** What the manifests hold, which is what will be applied; otherwise what stands in the cluster. */
export function sourcesOf(
  { written, related, live }: Pick<Subject, "written" | "related" | "live">,
  read: ReadonlyMap<string, Source> | undefined,
): FindSource {
  const objects = new Map<string, KubeObject>();
  const secrets = written.filter(({ object }) => object.kind === "Secret");
  // Of Secrets the live list has only the names.
  for (const seen of [...related("ConfigMap").objects.toReversed(), ...secrets]) objects.set(keyOf(seen), seen.object);
  const found = new Map<string, Source>();
  return (name) => {
    const key = describeSource(name);
    const known = found.get(key);
    if (known !== undefined) return known;
    const object = objects.get(key);
    const source = object === undefined ? (read?.get(key) ?? absenceOf(name, live)) : readSource(object);
    found.set(key, source);
    return source;
  };
}

function keyOf({ object, namespace }: Seen): string {
  return describeSource({ kind: object.kind as SourceName["kind"], namespace, name: object.metadata.name });
}

/** A list of the cluster's ConfigMaps was read, or not; Secrets are only asked for one by one. */
function absenceOf({ kind, namespace }: SourceName, live: Subject["live"]): Source {
  if (kind === "Secret" || live === undefined || live.namespace !== namespace) return { kind: "unasked" };
  const { ConfigMap: list } = live.lists;
  return list.kind === "unreadable" ? { kind: "unknown", reason: list.reason } : { kind: "absent" };
}

/** @param amend adds to the facts what only the caller knows */
export function readSource(
  object: KubeObject,
  amend: (key: string, text: string, facts: ValueFacts) => ValueFacts = (_key, _text, facts) => facts,
): Source {
  return { kind: "read", keys: new Map([...textsOf(object)].map(([key, text]) => [key, known(key, text)])) };

  function known(key: string, text: string): ValueFacts {
    return amend(key, text, factsOf(text, object.kind === "Secret"));
  }
}

/** The plain texts: they leave this folder only as facts. */
export function textsOf(object: KubeObject): Map<string, string> {
  const data = mapOf(object.data);
  const texts = object.kind === "Secret" ? data.map(([key, text]) => [key, fromBase64(text)] as const) : data;
  return new Map([...texts, ...mapOf(object.stringData)]);
}

function mapOf(value: unknown): (readonly [string, string])[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).map(([key, text]) => [key, String(text)]);
}

/** A manifest may hold `<base64-encoded-secret>`: that is what it says then. */
function fromBase64(text: string): string {
  return /^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(text) ? Buffer.from(text, "base64").toString("utf8") : text;
}
