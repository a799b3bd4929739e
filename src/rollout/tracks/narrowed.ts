// Would the users of a rolling release be left behind, because one that failed beside stable was kept?

import { isApiError } from "../../kube/api-error.ts";
import { describeObject } from "../../kube/object.ts";
import type { ReleaseRecord } from "../../release/record.ts";
import { Failure } from "../../report/failure.ts";
import type { RolloutContext } from "../context.ts";
import type { ReleaseTarget } from "../target.ts";
import { templateHashLabel } from "../workload.ts";
import { serviceKind } from "./select-services.ts";
import type { ServiceObject } from "./strategy.ts";

/**
 * The Services of one that was kept to be looked at answer from the pods of one template alone, which a rolling release
 * replaces; and what was kept has labels by which they would find it without that.
 * @throws Failure before the first change.
 */
export async function refuseNarrowed(
  { releases: [newest] }: ReleaseRecord,
  { workload }: Pick<ReleaseTarget, "workload">,
  { cluster, signal }: Pick<RolloutContext, "cluster" | "signal">,
): Promise<void> {
  const { track } = newest ?? {};
  if (newest?.state !== "failed" || track === undefined) return;
  const { items } = await cluster
    .list<ServiceObject>(serviceKind, { namespace: workload.namespace, signal })
    .catch((error: unknown) => {
      if (isApiError(error, 403)) return { items: [] };
      throw error;
    });
  const names = new Set(track.services.map(({ name }) => name));
  const narrowed = items.find(
    ({ metadata, spec }) => names.has(metadata.name) && spec.selector?.[templateHashLabel] !== undefined,
  );
  if (narrowed === undefined) return;
  throw new Failure({
    attempted: `beginning a release of ${describeObject(workload)}`,
    found: `release ${newest.id} failed and was kept: Service ${narrowed.metadata.name} answers only from pods with ${templateHashLabel}=${narrowed.spec.selector?.[templateHashLabel]}, which this one would replace`,
    advice: `Release with \`strategy: ${track.strategy}\`, which goes on from there. Or remove Deployment ${track.candidate.deployment}, then take ${templateHashLabel} out of the selector, and release again.`,
  });
}
