// Do images come from registries that the project trusts?

import { z } from "zod";
import type { Check } from "../check.ts";
import { eachContainer } from "../examine.ts";
import { imageOf } from "../image-of.ts";

const settings = z.strictObject({
  registries: z
    .array(z.string().min(1))
    .default([])
    .describe(
      "Registries that images may come from, each with a path or without: ghcr.io/acme. Without any, every one that is named.",
    ),
});

export const imageRegistries: Check<z.output<typeof settings>> = {
  id: "security/image-registries",
  severity: "medium",
  title: "Images come from a registry that is named and allowed",
  why: "An image without a registry comes from Docker Hub, where anybody may publish under a name like it, and where pulls are limited.",
  source: "https://kubernetes.io/docs/concepts/containers/images/#image-names",
  recommendation: "Name the registry in the image, and list those that you trust in the settings.",
  settings,
  run: (subject, { registries }) =>
    eachContainer(subject, (seen) => {
      const image = imageOf(seen);
      const [host = ""] = image.split("/");
      const isNamed = image.includes("/") && (/[.:]/.test(host) || host === "localhost");
      if (!isNamed) return { evidence: `the image ${image || "that is not given"} names no registry`, path: ["image"] };
      if (registries.length === 0 || registries.some((one) => isUnder(image, one))) return undefined;
      return { evidence: `the image ${image} is from none of ${registries.join(", ")}`, path: ["image"] };
    }),
};

/** `ghcr.io/acme` allows `ghcr.io/acme/orders`, and not `ghcr.io/acme-evil/orders`. */
function isUnder(image: string, registry: string): boolean {
  return image.startsWith(registry.endsWith("/") ? registry : `${registry}/`);
}
