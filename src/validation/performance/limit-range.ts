// Does the namespace allow containers of this size?

import { readQuantity } from "../../kube/quantity.ts";
import type { Check } from "../check.ts";
import { type Complaint, type ContainerSeen, eachContainer } from "../examine.ts";
import { fieldsAt, itemsAt } from "../fields.ts";
import type { Seen, Subject } from "../subject.ts";
import { amountOf } from "./demand.ts";

export const limitRange: Check = {
  id: "performance/limit-range",
  severity: "high",
  title: "Containers keep to the namespace's LimitRange",
  why: "The API server refuses a pod outside of the range: no pod of the release is made.",
  source: "https://kubernetes.io/docs/concepts/policy/limit-range/",
  recommendation: "Keep requests and limits between its min and max, and their ratio below maxLimitRequestRatio.",
  run: (subject) =>
    eachContainer(
      subject,
      ({ container, workload }) => rangesOf(subject, workload).flatMap((range) => judge(container, range)),
      ({ workload }) => rangesOf(subject, workload).length > 0,
    ),
};

type Range = Readonly<Record<string, unknown>>;

function rangesOf(subject: Subject, workload: Seen): Range[] {
  const bounds = ["min", "max", "maxLimitRequestRatio"];
  return subject
    .near("LimitRange", workload)
    .objects.flatMap(({ spec }) => itemsAt(spec.limits).map((item) => fieldsAt(item)))
    .filter((range) => range.type === "Container" && bounds.some((bound) => range[bound] !== undefined));
}

function judge(container: ContainerSeen["container"], range: Range): Complaint[] {
  const found: Complaint[] = [];
  const each = (
    bound: string,
    compare: (resource: string, value: number, text: string) => string | undefined,
  ): void => {
    for (const [resource, text] of Object.entries(fieldsAt(range, [bound]))) {
      const evidence = compare(resource, readQuantity(text) ?? 0, String(text));
      if (evidence !== undefined) found.push({ evidence, path: ["resources"] });
    }
  };
  each("min", (resource, least, text) => {
    const request = amountOf(container, "requests", resource);
    return request !== undefined && request >= least
      ? undefined
      : `it requests less ${resource} than the LimitRange's min of ${text}`;
  });
  each("max", (resource, most, text) => {
    const limit = amountOf(container, "limits", resource);
    return limit !== undefined && limit <= most
      ? undefined
      : `its limit of ${resource} is above the LimitRange's max of ${text}`;
  });
  each("maxLimitRequestRatio", (resource, most, text) => {
    const [limit, request] = [amountOf(container, "limits", resource), amountOf(container, "requests", resource)];
    if (limit === undefined || request === undefined || limit / request <= most) return undefined;
    return `its limit of ${resource} is more than ${text} times its request`;
  });
  return found;
}
