// Could a new node start the service?

import type { Check } from "../check.ts";
import { imagesOf } from "./images.ts";
import { eachPull } from "./pullable.ts";

export const imagePulls: Check = {
  id: "release/image-pulls",
  severity: "high",
  title: "The images that run can still be pulled",
  why: "A clean-up of the registry is felt by nobody until a pod moves to a node that does not have the image.",
  source: "https://kubernetes.io/docs/concepts/containers/images/#updating-images",
  recommendation: "Push the image again, and keep what environments run out of the registry's clean-up.",
  run: (subject) => eachPull(subject, imagesOf, "no workload that serves stands in the cluster"),
};
