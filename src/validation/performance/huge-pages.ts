// Are huge pages asked for in the way that Kubernetes takes?

import { readQuantity } from "../../kube/quantity.ts";
import type { Check } from "../check.ts";
import { type Complaint, eachContainer } from "../examine.ts";
import type { Container } from "../pod-spec.ts";

export const hugePages: Check = {
  id: "performance/huge-pages",
  severity: "medium",
  title: "Huge pages are requested as they are limited, beside CPU or memory",
  why: "They cannot be lent: a pod whose request is not its limit, or that asks for nothing else, is refused.",
  source: "https://kubernetes.io/docs/tasks/manage-hugepages/scheduling-hugepages/",
  recommendation: "Set the same amount in requests and limits, and requests for CPU or memory.",
  run: (subject) =>
    eachContainer(
      subject,
      ({ container }) => judge(container),
      ({ container }) => pagesOf(container).length > 0,
    ),
};

function judge(container: Container): Complaint[] {
  const { requests = {}, limits = {} } = container.resources ?? {};
  const found: Complaint[] = pagesOf(container).flatMap((name) => {
    const [request, limit] = [readQuantity(requests[name] ?? limits[name]), readQuantity(limits[name])];
    return request === limit ? [] : [{ evidence: `${name}: its request is not its limit`, path: ["resources"] }];
  });
  const others = ["cpu", "memory"].some((name) => (requests[name] ?? limits[name]) !== undefined);
  if (!others) found.push({ evidence: "it asks for huge pages and for neither CPU nor memory", path: ["resources"] });
  return found;
}

function pagesOf({ resources: { requests = {}, limits = {} } = {} }: Container): string[] {
  return [...new Set([...Object.keys(requests), ...Object.keys(limits)])].filter((name) =>
    name.startsWith("hugepages-"),
  );
}
