// Which checks look at the objects themselves: can the cluster take them, and do they fit each other?

import type { Check } from "../check.ts";
import { admission } from "./admission.ts";
import { cronConcurrency } from "./cron-concurrency.ts";
import { cronHistory } from "./cron-history.ts";
import { cronRan } from "./cron-ran.ts";
import { cronSchedule } from "./cron-schedule.ts";
import { cronStartingDeadline } from "./cron-starting-deadline.ts";
import { cronSuspended } from "./cron-suspended.ts";
import { referenceKeys, references, roleReferences, scaleTarget } from "./dangling.ts";
import { declaredVolumes } from "./declared-volumes.ts";
import { duplicateEnvironment } from "./duplicate-environment.ts";
import { duplicateObjects } from "./duplicate-objects.ts";
import { fieldTypes, requiredFields, unknownFields } from "./fields.ts";
import { immutableFields } from "./immutable-fields.ts";
import { jobBackoff } from "./job-backoff.ts";
import { jobDeadline } from "./job-deadline.ts";
import { jobRestartPolicy } from "./job-restart-policy.ts";
import { jobTtl } from "./job-ttl.ts";
import { knownKinds } from "./known-kinds.ts";
import { labels } from "./labels.ts";
import { mountPaths } from "./mount-paths.ts";
import { names } from "./names.ts";
import { ownNamespace } from "./own-namespace.ts";
import { readableFiles } from "./readable-files.ts";
import { recommendedLabels } from "./recommended-labels.ts";
import { deprecatedApis, removedApis } from "./removed-apis.ts";
import { selectorFits } from "./selector-fits.ts";
import { usedVolumes } from "./used-volumes.ts";

export const objectsChecks: readonly Check[] = [
  readableFiles,
  removedApis,
  deprecatedApis,
  knownKinds,
  unknownFields,
  fieldTypes,
  requiredFields,
  admission,
  references,
  referenceKeys,
  scaleTarget,
  roleReferences,
  duplicateObjects,
  names,
  labels,
  recommendedLabels,
  ownNamespace,
  selectorFits,
  immutableFields,
  duplicateEnvironment,
  declaredVolumes,
  usedVolumes,
  mountPaths,
  jobDeadline,
  jobBackoff,
  jobTtl,
  jobRestartPolicy,
  cronSchedule,
  cronConcurrency,
  cronHistory,
  cronStartingDeadline,
  cronSuspended,
  cronRan,
];
