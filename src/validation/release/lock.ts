// Does somebody who is gone hold the lock?

import { holderOf, type Lease } from "../../release/lease.ts";
import { recordName } from "../../release/record-store.ts";
import type { Check } from "../check.ts";
import { spanText } from "../cluster/age.ts";
import { itemsOf } from "../live-objects.ts";
import { eachRecorded } from "./records.ts";

/** Where the Lease does not say: a run renews it every 20 seconds. */
const lasts = 60;

export const lock: Check = {
  id: "release/lock",
  severity: "high",
  title: "No dead run holds the lock of the workload",
  why: "A run that died in the middle has left something half done, and the next one waits for it before it begins.",
  source: "https://kubernetes.io/docs/concepts/architecture/leases/",
  recommendation:
    "Run the rollback workflow with operation: settle, which takes the lock over and finishes what was begun.",
  run: (subject) =>
    eachRecorded(subject, ["Lease"], (_record, { alive }, { live }) => {
      const name = recordName({ kind: alive.kind, name: alive.metadata.name });
      const lease = itemsOf(live, "Lease").find(({ metadata }) => metadata.name === name) as Lease | undefined;
      const holder = holderOf(lease);
      const silent = live.readAt - Date.parse(lease?.spec?.renewTime ?? "");
      const seconds = lease?.spec?.leaseDurationSeconds ?? lasts;
      // A time that does not parse was not written by a run that lives.
      if (holder === undefined || silent <= seconds * 1000) return [];
      return [
        `${holder.identity} holds it (${holder.reason || "for no reason"}), and has been silent for ${spanText(silent || 0)}`,
      ];
    }),
};
