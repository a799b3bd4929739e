// Would the API server refuse a change because the field can never change?

import { isDeepStrictEqual } from "node:util";
import type { Check } from "../check.ts";
import { type Complaint, eachObject, withLive } from "../examine.ts";
import { valueAt } from "../fields.ts";
import type { Path, Seen } from "../subject.ts";
import { aliveOf } from "./alive.ts";

const selector = ["spec", "selector"];

/** By kind. What the manifest leaves out keeps its value or its default. */
const immutable: Readonly<Record<string, readonly Path[]>> = {
  Deployment: [selector],
  ReplicaSet: [selector],
  DaemonSet: [selector],
  StatefulSet: [selector, ["spec", "serviceName"], ["spec", "podManagementPolicy"]],
  RoleBinding: [["roleRef"]],
  PersistentVolumeClaim: [
    ["spec", "storageClassName"],
    ["spec", "accessModes"],
    ["spec", "volumeMode"],
  ],
};

export const immutableFields: Check = {
  id: "objects/immutable-fields",
  severity: "critical",
  title: "No manifest changes what can never change",
  why: "The API server refuses the object, in the middle of a release of which a part is already applied.",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#label-selector-updates",
  recommendation: "Take the change back, or give the object a new name and move over to it.",
  run: (subject) =>
    withLive(subject, () => {
      const both = subject.written.flatMap((seen) => {
        const alive = immutable[seen.object.kind] === undefined ? undefined : aliveOf(subject, seen);
        return alive === undefined ? [] : [{ ...seen, alive }];
      });
      return eachObject(both, judge, "no manifest describes a live object with fields that cannot change");
    }),
};

function judge({ object, alive }: Seen & { readonly alive: Seen["object"] }): Complaint[] {
  return (immutable[object.kind] ?? []).flatMap((path) => {
    const written = valueAt(object, path);
    const living = valueAt(alive, path);
    if (written === undefined || living === undefined || isDeepStrictEqual(filled(written), filled(living))) return [];
    return [{ evidence: `${path.join(".")} is another one in the cluster`, path }];
  });
}

/** The server fills the group of a roleRef in. */
function filled(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("name" in value) || !("kind" in value)) return value;
  return { apiGroup: "rbac.authorization.k8s.io", ...value };
}
