// What is a Kubernetes object, and how is one named?

/** `apiVersion` and `kind`, as a manifest writes them. */
export interface ObjectKind {
  readonly apiVersion: string;
  readonly kind: string;
}

/** Which object: its kind, its name and, for kinds that live in one, its namespace. */
export interface ObjectReference extends ObjectKind {
  readonly namespace?: string | undefined;
  readonly name: string;
}

export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
}

export interface ManagedFieldsEntry {
  manager?: string;
  operation?: "Apply" | "Update";
  apiVersion?: string;
  time?: string;
  fieldsType?: string;
  fieldsV1?: FieldSet;
  subresource?: string;
}

/** The `fieldsV1` tree: keys such as `f:spec`, `k:{"name":"web"}`, `v:"x"`, `.`. */
export interface FieldSet {
  [key: string]: FieldSet;
}

export interface ObjectMetadata {
  name: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: OwnerReference[];
  finalizers?: string[];
  managedFields?: ManagedFieldsEntry[];
}

/** Any object as the API server speaks of it: JSON, with dates as strings and unknown fields kept. */
export interface KubeObject extends ObjectKind {
  metadata: ObjectMetadata;
  [field: string]: unknown;
}

/** `Deployment orders/orders` or `Namespace orders`, as messages name an object. */
export function describeObject(object: ObjectReference | KubeObject): string {
  const { name, namespace } = "metadata" in object ? (object as KubeObject).metadata : (object as ObjectReference);
  return `${object.kind} ${namespace ? `${namespace}/` : ""}${name}`;
}

export function referenceTo(object: KubeObject): ObjectReference {
  return {
    apiVersion: object.apiVersion,
    kind: object.kind,
    name: object.metadata.name,
    ...(object.metadata.namespace === undefined ? {} : { namespace: object.metadata.namespace }),
  };
}
