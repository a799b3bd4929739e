// To which other objects does an object refer?

import { podSpecPath } from "../../manifests/containers.ts";
import { fieldsAt, itemsAt, textAt, valueAt } from "../fields.ts";
import type { Path, Seen } from "../subject.ts";

export interface Reference {
  readonly apiVersion: string;
  readonly kind: string;
  /** Empty for kinds without one, and where nobody knows it. */
  readonly namespace: string;
  readonly name: string;
  /** Of a ConfigMap or a Secret: what must stand in it. */
  readonly keys: readonly string[];
  /** From the object's root. */
  readonly path: Path;
  readonly about: "configuration" | "scale-target" | "role";
}

const versions: Readonly<Record<string, string>> = {
  IngressClass: "networking.k8s.io/v1",
  PriorityClass: "scheduling.k8s.io/v1",
  RuntimeClass: "node.k8s.io/v1",
  StorageClass: "storage.k8s.io/v1",
};
const rbac = "rbac.authorization.k8s.io/v1";

/** What must be there before an object works. What is marked as optional is left out. */
export function referencesOf(seen: Seen): Reference[] {
  const podSpec = podSpecPath(seen.object);
  return [...(podSpec === undefined ? [] : ofPods(seen, podSpec)), ...(ofKind[seen.object.kind]?.(seen) ?? [])];
}

/** `ConfigMap shop/orders`. */
export function referenceKey({ kind, namespace, name }: Pick<Reference, "kind" | "namespace" | "name">): string {
  return `${kind} ${namespace}/${name}`;
}

const ofKind: Readonly<Record<string, (seen: Seen) => Reference[]>> = {
  StatefulSet: (seen) => [
    ...to(seen, "Service", textAt(seen.spec.serviceName), ["spec", "serviceName"]),
    ...itemsAt(seen.spec.volumeClaimTemplates).flatMap((claim, index) =>
      ofClaim(seen, claim, ["spec", "volumeClaimTemplates", index]),
    ),
  ],
  PersistentVolumeClaim: (seen) => ofClaim(seen, seen.object, []),
  Ingress: (seen) => [
    ...to(seen, "IngressClass", textAt(seen.spec.ingressClassName), ["spec", "ingressClassName"]),
    ...(isIssued(seen)
      ? []
      : itemsAt(seen.spec.tls).flatMap((entry, index) =>
          to(seen, "Secret", textAt(entry, ["secretName"]), ["spec", "tls", index, "secretName"]),
        )),
  ],
  Gateway: (seen) => (isIssued(seen) ? [] : certificates(seen)),
  ServiceAccount: (seen) => pullSecrets(seen, seen.object, []),
  HorizontalPodAutoscaler: scaleTarget,
  ScaledObject: scaleTarget,
  RoleBinding: ofBinding,
  ClusterRoleBinding: ofBinding,
};

function ofPods(seen: Seen, base: Path): Reference[] {
  const podSpec = valueAt(seen.object, base);
  const containers = ["initContainers", "containers"].flatMap((field) =>
    itemsAt(podSpec, [field]).flatMap((container, index) => ofContainer(seen, container, [...base, field, index])),
  );
  const named = (kind: string, field: string): Reference[] =>
    to(seen, kind, textAt(podSpec, [field]), [...base, field]);
  return [
    ...containers,
    ...itemsAt(podSpec, ["volumes"]).flatMap((volume, index) => ofVolume(seen, volume, [...base, "volumes", index])),
    ...pullSecrets(seen, podSpec, base),
    ...named("ServiceAccount", "serviceAccountName"),
    ...named("PriorityClass", "priorityClassName"),
    ...named("RuntimeClass", "runtimeClassName"),
  ];
}

function ofContainer(seen: Seen, container: unknown, base: Path): Reference[] {
  const env = itemsAt(container, ["env"]).flatMap((variable, index) =>
    [
      ["ConfigMap", "configMapKeyRef"],
      ["Secret", "secretKeyRef"],
    ].flatMap(([kind = "", field = ""]) => {
      const source = fieldsAt(variable, ["valueFrom", field]);
      const key = textAt(source.key);
      if (source.optional === true) return [];
      return to(seen, kind, textAt(source.name), [...base, "env", index], key === undefined ? [] : [key]);
    }),
  );
  const whole = itemsAt(container, ["envFrom"]).flatMap((entry, index) =>
    [
      ["ConfigMap", "configMapRef"],
      ["Secret", "secretRef"],
    ].flatMap(([kind = "", field = ""]) => {
      const source = fieldsAt(entry, [field]);
      return source.optional === true ? [] : to(seen, kind, textAt(source.name), [...base, "envFrom", index]);
    }),
  );
  return [...env, ...whole];
}

