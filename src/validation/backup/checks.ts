// Which checks look at backups?

import type { Check } from "../check.ts";
import { dumpErrors } from "./dump-errors.ts";
import { elsewhere } from "./elsewhere.ts";
import { encrypted } from "./encrypted.ts";
import { exists } from "./exists.ts";
import { lastSucceeded } from "./last-succeeded.ts";
import { newest } from "./newest.ts";
import { notSuspended } from "./not-suspended.ts";
import { pointInTime } from "./point-in-time.ts";
import { recoveryPoint } from "./recovery-point.ts";
import { recoveryTime } from "./recovery-time.ts";
import { restored } from "./restored.ts";
import { restoredRows } from "./restored-rows.ts";
import { retention } from "./retention.ts";
import { schedule } from "./schedule.ts";

export const backupChecks: readonly Check[] = [
  dumpErrors,
  elsewhere,
  encrypted,
  exists,
  lastSucceeded,
  newest,
  notSuspended,
  pointInTime,
  recoveryPoint,
  recoveryTime,
  restored,
  restoredRows,
  retention,
  schedule,
];
