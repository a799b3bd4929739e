// Does a container set one variable twice?

import type { Check } from "../check.ts";
import { eachContainer } from "../examine.ts";

export const duplicateEnvironment: Check = {
  id: "objects/duplicate-environment",
  severity: "medium",
  title: "No container sets one environment variable twice",
  why: "The last one wins, in silence: who changes the first one changes nothing.",
  source: "https://docs.kubelinter.io/#/generated/checks?id=duplicate-env-var",
  recommendation: "Keep one of the two.",
  run: (subject) =>
    eachContainer(subject, ({ container }) => {
      const first = new Map<string, number>();
      return (container.env ?? []).flatMap(({ name }, index) => {
        const before = first.get(name);
        if (before === undefined) first.set(name, index);
        return before === undefined ? [] : [{ evidence: `${name} is set twice`, path: ["env", index] }];
      });
    }),
};
