// Can a process change the files of its image?

import type { Check } from "../check.ts";
import { eachContainer } from "../examine.ts";

export const readOnlyRoot: Check = {
  id: "security/read-only-root",
  severity: "medium",
  title: "The root file system is read-only",
  why: "Where files of the image can be written, an attacker can leave a program there, and logs or caches fill the node's disk.",
  source: "https://docs.kubelinter.io/#/generated/checks?id=no-read-only-root-fs",
  recommendation:
    "Set securityContext.readOnlyRootFilesystem: true and mount an emptyDir where the process must write.",
  run: (subject) =>
    eachContainer(subject, ({ container }) => {
      if (container.securityContext?.readOnlyRootFilesystem === true) return undefined;
      const path = ["securityContext", "readOnlyRootFilesystem"];
      return { evidence: "readOnlyRootFilesystem is not true", path, fix: { path, value: true } };
    }),
};
