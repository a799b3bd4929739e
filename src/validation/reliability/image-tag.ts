// Does the image's name stand for one version?

import type { Check } from "../check.ts";
import { eachContainer } from "../examine.ts";
import { imageOf } from "../image-of.ts";

export const imageTag: Check = {
  id: "reliability/image-tag",
  severity: "high",
  title: "No image is whatever is the latest",
  why: "A pod that moves to another node pulls again, and runs a version that nobody has released.",
  source: "https://kubernetes.io/docs/concepts/configuration/overview/",
  recommendation: "Name the image by digest or by a tag that never moves.",
  run: (subject) =>
    eachContainer(subject, (seen) => {
      const image = imageOf(seen);
      if (image.includes("@sha256:")) return undefined;
      const tag = /:([\w][\w.-]*)$/.exec(image)?.[1];
      if (tag !== undefined && tag !== "latest") return undefined;
      return {
        evidence: `the image is ${image || "not given"}${tag === undefined ? ", without a tag" : ""}`,
        path: ["image"],
      };
    }),
};
