// Do containers in the cluster have other requests and limits than the manifests say?

import { readQuantity } from "../../kube/quantity.ts";
import type { Check } from "../check.ts";
import type { Quantities } from "../pod-spec.ts";
import { eachContainerPair } from "./drift.ts";

export const resourceDrift: Check = {
  id: "cluster/resource-drift",
  severity: "medium",
  title: "The cluster has the requests and limits of the manifests",
  why: "A limit that was raised by hand in an incident is gone with the next release, and the incident comes back.",
  source: "https://kubernetes.io/docs/concepts/overview/working-with-objects/object-management/",
  recommendation: "Bring the change into the manifests, or release again.",
  run: (subject) =>
    eachContainerPair(subject, ({ written, alive }) =>
      (["requests", "limits"] as const).flatMap((part) =>
        changed(written.resources?.[part], alive.resources?.[part]).map((resource) => ({
          evidence: `${part}.${resource}: the manifest says ${written.resources?.[part]?.[resource] ?? "nothing"}, the cluster has ${alive.resources?.[part]?.[resource] ?? "nothing"}`,
          ...(written.resources?.[part]?.[resource] === undefined ? {} : { path: ["resources", part, resource] }),
        })),
      ),
    ),
};

/** The same amount in another unit is no change. */
function changed(written: Quantities = {}, alive: Quantities = {}): string[] {
  const resources = new Set([...Object.keys(written), ...Object.keys(alive)]);
  return [...resources].filter((resource) => readQuantity(written[resource]) !== readQuantity(alive[resource]));
}
