// What would an object look like after an apply, where the server may not be asked?

import type { FieldSet, KubeObject } from "../../kube/object.ts";

/**
 * The live object with the manifest laid over it, as server-side apply would leave it: mappings are merged, the lists
 * that Kubernetes merges by a key are merged by it, other lists are replaced, and what the manager owns and the
 * manifest does not hold any more is removed. An approximation: the server knows each kind's schema, this only the
 * lists of pods, Services and the like, so a list of mappings of an unknown kind is compared place by place.
 *
 * @param ours whether a manager's fields count as ours (people's tools are adopted before an apply)
 */
export function applyLocally(live: KubeObject, manifest: KubeObject, ours: (manager: string) => boolean): KubeObject {
  const owned = (live.metadata.managedFields ?? [])
    .filter((entry) => !entry.subresource && ours(entry.manager ?? ""))
    .map((entry) => entry.fieldsV1 ?? {});
  return overlay(live, normalized(manifest), owned, "") as KubeObject;
}

/** `stringData` is only a way to write `data`. */
function normalized(manifest: KubeObject): KubeObject {
  if (manifest.kind !== "Secret" || manifest.stringData === undefined) return manifest;
  const { stringData, ...rest } = manifest;
  const encoded = Object.entries(stringData as Record<string, unknown>).map(
    ([key, text]) => [key, Buffer.from(String(text), "utf8").toString("base64")] as const,
  );
  return { ...rest, data: { ...(rest.data as object | undefined), ...Object.fromEntries(encoded) } };
}

function overlay(live: unknown, written: unknown, owned: readonly FieldSet[], field: string): unknown {
  if (written === undefined) return live;
  if (Array.isArray(written) && Array.isArray(live)) return overlayList(live, written, owned, field);
  return isMapping(written) && isMapping(live) ? overlayMapping(live, written, owned, field) : written;
}

function overlayMapping(
  live: Record<string, unknown>,
  written: Record<string, unknown>,
  owned: readonly FieldSet[],
  field: string,
): Record<string, unknown> {
  const merged = Object.entries(live).map(([key, value]) => {
    const below = deeper(owned, `f:${key}`);
    if (written[key] === undefined) return [key, withoutOwned(value, below, key)] as const;
    const same = (quantityFields.has(field) || quantityFields.has(key)) && sameQuantity(value, written[key]);
    return [key, same ? value : overlay(value, written[key], below, key)] as const;
  });
  const fresh = Object.entries(written).filter(([key, value]) => live[key] === undefined && value !== null);
  return Object.fromEntries([...merged.filter(([, value]) => value !== undefined), ...fresh]);
}

function overlayList(
  live: readonly unknown[],
  written: readonly unknown[],
  owned: readonly FieldSet[],
  field: string,
): readonly unknown[] {
  if (!written.every(isMapping) || !live.every(isMapping)) return written;
  const key = keyOf(field, [...live, ...written]);
  if (key === undefined) {
    return written.map((each, index) => (isMapping(live[index]) ? overlay(live[index], each, [], "") : each));
  }
  const identity = (entry: Record<string, unknown>): string => identityOf(entry, key);
  const kept = live.flatMap((entry) => {
    const below = owned.flatMap((set) => entriesOf(set, entry));
    const replacement = written.find((each) => identity(each) === identity(entry));
    if (replacement !== undefined) return [overlay(entry, replacement, below, "")];
    const left = withoutOwned(entry, below, "");
    return left === undefined ? [] : [left];
  });
  const fresh = written.filter((each) => !live.some((entry) => identity(entry) === identity(each)));
  return [...kept, ...fresh];
}

/** What stays of a value that the manifest does not hold: what we own of it goes. */
function withoutOwned(value: unknown, owned: readonly FieldSet[], field: string): unknown {
  if (owned.length === 0) return value;
  const inner = owned.filter((set) => Object.keys(set).some((key) => key !== "."));
  // A leaf, or a mapping that is owned as a whole.
  if (inner.length === 0) return undefined;
  if (Array.isArray(value)) {
    const left = overlayList(value, [], inner, field);
    return left.length === 0 ? undefined : left;
  }
  if (!isMapping(value)) return undefined;
  const left = overlayMapping(value, {}, inner, field);
  return Object.keys(left).length === 0 ? undefined : left;
}

function deeper(owned: readonly FieldSet[], key: string): FieldSet[] {
  return owned.flatMap((set) => (set[key] === undefined ? [] : [set[key]]));
}

/** What is owned of an entry of a list: `k:{"name":"web"}`. */
function entriesOf(set: FieldSet, entry: Record<string, unknown>): FieldSet[] {
  return Object.entries(set).flatMap(([key, below]) => {
    if (!key.startsWith("k:")) return [];
    const wanted = JSON.parse(key.slice(2)) as Record<string, unknown>;
    return Object.entries(wanted).every(([name, value]) => withDefault(entry, name) === value) ? [below] : [];
  });
}

/** The keys by which Kubernetes merges its own lists (`x-kubernetes-list-map-keys`). */
const listKeys: Readonly<Record<string, readonly string[]>> = {
  containers: ["name"],
  initContainers: ["name"],
  ephemeralContainers: ["name"],
  env: ["name"],
  volumes: ["name"],
  volumeMounts: ["mountPath"],
  volumeDevices: ["devicePath"],
  imagePullSecrets: ["name"],
  hostAliases: ["ip"],
  topologySpreadConstraints: ["topologyKey", "whenUnsatisfiable"],
  conditions: ["type"],
  ownerReferences: ["uid"],
  volumeClaimTemplates: ["metadata.name"],
};

/** The ports of a container go by `containerPort`, those of a Service by `port`. */
function keyOf(field: string, entries: readonly Record<string, unknown>[]): readonly string[] | undefined {
  if (field !== "ports") return listKeys[field];
  if (entries.every((entry) => entry.containerPort !== undefined)) return ["containerPort", "protocol"];
  return entries.every((entry) => entry.port !== undefined) ? ["port", "protocol"] : undefined;
}

function identityOf(entry: Record<string, unknown>, key: readonly string[]): string {
  return JSON.stringify(key.map((name) => withDefault(entry, name)));
}

function withDefault(entry: Record<string, unknown>, name: string): unknown {
  if (name === "metadata.name") return isMapping(entry.metadata) ? entry.metadata.name : undefined;
  return entry[name] ?? (name === "protocol" ? "TCP" : undefined);
}

/** Whose values are quantities: the server writes `0.5` as `500m` and `1024Mi` as `1Gi`, which is no change. */
const quantityFields = new Set(["limits", "requests", "hard", "capacity", "sizeLimit", "averageValue"]);

function sameQuantity(one: unknown, other: unknown): boolean {
  const [left, right] = [quantityOf(one), quantityOf(other)];
  return left !== undefined && right !== undefined && Math.abs(left - right) <= 1e-9 * Math.abs(left);
}

const suffixes: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
};

/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
function quantityOf(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value !== "string") return undefined;
  const [, number = "", suffix = ""] = /^(\d+(?:\.\d*)?)(n|u|m|k|M|G|T|P|[KMGTP]i)?$/.exec(value) ?? [];
  return number === "" ? undefined : Number(number) * (suffixes[suffix] ?? Number.NaN);
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
