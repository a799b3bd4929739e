// Which checks look at the release?

import type { Check } from "../check.ts";
import { alertsLinked } from "./alerts-linked.ts";
import { deploymentRecord } from "./deployment-record.ts";
import { digest } from "./digest.ts";
import { imagePulls } from "./image-pulls.ts";
import { lock } from "./lock.ts";
import { observed } from "./observed.ts";
import { outcome } from "./outcome.ts";
import { podsReady } from "./pods-ready.ts";
import { record } from "./record.ts";
import { recordedImage } from "./recorded-image.ts";
import { restarts } from "./restarts.ts";
import { serviceEndpoints } from "./service-endpoints.ts";
import { wayBack } from "./way-back.ts";
import { wayBackImage } from "./way-back-image.ts";

export const releaseChecks: readonly Check[] = [
  digest,
  observed,
  podsReady,
  restarts,
  serviceEndpoints,
  record,
  outcome,
  lock,
  recordedImage,
  wayBack,
  wayBackImage,
  imagePulls,
  deploymentRecord,
  alertsLinked,
];
