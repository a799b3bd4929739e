// Which checks look at performance?

import type { Check } from "../check.ts";
import { cpuLimit } from "./cpu-limit.ts";
import { emptyDirSize } from "./empty-dir-size.ts";
import { ephemeralStorage } from "./ephemeral-storage.ts";
import { hugePages } from "./huge-pages.ts";
import { limitRange } from "./limit-range.ts";
import { memoryLimit } from "./memory-limit.ts";
import { memoryRequest } from "./memory-request.ts";
import { namespaceLimits } from "./namespace-limits.ts";
import { quotaHeadroom } from "./quota-headroom.ts";
import { quotaRequires } from "./quota-requires.ts";
import { resourceQuota } from "./resource-quota.ts";
import { resourceRatio } from "./resource-ratio.ts";
import { resourceRequests } from "./resource-requests.ts";

export const performanceChecks: readonly Check[] = [
  cpuLimit,
  emptyDirSize,
  ephemeralStorage,
  hugePages,
  limitRange,
  memoryLimit,
  memoryRequest,
  namespaceLimits,
  quotaHeadroom,
  quotaRequires,
  resourceQuota,
  resourceRatio,
  resourceRequests,
];
