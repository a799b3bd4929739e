// Does a Service mix pods of different workloads?

import type { Check } from "../check.ts";
import { eachObject } from "../examine.ts";
import type { Workload } from "../subject.ts";
import { ownServices, workloadsOf } from "./services-of.ts";

export const serviceOverlap: Check = {
  id: "network/service-overlap",
  severity: "medium",
  title: "A Service leads to the pods of one workload",
  why: "A selector that is too wide sends a share of the requests to pods of another workload: one of so many fails, and nobody finds out why.",
  source: "https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service",
  recommendation:
    "Select by a label that only these pods have. The tracks of one service may share one: name them alike (orders, orders-canary).",
  run: (subject) =>
    eachObject(
      ownServices(subject),
      (service) => {
        const led = workloadsOf(subject, service);
        if (led.length < 2 || areTracks(led)) return undefined;
        const names = led.map(({ object }) => `${object.kind} ${object.metadata.name}`);
        const shown = names.slice(0, 5).join(", ");
        const more = names.length > 5 ? ` and ${names.length - 5} more` : "";
        return { evidence: `it leads to the pods of ${shown}${more}`, path: ["spec", "selector"] };
      },
      "there is no Service with a selector",
    ),
};

/** `orders` and `orders-canary`, `orders-blue` and `orders-green`. */
function areTracks(workloads: readonly Workload[]): boolean {
  const track = /-(?:blue|green|canary|stable|preview|active|baseline|primary|v\d+)$/;
  return new Set(workloads.map(({ object }) => object.metadata.name.replace(track, ""))).size === 1;
}
