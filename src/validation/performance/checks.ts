// Which checks look at performance?

import type { Check } from "../check.ts";
import { memoryLimit } from "./memory-limit.ts";
import { namespaceLimits } from "./namespace-limits.ts";
import { resourceRequests } from "./resource-requests.ts";

export const performanceChecks: readonly Check[] = [memoryLimit, namespaceLimits, resourceRequests];
