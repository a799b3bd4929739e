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
}

/**
 * None where no suite is given. The version is that of the image, which may not be built yet; empty where it is not known.
 *
 * @throws Failure for a suite that cannot be read, before the first change
 */
export async function smokeGates(
  given: SmokeGateInputs,
  cluster: Cluster,
  job: Job,
): Promise<(version: string) => readonly Gate[]> {
  const { smoke: file } = given;
  if (file === undefined) return () => [];
  const [{ loadSuite }, { runSuite }, { serviceTarget }, reports] = await Promise.all([
    import("../smoke/load-suite.ts"),
    import("../smoke/run-suite.ts"),
    import("../smoke/target-service.ts"),
    import("../smoke/report-suite.ts"),
  ]);
  const load = (version: string, digest: string) =>
    loadSuite(file, {
      variables: {
        ...(version === "" ? {} : { expected: version }),
        ...(digest === "" ? {} : { "expected-digest": digest }),
      },
      secrets: {},
      environment: given["smoke-environment"],
      directory: job.run.workspace,
    });
  // Something stands in for what the release will know: only mistakes of the file itself are told now.
  await load("0.0.0", noDigest);
  const gate = (version: string): Gate => ({
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
      const result = await runSuite(await load(version, digest), target, { log: job.log, signal });
      const markdown = reports.suiteSummary(result);
      if (result.passed) return { next: "go", markdown };
      return { next: "stop", failure: ofGate(reports.suiteFailure(result), file), markdown };
    },
  });
  return (version) => [gate(version)];
}

const noDigest = `sha256:${"0".repeat(64)}`;

function ofGate({ found, advice, at, evidence }: Failure, file: string): Failure {
  return new Failure({ attempted: `testing the candidate with ${file}`, found, advice, at, evidence });
}
