// Does a container take a whole Secret into its environment?

import { z } from "zod";
import type { Check } from "../check.ts";
import { eachContainer } from "../examine.ts";
import { fieldsAt, itemsAt, textAt } from "../fields.ts";

const settings = z.strictObject({
  "files-only": z
    .boolean()
    .default(false)
    .describe("Whether one variable that is taken from a Secret is a finding too."),
});

export const secretEnvironment: Check<z.output<typeof settings>> = {
  id: "security/secret-environment",
  severity: "low",
  title: "No container takes whole Secrets into its environment",
  why: "Every key of the Secret, also those that come later, is in the environment of the process and its children, in crash reports and debug pages; a file is read by who opens it, and follows a rotation.",
  source: "https://docs.kubelinter.io/#/generated/checks?id=read-secret-from-env-var",
  recommendation: "Mount the Secret as files, or take the variables that are needed one by one.",
  settings,
  run: (subject, given) =>
    eachContainer(subject, ({ container }) => {
      const whole = itemsAt(container, ["envFrom"]).flatMap((entry, index) => {
        const name = textAt(entry, ["secretRef", "name"]);
        return name === undefined
          ? []
          : [{ evidence: `all keys of the Secret ${name} are variables`, path: ["envFrom", index] }];
      });
      if (!given["files-only"]) return whole;
      const single = itemsAt(container, ["env"]).flatMap((variable, index) =>
        fieldsAt(variable, ["valueFrom", "secretKeyRef"]).name === undefined
          ? []
          : [{ evidence: `${textAt(variable, ["name"])} is taken from a Secret`, path: ["env", index] }],
      );
      return [...whole, ...single];
    }),
};
