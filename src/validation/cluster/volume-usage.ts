// Is a volume about to be full?

import { z } from "zod";
import { formatBytes } from "../../kube/quantity.ts";
import type { Check, Examination } from "../check.ts";
import { eachLive, withScope } from "../live-scope.ts";
import { withObservation } from "../observation.ts";
import { claimsOf, noClaim } from "./claims-of.ts";
import type { VolumeUse } from "./observed.ts";

const settings = z.strictObject({
  percent: z
    .number()
    .min(1)
    .max(100)
    .default(85)
    .describe("Share of the bytes or of the files from which a volume counts as nearly full."),
});

export const volumeUsage: Check<z.output<typeof settings>> = {
  id: "cluster/volume-usage",
  severity: "high",
  title: "No volume is nearly full",
  why: "A database on a full disk stops, and some do not start again before there is room.",
  source: "https://kubernetes.io/docs/concepts/storage/volume-health-monitoring/",
  recommendation: "Grow the claim where its storage class allows it, or delete what is not needed.",
  settings,
  run: (subject, { percent }) =>
    withObservation(subject.observed.cluster, "no cluster was asked (no workload is named)", ({ volumes }) =>
      withScope(subject, ["Pod", "PersistentVolumeClaim"], (scope): Examination => {
        const claims = claimsOf(scope);
        const unknown = claims.map(({ metadata }) => volumes.get(metadata.name)).find((use) => use?.kind !== "seen");
        if (claims.length > 0 && unknown?.kind === "unknown") return unknown;
        if (claims.some(({ metadata }) => !volumes.has(metadata.name)))
          return { kind: "unknown", reason: "no kubelet has told how full each volume is" };
        return eachLive(
          claims,
          ({ metadata }) => {
            const use = volumes.get(metadata.name);
            return use?.kind === "seen" ? shares(use.value, percent) : [];
          },
          noClaim,
        );
      }),
    ),
};

function shares({ usedBytes, capacityBytes, usedFiles = 0, mostFiles = 0 }: VolumeUse, percent: number): string[] {
  const bytes = share(usedBytes, capacityBytes);
  const files = share(usedFiles, mostFiles);
  return [
    ...(bytes >= percent
      ? [`${bytes} % of it is used (${formatBytes(usedBytes)} of ${formatBytes(capacityBytes)})`]
      : []),
    ...(files >= percent
      ? [`${files} % of the files that it can hold are there (${usedFiles} of ${mostFiles} inodes)`]
      : []),
  ];
}

function share(used: number, most: number): number {
  return most === 0 ? 0 : Math.round((used / most) * 100);
}
