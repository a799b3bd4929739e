// How does a check go through what it applies to?

import type { Examination, Finding } from "./check.ts";
import type { LiveObjects } from "./live-objects.ts";
import type { Container } from "./pod-spec.ts";
import { nameOf, type Path, type Related, type Seen, type Subject, type Workload } from "./subject.ts";

/** What is wrong, and where under the thing that was looked at. */
export interface Complaint {
  readonly evidence: string;
  /** The part of the object that is meant: `init container migrate`. */
  readonly within?: string | undefined;
  readonly path?: Path | undefined;
  /** What to write to mend it; its path begins where `path` begins. */
  readonly fix?: { readonly path: Path; readonly value: unknown } | undefined;
}

type Verdict = Complaint | readonly Complaint[] | undefined;

/** A judge that answers undefined finds nothing wrong. */
export function eachObject<T extends Seen>(
  objects: readonly T[],
  judge: (object: T) => Verdict,
  none: string,
): Examination {
  if (objects.length === 0) return { kind: "not-applicable", reason: none };
  const findings = objects.flatMap((object) =>
    complaints(judge(object)).map((complaint) => findingIn(object, nameOf(object), complaint)),
  );
  return { kind: "examined", count: objects.length, findings };
}

/** Paths of complaints begin at the object. */
export function eachWorkload(
  subject: Subject,
  judge: (workload: Workload) => Verdict,
  only: (workload: Workload) => boolean = () => true,
  none = "there is no workload that it applies to",
): Examination {
  return eachObject(subject.workloads.filter(only), judge, none);
}

/** Paths of complaints begin at the pod spec. */
export function eachPodSpec(
  subject: Subject,
  judge: (workload: Workload) => Verdict,
  only?: (workload: Workload) => boolean,
): Examination {
  return eachWorkload(
    subject,
    (workload) => complaints(judge(workload)).map((complaint) => below(workload.podSpecPath, complaint)),
    only,
  );
}

export interface ContainerSeen {
  readonly container: Container;
  readonly workload: Workload;
  /** Runs to its end before the others start. */
  readonly isInit: boolean;
}

/** Paths of complaints begin at the container. */
export function eachContainer(
  subject: Subject,
  judge: (seen: ContainerSeen) => Verdict,
  only: (seen: ContainerSeen) => boolean = () => true,
): Examination {
  let count = 0;
  const findings: Finding[] = [];
  for (const workload of subject.workloads) {
    for (const seen of containersIn(workload)) {
      if (!only(seen)) continue;
      count++;
      for (const complaint of complaints(judge(seen))) {
        const name = `${nameOf(workload)}, ${seen.isInit ? "init container" : "container"} ${seen.container.name}`;
        findings.push(findingIn(workload, name, below(seen.path, complaint)));
      }
    }
  }
  if (count === 0) return { kind: "not-applicable", reason: "there is no container that it applies to" };
  return { kind: "examined", count, findings };
}

/** Containers that stay: those of Jobs, bare pods and init containers do not serve. */
export function servesUsers({ workload, isInit }: ContainerSeen): boolean {
  return workload.serves && !isInit;
}

/** Something must be among the related objects; where they could not be read, nobody knows. */
export function requireRelated(
  subject: Subject,
  related: readonly Related[],
  isMet: (workload: Workload, objects: readonly Seen[]) => boolean,
  missing: (workload: Workload) => Complaint,
  only: (workload: Workload) => boolean,
): Examination {
  const objects = related.flatMap((one) => one.objects);
  const examined = eachWorkload(
    subject,
    (workload) => (isMet(workload, objects) ? undefined : missing(workload)),
    only,
  );
  const unreadable = related.find((one) => one.unreadable !== undefined)?.unreadable;
  if (examined.kind === "examined" && examined.findings.length > 0 && unreadable !== undefined) {
    return { kind: "unknown", reason: unreadable };
  }
  return examined;
}

/** Runs a check that needs the cluster. */
export function withLive(subject: Subject, examine: (live: LiveObjects) => Examination): Examination {
  if (subject.live === undefined)
    return { kind: "not-applicable", reason: "no cluster was asked (no workload is named)", notAsked: true };
  return examine(subject.live);
}

export function inNamespaceOf(workload: Seen): (other: Seen) => boolean {
  return (other) => other.namespace === workload.namespace || other.namespace === "" || workload.namespace === "";
}

/** The same for every check that goes through them. */
const remembered = new WeakMap<Workload, readonly PlacedContainer[]>();

type PlacedContainer = ContainerSeen & { readonly path: Path };

function containersIn(workload: Workload): readonly PlacedContainer[] {
  const known = remembered.get(workload);
  if (known !== undefined) return known;
  const { podSpec, podSpecPath } = workload;
  const placed = (field: "containers" | "initContainers"): PlacedContainer[] =>
    (podSpec[field] ?? []).map((container, index) => ({
      container,
      workload,
      isInit: field === "initContainers",
      path: [...podSpecPath, field, index],
    }));
  const all = [...placed("containers"), ...placed("initContainers")];
  remembered.set(workload, all);
  return all;
}

function complaints(verdict: Verdict): readonly Complaint[] {
  if (verdict === undefined) return [];
  return "evidence" in verdict ? [verdict] : verdict;
}

/** The same complaint, with its paths from further up. */
function below(base: Path, complaint: Complaint): Complaint {
  const { path = [], fix, ...rest } = complaint;
  const mended = fix === undefined ? {} : { fix: { ...fix, path: [...base, ...fix.path] } };
  return { ...rest, path: [...base, ...path], ...mended };
}

function findingIn(seen: Seen, whole: string, { evidence, path, within, fix }: Complaint): Finding {
  const at = seen.position(path ?? []);
  return {
    subject: within === undefined ? whole : `${whole}, ${within}`,
    object: { kind: seen.object.kind, namespace: seen.namespace, name: seen.object.metadata.name },
    evidence,
    ...(at === undefined ? {} : { at }),
    // What was only seen alive has no file to mend.
    ...(at === undefined || fix === undefined ? {} : { fix: { ...fix, object: seen.object } }),
  };
}
