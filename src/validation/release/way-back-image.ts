// Could the release before start again?

import type { Check } from "../check.ts";
import { wayBackImages } from "./images.ts";
import { eachPull } from "./pullable.ts";

export const wayBackImage: Check = {
  id: "release/way-back-image",
  severity: "high",
  title: "The image of the previous release can still be pulled",
  why: "A rollback to an image that was cleaned up ends in ImagePullBackOff, in the middle of an outage.",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-back-a-deployment",
  recommendation: "Keep the last releases' images out of the registry's clean-up; push this one again.",
  run: (subject) => eachPull(subject, wayBackImages, "no workload has had a release before this one"),
};
