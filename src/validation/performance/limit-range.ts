// Does the namespace allow containers of this size?

import { readQuantity } from "../../kube/quantity.ts";
import type { Check, Examination } from "../check.ts";
import { type Complaint, eachContainer, eachPodSpec } from "../examine.ts";
import { fieldsAt, itemsAt } from "../fields.ts";
import type { Path, Seen, Subject } from "../subject.ts";
import { amountOf, podAmount, type Side } from "./demand.ts";

export const limitRange: Check = {
  id: "performance/limit-range",
  severity: "high",
  title: "Containers and pods keep to the namespace's LimitRange",
  why: "The API server refuses a pod outside of the range: no pod of the release is made.",
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
    ),
};

type Range = Readonly<Record<string, unknown>>;

function rangesOf(subject: Subject, workload: Seen, type: "Container" | "Pod"): Range[] {
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

function joined(one: Examination, other: Examination): Examination {
  if (one.kind !== "examined") return other.kind === "examined" ? other : one;
  if (other.kind !== "examined") return one;
  return { kind: "examined", count: one.count + other.count, findings: [...one.findings, ...other.findings] };
}
