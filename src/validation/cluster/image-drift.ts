// Does the cluster run other images than the manifests say?

import { canonicalRepository, parseImageReference } from "../../manifests/image-reference.ts";
import type { Check } from "../check.ts";
import type { Complaint } from "../examine.ts";
import { withLive } from "../examine.ts";
import { containersAt, eachComparable, eachContainerPair, lists } from "./drift.ts";

export const imageDrift: Check = {
  id: "cluster/image-drift",
  severity: "high",
  title: "The cluster runs the containers and images of the manifests",
  why: "What somebody changed by hand is undone by the next release, or was never in what was tested.",
  source: "https://kubernetes.io/docs/concepts/overview/working-with-objects/object-management/",
  recommendation: "Bring the change into the manifests, or release again.",
  run: (subject) =>
    withLive(subject, ({ digest }) => {
      const images = eachContainerPair(subject, ({ written, alive }) =>
        differs(written.image ?? "", alive.image ?? "", digest)
          ? [{ evidence: `the manifest says ${written.image}, the cluster runs ${alive.image}`, path: ["image"] }]
          : [],
      );
      const names = eachComparable(subject, (workload) =>
        lists.flatMap((list): Complaint[] => {
          const written = containersAt(workload.object, list).map(({ name }) => name);
          const alive = containersAt(workload.alive, list).map(({ name }) => name);
          const what = list === "containers" ? "container" : "init container";
          return [
            ...written
              .filter((name) => !alive.includes(name))
              .map((name) => ({ evidence: `the ${what} ${name} of the manifest is not in the cluster` })),
            ...alive
              .filter((name) => !written.includes(name))
              .map((name) => ({ evidence: `the cluster runs the ${what} ${name}, which the manifest has not` })),
          ];
        }),
      );
      if (images.kind !== "examined" || names.kind !== "examined") return images;
      return { ...images, findings: [...images.findings, ...names.findings] };
    }),
};

/** A manifest with a name alone is filled in by the release, and a tag may have been pinned to its digest. */
function differs(written: string, alive: string, released: string | undefined): boolean {
  const [one, other] = [parseImageReference(written), parseImageReference(alive)];
  if (one === undefined || other === undefined) return written !== alive && written !== "";
  if (one.tag === "" && one.digest === "") return false;
  if (released !== undefined && other.digest === released) return false;
  if (canonicalRepository(one.repository) !== canonicalRepository(other.repository)) return true;
  if (one.digest !== "") return one.digest !== other.digest;
  return other.tag !== one.tag && !(other.tag === "" && other.digest !== "");
}
