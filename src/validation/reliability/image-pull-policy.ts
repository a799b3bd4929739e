// Is the image fetched as its name asks for?

import type { Check } from "../check.ts";
import { eachContainer } from "../examine.ts";
import { imageOf } from "../image-of.ts";

export const imagePullPolicy: Check = {
  id: "reliability/image-pull-policy",
  severity: "low",
  title: "The pull policy suits the image's name",
  why: "With Never a pod starts only on nodes that happen to have the image. With Always no pod starts while the registry is down, for nothing where the name is a digest.",
  source: "https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy",
  recommendation: "Use IfNotPresent with a digest.",
  run: (subject) =>
    eachContainer(subject, (seen) => {
      const policy = seen.container.imagePullPolicy;
      const path = ["imagePullPolicy"];
      if (policy === "Never") return { evidence: "imagePullPolicy is Never", path };
      const isFixed = imageOf(seen).includes("@sha256:");
      return policy === "Always" && isFixed ? { evidence: "imagePullPolicy is Always for a digest", path } : undefined;
    }),
};
