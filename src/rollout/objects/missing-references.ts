// Is everything there that pods of a template cannot start without?

import { isApiError } from "../../kube/api-error.ts";
import type { CallOptions, Cluster } from "../../kube/cluster.ts";
import { describeObject, type ObjectReference } from "../../kube/object.ts";
import type { PodTemplate } from "../workload.ts";

/**
 * Which ConfigMaps, Secrets, claims and ServiceAccount of a template are not there, as messages name them. What is
 * optional is not asked for, and neither is what this user may not read.
 */
export async function missingReferences(
  cluster: Cluster,
  { spec }: PodTemplate,
  namespace: string,
  options: CallOptions,
): Promise<string[]> {
  const needed = [...referencesIn(spec).values()].map((each): ObjectReference => ({ ...each, namespace }));
  const there = await Promise.all(
    needed.map((reference) =>
      cluster.get(reference, options).catch((error: unknown) => {
        if (isApiError(error, 403)) return "unknown";
        throw error;
      }),
    ),
  );
  return needed.filter((_, index) => there[index] === undefined).map((reference) => describeObject(reference));
}

/** Pure: by kind and name, wherever in a pod's spec they are named. */
export function referencesIn(spec: unknown, found = new Map<string, ObjectReference>()): Map<string, ObjectReference> {
  if (Array.isArray(spec)) for (const each of spec) referencesIn(each, found);
  else if (typeof spec === "object" && spec !== null) {
    for (const [field, value] of Object.entries(spec)) {
      const reference = referenceIn(field, value);
      if (reference !== undefined) found.set(`${reference.kind} ${reference.name}`, reference);
      else referencesIn(value, found);
    }
  }
  return found;
}

function referenceIn(field: string, value: unknown): ObjectReference | undefined {
  const of = (kind: string, name: unknown): ObjectReference | undefined =>
    typeof name === "string" && name !== "" ? { apiVersion: "v1", kind, name } : undefined;
  if (field === "serviceAccountName") return of("ServiceAccount", value);
  if (typeof value !== "object" || value === null || Reflect.get(value, "optional") === true) return undefined;
  const { name, secretName, claimName } = value as Record<"name" | "secretName" | "claimName", unknown>;
  if (field === "persistentVolumeClaim") return of("PersistentVolumeClaim", claimName);
  if (/^configMap(?:Ref|KeyRef)?$/.test(field)) return of("ConfigMap", name);
  // In a projected volume a Secret is named like a ConfigMap.
  if (/^secret(?:Ref|KeyRef)?$/.test(field)) return of("Secret", secretName ?? name);
  return undefined;
}
