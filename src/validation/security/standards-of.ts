// By which version of the Pod Security Standards is a subject judged?

import type { Subject } from "../subject.ts";
import { newestStandards, type StandardsVersion } from "./pod-security.ts";

/** The cluster's own where it said which it is; never newer ones than are known. */
export function standardsOf({ observed }: Subject): StandardsVersion {
  if (observed.objects?.kind !== "seen") return newestStandards;
  return { ...newestStandards, minor: Math.min(observed.objects.value.server.minor, newestStandards.minor) };
}
