// Does an Ingress mean the paths that it seems to mean?

import type { Check } from "../check.ts";
import { type Complaint, eachObject } from "../examine.ts";
import { fieldsAt, itemsAt } from "../fields.ts";
import type { Seen } from "../subject.ts";
import { ingressesOf } from "./ingresses-of.ts";

export const ingressPaths: Check = {
  id: "network/ingress-paths",
  severity: "medium",
  title: "Paths of an Ingress mean the same to every controller",
  why: "ImplementationSpecific is what the controller likes; a regular expression under Prefix or Exact is taken letter by letter by some controllers and matches nothing.",
  source: "https://kubernetes.io/docs/concepts/services-networking/ingress/#path-types",
  recommendation: "Use pathType Prefix or Exact with a plain path that begins with a slash.",
  run: (subject) => eachObject(ingressesOf(subject), judge, "there is no Ingress"),
};

function judge({ spec, object }: Seen): Complaint[] {
  const usesRegex = object.metadata.annotations?.["nginx.ingress.kubernetes.io/use-regex"] === "true";
  return itemsAt(spec.rules).flatMap((rule, at) =>
    itemsAt(rule, ["http", "paths"]).flatMap((entry, index) => {
      const { path = "/", pathType } = fieldsAt(entry);
      const here = ["spec", "rules", at, "http", "paths", index];
      const text = String(path);
      if (pathType === "ImplementationSpecific" && !usesRegex)
        return [{ evidence: `the path ${text} is ImplementationSpecific`, path: here }];
      if (!text.startsWith("/")) return [{ evidence: `the path ${text} does not begin with a slash`, path: here }];
      const isRegex = /[()*+?[\]|^$\\]/.test(text);
      return isRegex && pathType !== "ImplementationSpecific"
        ? [{ evidence: `the path ${text} is a regular expression under ${String(pathType)}`, path: here }]
        : [];
    }),
  );
}
