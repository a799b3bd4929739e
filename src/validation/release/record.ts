// Is the record of the last release whole?

import type { Release } from "../../release/record.ts";
import { sameRun } from "../../release/run.ts";
import { isOpen, isPaused } from "../../release/states.ts";
import type { Check } from "../check.ts";
import type { Observations } from "../observations.ts";
import { eachRecorded } from "./records.ts";

export const record: Check = {
  id: "release/record",
  severity: "high",
  title: "The record of the last release is complete, and no act of it is half done",
  why: "What is open stops the next release, and a rollback goes where the record says: to nowhere, if it says nothing.",
  source: "https://docs.github.com/actions/deployment/about-deployments/deploying-with-github-actions",
  recommendation: "Settle it with the rollback workflow (operation: settle), then release again.",
  run: (subject) =>
    eachRecorded(subject, [], ({ releases }) => {
      const [last] = releases;
      if (last === undefined) return ["its record holds no release"];
      const open = releases.filter(
        (release) => isOpen(release) && !isPaused(release) && !isOurs(release, subject.observed),
      );
      const missing = required.filter((field) => last[field] === "");
      return [
        ...open
          .filter(({ state }) => state !== "promoted")
          .map(({ id, state, startedAt }) => `release ${id} is ${state} since ${startedAt}`),
        ...(missing.length === 0 ? [] : [`its last release does not say its ${missing.join(", ")}`]),
        ...(isOpen(last) || last.endedAt !== "" ? [] : ["its last release does not say when it ended"]),
      ];
    }),
};

/** What one has to know to go back to a release, or to ask about it. */
const required = ["image", "digest", "commit", "runUrl", "actor", "startedAt"] as const;

function isOurs({ runKey }: Release, { release }: Observations): boolean {
  const own = release?.kind === "seen" ? release.value.runKey : "";
  return own !== "" && sameRun(runKey, own);
}
