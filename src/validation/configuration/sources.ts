// What do the ConfigMaps and Secrets hold that a workload takes its settings from?

import type { KubeObject } from "../../kube/object.ts";
import type { Seen, Subject } from "../subject.ts";
import { factsOf, type ValueFacts } from "./value-facts.ts";

export type Source =
  | { readonly kind: "read"; readonly keys: ReadonlyMap<string, ValueFacts> }
  | { readonly kind: "absent" }
  | { readonly kind: "unknown"; readonly reason: string }
  /** It is not among the manifests, and no cluster was asked. */
  | { readonly kind: "unasked" };

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

/** What the manifests hold, which is what will be applied; otherwise what was read in the cluster. */
export function sourcesOf(written: Subject["written"], read: ReadonlyMap<string, Source> | undefined): FindSource {
  const manifests = new Map<string, Seen>();
  for (const seen of written) {
    const { kind } = seen.object;
    if (kind === "ConfigMap" || kind === "Secret") {
      manifests.set(describeSource({ kind, namespace: seen.namespace, name: seen.object.metadata.name }), seen);
    }
  }
  const found = new Map<string, Source>();
  return (name) => {
    const key = describeSource(name);
    const known = found.get(key);
    if (known !== undefined) return known;
    const manifest = manifests.get(key);
    const source =
      manifest === undefined ? (read?.get(key) ?? { kind: "unasked" as const }) : readSource(manifest.object);
    found.set(key, source);
    return source;
  };
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
