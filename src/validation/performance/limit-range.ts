// Does the namespace allow containers of this size?

import { readQuantity } from "../../kube/quantity.ts";
import type { Check, Examination } from "../check.ts";
import { type Complaint, eachContainer, eachObject, eachPodSpec } from "../examine.ts";
import { fieldsAt, itemsAt, textAt, valueAt } from "../fields.ts";
import type { Path, Seen, Subject } from "../subject.ts";
import { amountOf, podAmount, type Side } from "./demand.ts";

export const limitRange: Check = {
  id: "performance/limit-range",
  severity: "high",
  title: "Containers, pods and claims keep to the namespace's LimitRange",
  why: "The API server refuses a pod outside of the range, and a claim: no pod of the release is made, or it waits for its volume for ever.",
  source: "https://kubernetes.io/docs/concepts/policy/limit-range/",
  recommendation: "Keep requests and limits between its min and max, and their ratio below maxLimitRequestRatio.",
  run: (subject) =>
    joined(
      eachContainer(
        subject,
        ({ container, workload }) =>
          rangesOf(subject, workload, "Container").flatMap((range) =>
            judge(range, (side, resource) => amountOf(container, side, resource), "it", ["resources"]),
          ),
        ({ workload }) => rangesOf(subject, workload, "Container").length > 0,
      ),
      eachPodSpec(
        subject,
        (workload) =>
          rangesOf(subject, workload, "Pod").flatMap((range) =>
            judge(range, (side, resource) => podAmount(workload.podSpec, side, resource) || undefined, "a pod", []),
          ),
        (workload) => rangesOf(subject, workload, "Pod").length > 0,
      ),
      eachObject(
        claimants(subject).filter((claimant) => rangesOf(subject, claimant, "PersistentVolumeClaim").length > 0),
        (claimant) =>
          rangesOf(subject, claimant, "PersistentVolumeClaim").flatMap((range) =>
            claimsOf(claimant).flatMap((claim) => judgeClaim(range, claim)),
          ),
        "there is no claim",
      ),
    ),
};

type Range = Readonly<Record<string, unknown>>;

function rangesOf(subject: Subject, workload: Seen, type: "Container" | "Pod" | "PersistentVolumeClaim"): Range[] {
  const bounds = ["min", "max", "maxLimitRequestRatio"];
  return subject
    .near("LimitRange", workload)
    .objects.flatMap(({ spec }) => itemsAt(spec.limits).map((item) => fieldsAt(item)))
    .filter((range) => range.type === type && bounds.some((bound) => range[bound] !== undefined));
}

/** @param who `it` for a container, `a pod` for all of its containers together */
function judge(
  range: Range,
  amount: (side: Side, resource: string) => number | undefined,
  who: string,
  path: Path,
): Complaint[] {
  const found: Complaint[] = [];
  const each = (
    bound: string,
    compare: (resource: string, value: number, text: string) => string | undefined,
  ): void => {
    for (const [resource, text] of Object.entries(fieldsAt(range, [bound]))) {
      const evidence = compare(resource, readQuantity(text) ?? 0, String(text));
      if (evidence !== undefined) found.push({ evidence, path });
    }
  };
  const whose = who === "it" ? "its" : `${who}'s`;
  each("min", (resource, least, text) => {
    const request = amount("requests", resource);
    return request !== undefined && request >= least
      ? undefined
      : `${who} requests less ${resource} than the LimitRange's min of ${text}`;
  });
  each("max", (resource, most, text) => {
    const limit = amount("limits", resource);
    return limit !== undefined && limit <= most
      ? undefined
      : `${whose} limit of ${resource} is above the LimitRange's max of ${text}`;
  });
  each("maxLimitRequestRatio", (resource, most, text) => {
    const [limit, request] = [amount("limits", resource), amount("requests", resource)];
    if (limit === undefined || request === undefined || limit / request <= most) return undefined;
    return `${whose} limit of ${resource} is more than ${text} times its request`;
  });
  return found;
}

interface Claim {
  /** `the claim data`. */
  readonly who: string;
  readonly storage: number | undefined;
  readonly path: Path;
}

/** Claims, and what makes some; live ones were let in already. */
function claimants({ written }: Subject): readonly Seen[] {
  return written.filter((seen) => claimsOf(seen).length > 0);
}

function claimsOf({ object, spec }: Seen): Claim[] {
  const read = (claim: unknown, who: string, base: Path): Claim => {
    const path = ["spec", "resources", "requests", "storage"];
    return { who, storage: readQuantity(valueAt(claim, path)), path: [...base, ...path] };
  };
  if (object.kind === "PersistentVolumeClaim") return [read(object, "it", [])];
  if (object.kind !== "StatefulSet") return [];
  return itemsAt(spec.volumeClaimTemplates).map((template, index) =>
    read(template, `the claim ${textAt(template, ["metadata", "name"])}`, ["spec", "volumeClaimTemplates", index]),
  );
}

/** Of a claim the request alone counts, for both bounds. */
function judgeClaim(range: Range, { who, storage, path }: Claim): Complaint[] {
  const [least, most] = [fieldsAt(range, ["min"]).storage, fieldsAt(range, ["max"]).storage];
  const found: Complaint[] = [];
  if (least !== undefined && (storage ?? 0) < (readQuantity(least) ?? 0)) {
    found.push({ evidence: `${who} requests less storage than the LimitRange's min of ${least}`, path });
  }
  if (most !== undefined && (storage ?? Number.POSITIVE_INFINITY) > (readQuantity(most) ?? 0)) {
    found.push({ evidence: `${who} requests more storage than the LimitRange's max of ${most}`, path });
  }
  return found;
}

function joined(...all: readonly Examination[]): Examination {
  const examined = all.filter((one) => one.kind === "examined");
  const [first = { kind: "not-applicable", reason: "there is nothing that a LimitRange bounds" }] = all;
  if (examined.length === 0) return first;
  return {
    kind: "examined",
    count: examined.reduce((sum, { count }) => sum + count, 0),
    findings: examined.flatMap(({ findings }) => findings),
  };
}
