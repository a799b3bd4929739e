// Which checks look at the release?

import type { Check } from "../check.ts";
import { digest } from "./digest.ts";
import { observed } from "./observed.ts";
import { podsReady } from "./pods-ready.ts";
import { restarts } from "./restarts.ts";
import { serviceEndpoints } from "./service-endpoints.ts";

export const releaseChecks: readonly Check[] = [digest, observed, podsReady, restarts, serviceEndpoints];
