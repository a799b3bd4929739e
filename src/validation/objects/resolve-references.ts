// Is what the manifests refer to there?

import { fieldsAt, textAt } from "../fields.ts";
import type { LiveKind } from "../live-kinds.ts";
import type { Seen, Subject } from "../subject.ts";
import { byName } from "./alive.ts";
import { type Reference, referenceKey, referencesOf } from "./references.ts";
import type { ReferenceAnswer } from "./seen.ts";

export interface Resolved {
  readonly reference: Reference;
  /** Undefined where the manifests do not bring it and no cluster was asked. */
  readonly answer: ReferenceAnswer | undefined;
}

const resolvedBySubject = new WeakMap<Subject, Map<Seen, Resolved[]>>();

/** What refers to anything, and what became of it; worked out once for all checks. */
export function resolvedReferences(subject: Subject): ReadonlyMap<Seen, readonly Resolved[]> {
  const known = resolvedBySubject.get(subject);
  if (known !== undefined) return known;
  const written = writtenAnswers(subject);
  const observed = subject.observed.objects;
  const answers = observed?.kind === "seen" ? observed.value.references : undefined;
  const unknown: ReferenceAnswer | undefined =
    observed?.kind === "unknown" ? { kind: "unreadable", reason: observed.reason } : undefined;
  const found = new Map<Seen, Resolved[]>();
  for (const seen of referringObjects(subject)) {
    const references = referencesOf(seen).map((reference): Resolved => {
      const key = referenceKey(reference);
      const own = written.get(key) ?? (isAlwaysThere(reference) ? { kind: "there" } : undefined);
      return { reference, answer: own ?? answers?.get(key) ?? livingAnswer(subject, reference) ?? unknown };
    });
    if (references.length > 0) found.set(seen, references);
  }
  resolvedBySubject.set(subject, found);
  return found;
}

/** The manifests, and what was only seen alive because it was named. */
function referringObjects(subject: Subject): Seen[] {
  return [...subject.written, ...subject.workloads.filter((workload) => workload.position([]) === undefined)];
}

/** Every namespace has them, a moment after it was made. */
function isAlwaysThere({ kind, name }: Reference): boolean {
  return (kind === "ServiceAccount" && name === "default") || (kind === "ConfigMap" && name === "kube-root-ca.crt");
}

function writtenAnswers({ written }: Subject): Map<string, ReferenceAnswer> {
  return new Map(
    written.flatMap(({ object, namespace }) => {
      const { kind } = object;
      const { name } = object.metadata;
      const made = secretMadeBy(object);
      const itself: [string, ReferenceAnswer][] = ["", namespace].map((place) => [
        referenceKey({ kind, namespace: place, name }),
        { kind: "there", ...keysOf(object) },
      ]);
      if (made === undefined) return itself;
      return [...itself, [referenceKey({ kind: "Secret", namespace, name: made }), { kind: "there" }]] as typeof itself;
    }),
  );
}

function keysOf(object: Seen["object"]): { keys?: readonly string[] } {
  if (object.kind !== "ConfigMap" && object.kind !== "Secret") return {};
  const fields = ["data", "binaryData", "stringData"];
  return { keys: fields.flatMap((field) => Object.keys(fieldsAt(object, [field]))) };
}

/** A controller makes the Secret after the release has applied its object. */
function secretMadeBy(object: Seen["object"]): string | undefined {
  switch (object.kind) {
    case "SealedSecret":
      return object.metadata.name;
    case "ExternalSecret":
      return textAt(object, ["spec", "target", "name"]) ?? object.metadata.name;
    case "Certificate":
      return textAt(object, ["spec", "secretName"]);
    default:
      return undefined;
  }
}

/** Of the kinds that are listed for all checks, in the namespace that was read. Of Secrets only the names are known. */
function livingAnswer({ live }: Subject, { kind, namespace, name }: Reference): ReferenceAnswer | undefined {
  const list = live?.lists[kind as LiveKind];
  if (live === undefined || list?.kind !== "read") return undefined;
  if (namespace !== "" && namespace !== live.namespace) return undefined;
  const object = byName(list).get(`${namespace}/${name}`);
  if (object === undefined) return { kind: "absent" };
  return { kind: "there", ...(kind === "ConfigMap" ? keysOf(object) : {}) };
}
