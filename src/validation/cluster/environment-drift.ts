// Do containers in the cluster have another environment than the manifests say?

import { isDeepStrictEqual } from "node:util";
import type { Check } from "../check.ts";
import type { Container } from "../pod-spec.ts";
import { eachContainerPair } from "./drift.ts";

export const environmentDrift: Check = {
  id: "cluster/environment-drift",
  severity: "medium",
  title: "The cluster has the environment of the manifests",
  why: "A setting that was tried out by hand runs in production, untested and unseen, until the next release takes it away.",
  source: "https://kubernetes.io/docs/concepts/overview/working-with-objects/object-management/",
  recommendation: "Bring the change into the manifests, or release again.",
  run: (subject) =>
    eachContainerPair(subject, ({ written, alive }) => {
      const [own, other] = [variables(written), variables(alive)];
      const names = new Set([...own.keys(), ...other.keys()]);
      return [...names].flatMap((name) => {
        // The value may be a secret: only the name is told.
        if (!other.has(name)) return [{ evidence: `${name} is only in the manifest`, path: ["env"] }];
        if (!own.has(name)) return [{ evidence: `${name} is only in the cluster` }];
        if (isDeepStrictEqual(own.get(name), other.get(name))) return [];
        return [{ evidence: `${name} is another in the cluster than in the manifest`, path: ["env"] }];
      });
    }),
};

/** As the API server keeps them: a value is a text, empty ones may be left out, a field is of v1. The last of a name counts. */
function variables({ env = [] }: Container): ReadonlyMap<string, unknown> {
  return new Map(
    env.map(({ name, value, valueFrom }) => {
      if (valueFrom === undefined) return [name, String(value ?? "")];
      const { fieldRef, ...source } = valueFrom as { fieldRef?: { fieldPath?: string } };
      return [name, fieldRef === undefined ? source : { ...source, fieldRef: fieldRef.fieldPath }];
    }),
  );
}
