// How did the last release end?

import { sameRun } from "../../release/run.ts";
import type { Check } from "../check.ts";
import { eachRecorded } from "./records.ts";

export const outcome: Check = {
  id: "release/outcome",
  severity: "medium",
  title: "The last release succeeded, and its last gate has confirmed it",
  why: "Only a confirmed release is a way back; after one that was taken back, what runs is older than what was meant to.",
  source: "https://sre.google/sre-book/release-engineering/",
  recommendation:
    "Read the reason in the record and its run, mend the cause, and release again; confirm with the last gate.",
  run: (subject) =>
    eachRecorded(subject, [], ({ releases }, _workload, { live }) => {
      const [last] = releases;
      const { release } = subject.observed;
      const own = release?.kind === "seen" ? release.value.runKey : "";
      switch (last?.state) {
        case "failed":
        case "aborted":
        case "rolled-back":
          return [`its last release is ${last.state}${last.reason === "" ? "" : ` (${last.reason.slice(0, 200)})`}`];
        case "promoted": {
          // This run is its gate, or it is still watched.
          const bakes = last.bakingUntil === "promotion" || Date.parse(last.bakingUntil ?? "") > live.readAt;
          return bakes || (own !== "" && sameRun(last.runKey, own))
            ? []
            : [`its last release was promoted at ${last.startedAt}, and no gate has confirmed it`];
        }
        default:
          return [];
      }
    }),
};
