// Do two manifests describe one object?

import { identityOf } from "../../manifests/manifest.ts";
import { placeText } from "../../report/failure.ts";
import type { Check } from "../check.ts";
import { eachObject } from "../examine.ts";
import type { Seen } from "../subject.ts";

export const duplicateObjects: Check = {
  id: "objects/duplicate-objects",
  severity: "high",
  title: "Each object is described once",
  why: "The one that is applied last wins, which depends on the order of files: a change to the other one does nothing, or comes and goes.",
  source: "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#names",
  recommendation: "Keep one of the two.",
  run: (subject) => {
    const first = new Map<string, Seen>();
    return eachObject(
      subject.written,
      (seen) => {
        const identity = identityOf(seen.object, seen.namespace);
        const before = first.get(identity);
        if (before === undefined) first.set(identity, seen);
        const place = before?.position([]);
        return place === undefined ? undefined : { evidence: `it stands in ${placeText(place)} too` };
      },
      "there is no manifest",
    );
  },
};
