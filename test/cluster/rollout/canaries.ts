// Which canary is released in the tests?

import { canary } from "../../../src/rollout/canary/canary.ts";
import { parseSteps } from "../../../src/rollout/canary/steps.ts";
import type { TracksRequest } from "../../../src/rollout/tracks/tracks-request.ts";

/** By the number of pods, unless told otherwise. */
export function canaryOf(steps: string, changes: Partial<TracksRequest> = {}): TracksRequest {
  return {
    strategy: canary({ steps: parseSteps(steps, "steps") }),
    services: [],
    router: "replicas",
    route: [],
    header: undefined,
    settleTime: 0,
    interrupted: "resume",
    room: "warn",
    overlapping: false,
    scaleDownDelay: undefined,
    ...changes,
  };
}
