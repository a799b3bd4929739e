// What did the cluster say about the objects of a service, beside its lists?

import type { KubeObject } from "../../kube/object.ts";
import type { ApiSchemas } from "./schema.ts";

export interface ObjectsSeen {
  readonly server: { readonly version: string; readonly minor: number };
  /** By the apiVersion of the manifests: `apps/v1`. */
  readonly schemas: ReadonlyMap<string, SchemaAnswer>;
  /** By name: the namespaces that the workloads are in. */
  readonly namespaces: ReadonlyMap<string, NamespaceAnswer>;
  /** By `referenceKey`: what the manifests refer to and do not bring. */
  readonly references: ReadonlyMap<string, ReferenceAnswer>;
  /** By `identityOf` of the manifest; undefined where no dry run was asked for. */
  readonly admission: ReadonlyMap<string, AdmissionAnswer> | undefined;
}

export type SchemaAnswer =
  | { readonly kind: "read"; readonly schemas: ApiSchemas }
  | { readonly kind: "not-served" }
  | { readonly kind: "unreadable"; readonly reason: string };

export type NamespaceAnswer =
  | { readonly kind: "there"; readonly labels: Readonly<Record<string, string>> }
  | { readonly kind: "absent" }
  | { readonly kind: "unreadable"; readonly reason: string };

export type ReferenceAnswer =
  /** `keys`: of a ConfigMap or a Secret. Their values are not kept. */
  | { readonly kind: "there"; readonly keys?: readonly string[] }
  | { readonly kind: "absent" }
  | { readonly kind: "unreadable"; readonly reason: string };

export type AdmissionAnswer =
  /** As the server would keep it, and for a workload the pod that it would make of the template. */
  | { readonly kind: "admitted"; readonly object: KubeObject; readonly pod: KubeObject | undefined }
  /** `of`: the object, or a pod of its template. */
  | { readonly kind: "refused"; readonly of: "object" | "pod"; readonly reason: string }
  | { readonly kind: "unreadable"; readonly reason: string };
