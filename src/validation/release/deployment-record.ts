// Does GitHub know what was deployed?

import { currentRelease } from "../../release/states.ts";
import type { Check, Examination } from "../check.ts";
import { withScope } from "../live-scope.ts";
import { withObservation } from "../observation.ts";
import { recordOf } from "./records.ts";

export const deploymentRecord: Check = {
  id: "release/deployment-record",
  severity: "medium",
  title: "GitHub's newest deployment of the environment is the one that runs, and it succeeded",
  why: "Who looks at the repository in an incident sees another commit than the one that runs, or no deployment at all.",
  source: "https://docs.github.com/rest/deployments/deployments",
  recommendation: "Give the releasing job `environment: NAME`, so that GitHub records each deployment with its status.",
  run: (subject) => {
    const seen = subject.observed.release;
    const asked = seen?.kind === "seen" ? seen.value.deployment : seen;
    return withObservation(asked, 'no environment of GitHub is named (input "github-environment")', (deployment) => {
      if (deployment === "none") return found("the environment on GitHub", "no deployment of it is recorded");
      const { environment, commit, state } = deployment;
      const name = `the environment ${environment} on GitHub`;
      return withScope(subject, ["ConfigMap"], (scope): Examination => {
        // A job's own deployment is in progress while it validates.
        if (state !== "success" && state !== "in_progress") return found(name, `its newest deployment is ${state}`);
        const commits = scope.workloads.flatMap((workload) => {
          const record = recordOf(workload, scope);
          const release = typeof record === "object" ? currentRelease(record) : undefined;
          return release === undefined || release.commit === "" ? [] : release.commit;
        });
        if (commits.length === 0 || commits.includes(commit)) return { kind: "examined", count: 1, findings: [] };
        return found(name, `its newest deployment is of commit ${commit}, the release is of ${commits.join(", ")}`);
      });
    });
  },
};

function found(subject: string, evidence: string): Examination {
  return { kind: "examined", count: 1, findings: [{ subject, evidence }] };
}
