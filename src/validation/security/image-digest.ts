// Is it sure which bytes run?

import type { Check } from "../check.ts";
import { eachContainer } from "../examine.ts";
import { imageOf } from "../image-of.ts";

export const imageDigest: Check = {
  id: "security/image-digest",
  severity: "medium",
  title: "Images are named by digest",
  why: "A tag can be moved: two pods of one release may run different bytes, and a way back may lead elsewhere.",
  source: "https://kubernetes.io/docs/concepts/containers/images/#image-names",
  recommendation: "Release with the digest that build-image gives (name@sha256:…).",
  run: (subject) =>
    eachContainer(subject, (seen) => {
      const image = imageOf(seen);
      return image.includes("@sha256:")
        ? undefined
        : { evidence: `the image is ${image || "not given"}`, path: ["image"] };
    }),
};
