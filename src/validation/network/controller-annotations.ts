// Do cert-manager, external-dns and the AWS controller know the annotations that they are given?

import type { Check } from "../check.ts";
import { eachObject } from "../examine.ts";
import type { Seen } from "../subject.ts";
import { controllers } from "./controllers.ts";

export const controllerAnnotations: Check = {
  id: "network/controller-annotations",
  severity: "medium",
  title: "cert-manager, external-dns and the AWS Load Balancer Controller know every annotation that they are given",
  why: "A controller ignores what it does not know without a word: no certificate is asked for, no name is set, a load balancer meant for the inside is open to the internet.",
  source: "https://cert-manager.io/docs/reference/annotations/",
  recommendation: "Correct or remove it; each controller's documentation lists its annotations.",
  run: ({ written }) =>
    eachObject(
      written.filter((seen) => ownOf(seen).length > 0),
      (seen) =>
        ownOf(seen)
          .filter(({ isKnown }) => !isKnown)
          .map(({ key, controller }) => ({
            evidence: `${key} is not known to ${controller}`,
            path: ["metadata", "annotations", key],
          })),
      "no object has an annotation of theirs",
    ),
};

function ownOf({ object }: Seen): { key: string; controller: string; isKnown: boolean }[] {
  return Object.keys(object.metadata.annotations ?? {}).flatMap((key) => {
    const controller = controllers.find(({ prefix }) => key.startsWith(prefix));
    if (controller === undefined) return [];
    const name = key.slice(controller.prefix.length);
    return [
      { key, controller: controller.name, isKnown: controller.known.has(name) || controller.open?.test(name) === true },
    ];
  });
}
