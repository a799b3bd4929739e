// Which volumes does a pod declare, and where does it mount them?

import type { Complaint } from "../examine.ts";
import { fieldsAt, itemsAt, textAt } from "../fields.ts";
import { allContainers } from "../security/pod-security.ts";
import type { Path, Workload } from "../subject.ts";

export interface Mount {
  readonly volume: string;
  /** Empty for a block device. */
  readonly mountPath: string;
  readonly readOnly: boolean;
  readonly within: string;
  /** Begins at the pod spec. */
  readonly path: Path;
}

export function mountsOf({ podSpec }: Workload): Mount[] {
  return allContainers(podSpec).flatMap(({ container, path, within }) =>
    (["volumeMounts", "volumeDevices"] as const).flatMap((field) =>
      itemsAt(container, [field]).map((mount, index) => ({
        volume: textAt(mount, ["name"]) ?? "",
        mountPath: textAt(mount, ["mountPath"]) ?? textAt(mount, ["devicePath"]) ?? "",
        readOnly: fieldsAt(mount).readOnly === true,
        within,
        path: [...path, field, index],
      })),
    ),
  );
}

/** Those of the pod, by the index at which they stand. */
export function volumesOf({ podSpec }: Workload): string[] {
  return itemsAt(podSpec, ["volumes"]).map((volume) => textAt(volume, ["name"]) ?? "");
}

/** Those that a StatefulSet makes for each of its pods. */
export function claimTemplatesOf({ object }: Workload): string[] {
  return itemsAt(object, ["spec", "volumeClaimTemplates"]).flatMap(
    (claim) => textAt(claim, ["metadata", "name"]) ?? [],
  );
}

export function complaintOf({ within, path }: Mount, evidence: string): Complaint {
  return { evidence, within, path };
}
