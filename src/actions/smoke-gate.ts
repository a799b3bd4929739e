// Does the candidate pass the smoke test before any user reaches it?

import type { Job } from "../github/job.ts";
import type { Cluster } from "../kube/cluster.ts";
import { Failure } from "../report/failure.ts";
import type { Gate } from "../rollout/gates.ts";
import { digestOf } from "../rollout/workload.ts";

export interface SmokeGateInputs {
  /** The suite's file. */
  readonly smoke?: string | undefined;
  readonly "smoke-environment"?: string | undefined;
  readonly version: string;
}

/** None where no suite is given. @throws Failure for a suite that cannot be read, before the first change. */
export async function smokeGates(given: SmokeGateInputs, cluster: Cluster, job: Job): Promise<readonly Gate[]> {
  const { smoke: file, version } = given;
  if (file === undefined) return [];
  const [{ loadSuite }, { runSuite }, { serviceTarget }, reports] = await Promise.all([
    import("../smoke/load-suite.ts"),
    import("../smoke/run-suite.ts"),
    import("../smoke/target-service.ts"),
    import("../smoke/report-suite.ts"),
  ]);
  const load = (digest: string) =>
    loadSuite(file, {
      variables: {
        ...(version === "" ? {} : { expected: version }),
        ...(digest === "" ? {} : { "expected-digest": digest }),
      },
      secrets: {},
      environment: given["smoke-environment"],
      directory: job.run.workspace,
    });
  await load("");
  const gate: Gate = {
    name: `the smoke test ${file}`,
    at: "preview",
    async judge({ namespace, candidate, previewService }, signal) {
      if (previewService === undefined) return { next: "go", markdown: "" };
      const digest = digestOf(candidate.image);
      const target = serviceTarget({
        cluster,
        namespace,
        of: { kind: "Service", name: previewService },
        port: undefined,
        expected: { digest: digest === "" ? undefined : digest },
      });
      const result = await runSuite(await load(digest), target, { log: job.log, signal });
      const markdown = reports.suiteSummary(result);
      if (result.passed) return { next: "go", markdown };
      return { next: "stop", failure: ofGate(reports.suiteFailure(result), file), markdown };
    },
  };
  return [gate];
}

function ofGate({ found, advice, at, evidence }: Failure, file: string): Failure {
  return new Failure({ attempted: `testing the candidate with ${file}`, found, advice, at, evidence });
}
