// What does the record say of each workload's releases?

import type { KubeObject } from "../../kube/object.ts";
import type { Release, ReleaseRecord } from "../../release/record.ts";
import { parseRecord } from "../../release/record-format.ts";
import { recordName } from "../../release/record-store.ts";
import { currentRelease, lastVerified } from "../../release/states.ts";
import { Failure } from "../../report/failure.ts";
import type { Examination } from "../check.ts";
import type { Complaint } from "../examine.ts";
import type { LiveKind } from "../live-kinds.ts";
import { itemsOf } from "../live-objects.ts";
import { type AliveWorkload, eachAlive, type LiveScope } from "../live-scope.ts";
import type { Subject } from "../subject.ts";

/** Judges the workloads that Slipway has released, by their records; a record that cannot be read is a finding. */
export function eachRecorded(
  subject: Subject,
  kinds: readonly LiveKind[],
  judge: (record: ReleaseRecord, workload: AliveWorkload, scope: LiveScope) => readonly string[],
): Examination {
  return eachAlive(
    subject,
    ["ConfigMap", ...kinds],
    (workload, scope): readonly Complaint[] => {
      const record = recordOf(workload, scope);
      const evidence = typeof record === "object" ? judge(record, workload, scope) : [record ?? ""];
      return evidence.map((text) => ({ evidence: text }));
    },
    (workload, scope) => workload.serves && recordOf(workload, scope) !== undefined,
    "no release of the workloads is recorded in the cluster",
  );
}

/** Undefined where there is none; a phrase where it cannot be read. */
export function recordOf({ alive }: AliveWorkload, { live }: LiveScope): ReleaseRecord | string | undefined {
  const name = recordName({ kind: alive.kind, name: alive.metadata.name });
  const map = mapsOf(live).get(name) as (KubeObject & { data?: Record<string, string> }) | undefined;
  if (map === undefined) return undefined;
  try {
    return parseRecord(map.data?.["record.json"] ?? "", { namespace: live.namespace, name });
  } catch (error) {
    if (error instanceof Failure) return `its record (ConfigMap ${name}) cannot be read: ${error.found}`;
    throw error;
  }
}

/** The release that a rollback would go to, where the record has one. */
export function wayBackOf(record: ReleaseRecord): Release | undefined {
  const current = currentRelease(record);
  return current && lastVerified(record, { except: current.digest });
}

function mapsOf(live: LiveScope["live"]): Map<string, KubeObject> {
  const known = maps.get(live) ?? new Map(itemsOf(live, "ConfigMap").map((map) => [map.metadata.name, map]));
  maps.set(live, known);
  return known;
}

const maps = new WeakMap<LiveScope["live"], Map<string, KubeObject>>();
