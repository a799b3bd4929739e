// How do pods notice that a ConfigMap or a Secret of the same release has changed?

import { createHash, scryptSync } from "node:crypto";
import type { KubeObject } from "../../kube/object.ts";
import type { Manifest } from "../../manifests/manifest.ts";
import type { PodTemplate } from "../workload.ts";
import { isConfiguration } from "./inventory.ts";

export const configurationAnnotation = "slipway.dev/configuration";

/**
 * The workload's manifest with a hash of the ConfigMaps and Secrets among its companions that its pods read, as an
 * annotation of the template: a pod reads its environment once, so new content needs new pods. Unchanged where it reads none.
 */
export function withConfigurationHash(workload: Manifest, manifests: readonly Manifest[]): Manifest {
  const { object } = workload;
  const template = (object as KubeObject & { spec?: { template?: PodTemplate } }).spec?.template;
  if (template === undefined) return workload;
  const read = namesIn(template.spec);
  const own = manifests
    .map((manifest) => manifest.object)
    .filter(({ kind, metadata }) => isConfiguration(kind) && read.has(`${kind} ${metadata.name}`))
    .toSorted((one, other) => key(one).localeCompare(key(other)));
  if (own.length === 0) return workload;
  const hash = createHash("sha256");
  for (const each of own) hash.update(`${key(each)}\0${contentHash(each)}\0`);
  const annotations = { ...template.metadata?.annotations, [configurationAnnotation]: hash.digest("hex").slice(0, 16) };
  const changed = { ...template, metadata: { ...template.metadata, annotations } };
  const spec = { ...(object.spec as object), template: changed };
  return { ...workload, object: { ...object, spec } };
}

function key({ kind, metadata }: KubeObject): string {
  return `${kind} ${metadata.name}`;
}

/** Who may read pods but no Secrets must not be able to try values out quickly: a Secret's content goes through scrypt. */
function contentHash(object: KubeObject): string {
  const { data, stringData, binaryData } = object as KubeObject & Record<"data" | "stringData" | "binaryData", unknown>;
  const text = JSON.stringify([data ?? {}, stringData ?? {}, binaryData ?? {}]);
  if (object.kind === "ConfigMap") return createHash("sha256").update(text).digest("hex");
  return scryptSync(text, key(object), 32).toString("hex");
}

/** `ConfigMap settings`, `Secret db`: everything that a pod spec names, wherever it does. */
function namesIn(spec: unknown, names = new Set<string>()): Set<string> {
  if (Array.isArray(spec)) for (const each of spec) namesIn(each, names);
  else if (typeof spec === "object" && spec !== null) {
    for (const [field, value] of Object.entries(spec)) {
      const name = nameIn(field, value);
      if (name !== undefined) names.add(name);
      namesIn(value, names);
    }
  }
  return names;
}

function nameIn(field: string, value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { name, secretName } = value as { name?: unknown; secretName?: unknown };
  if (/^configMap(?:Ref|KeyRef)?$/.test(field) && typeof name === "string") return `ConfigMap ${name}`;
  if (field === "secret" && typeof secretName === "string") return `Secret ${secretName}`;
  // In a projected volume a Secret is named like a ConfigMap.
  if (/^secret(?:Ref|KeyRef)?$/.test(field) && typeof name === "string") return `Secret ${name}`;
  return undefined;
}