function ofVolume(seen: Seen, volume: unknown, base: Path): Reference[] {
  const projected = itemsAt(volume, ["projected", "sources"]).flatMap((source, index) =>
    files(seen, source, [...base, "projected", "sources", index]),
  );
  return [
    ...files(seen, volume, base),
    ...projected,
    ...to(seen, "PersistentVolumeClaim", textAt(volume, ["persistentVolumeClaim", "claimName"]), base),
    ...ofClaim(seen, valueAt(volume, ["ephemeral", "volumeClaimTemplate"]), [
      ...base,
      "ephemeral",
      "volumeClaimTemplate",
    ]),
  ];
}

/** A volume's Secret is named `secretName`, that of a projected one `name`. */
function files(seen: Seen, source: unknown, base: Path): Reference[] {
  return [
    ["ConfigMap", "configMap"],
    ["Secret", "secret"],
  ].flatMap(([kind = "", field = ""]) => {
    const own = fieldsAt(source, [field]);
    const keys = itemsAt(own.items).flatMap((item) => textAt(item, ["key"]) ?? []);
    if (own.optional === true) return [];
    return to(seen, kind, textAt(own.name) ?? textAt(own.secretName), [...base, field], keys);
  });
}

function pullSecrets(seen: Seen, owner: unknown, base: Path): Reference[] {
  return itemsAt(owner, ["imagePullSecrets"]).flatMap((secret, index) =>
    to(seen, "Secret", textAt(secret, ["name"]), [...base, "imagePullSecrets", index]),
  );
}

function ofClaim(seen: Seen, claim: unknown, base: Path): Reference[] {
  const path = ["spec", "storageClassName"];
  return to(seen, "StorageClass", textAt(claim, path), [...base, ...path]);
}

function scaleTarget(seen: Seen): Reference[] {
  const { apiVersion, kind, name } = fieldsAt(seen.spec.scaleTargetRef);
  if (typeof name !== "string") return [];
  const path = ["spec", "scaleTargetRef"];
  const target = { apiVersion: textAt(apiVersion) ?? "apps/v1", kind: textAt(kind) ?? "Deployment" };
  return [{ ...target, namespace: seen.namespace, name, keys: [], path, about: "scale-target" }];
}

function ofBinding(seen: Seen): Reference[] {
  const { kind, name } = fieldsAt(seen.object, ["roleRef"]);
  const about = "role";
  const role =
    typeof kind !== "string" || typeof name !== "string"
      ? []
      : [
          {
            apiVersion: rbac,
            kind,
            name,
            namespace: kind === "Role" ? seen.namespace : "",
            keys: [],
            path: ["roleRef"],
            about,
          } as const,
        ];
  const accounts = itemsAt(seen.object, ["subjects"]).flatMap((subject, index) => {
    const account = textAt(subject, ["name"]);
    if (fieldsAt(subject).kind !== "ServiceAccount" || account === undefined) return [];
    const namespace = textAt(subject, ["namespace"]) ?? seen.namespace;
    const path = ["subjects", index];
    return [{ apiVersion: "v1", kind: "ServiceAccount", name: account, namespace, keys: [], path, about } as const];
  });
  return [...role, ...accounts];
}

/** Of its own namespace: those of another one are that one's affair, which has to grant them. */
function certificates(seen: Seen): Reference[] {
  return itemsAt(seen.spec.listeners).flatMap((listener, at) =>
    itemsAt(listener, ["tls", "certificateRefs"]).flatMap((reference, index) => {
      const { kind = "Secret", namespace = seen.namespace } = fieldsAt(reference);
      if (kind !== "Secret" || namespace !== seen.namespace) return [];
      return to(seen, "Secret", textAt(reference, ["name"]), [
        "spec",
        "listeners",
        at,
        "tls",
        "certificateRefs",
        index,
      ]);
    }),
  );
}

/** cert-manager makes the Secret of an Ingress or a Gateway that asks for it. */
function isIssued({ object }: Seen): boolean {
  const { annotations = {} } = object.metadata;
  return ["cert-manager.io/issuer", "cert-manager.io/cluster-issuer"].some((key) => annotations[key] !== undefined);
}

function to(seen: Seen, kind: string, name: string | undefined, path: Path, keys: readonly string[] = []): Reference[] {
  if (name === undefined) return [];
  const apiVersion = versions[kind];
  const namespace = apiVersion === undefined ? seen.namespace : "";
  return [{ apiVersion: apiVersion ?? "v1", kind, namespace, name, keys, path, about: "configuration" }];
}
