// Does the candidate pass the smoke test before any user reaches it?

import type { Job } from "../github/job.ts";
import type { Cluster } from "../kube/cluster.ts";
import { Failure } from "../report/failure.ts";
import type { Gate } from "../rollout/gates.ts";
import { digestOf } from "../rollout/workload.ts";
import { type ReleaseSmokeInputs, releaseSuiteOf } from "./smoke-inputs.ts";

/**
 * None where no suite is given. The version is that of the image, which may not be built yet; empty where it is not known.
 *
 * @throws Failure for a suite that cannot be read, before the first change
 */
export async function smokeGates(
  given: ReleaseSmokeInputs,
  cluster: Cluster,
  job: Job,
): Promise<(version: string) => readonly Gate[]> {
  const suite = releaseSuiteOf(given, job);
  if (suite === undefined) return () => [];
  const [{ loadReleaseSuite, runReleaseSuite }, { serviceTarget }, reports] = await Promise.all([
    import("../smoke/release-suite.ts"),
    import("../smoke/target-service.ts"),
    import("../smoke/report-suite.ts"),
  ]);
  const { env, log, run } = job;
  const shared = { cluster, env, log, workspace: run.workspace, mask: (secret: string) => job.mask(secret) };
  // Something stands in for what the release will know: only mistakes of the file itself are told now.
  await loadReleaseSuite(suite, { version: "0.0.0", digest: noDigest }, shared);
  const gate = (version: string): Gate => ({
    name: `the smoke test ${suite.file}`,
    at: "preview",
    async judge({ namespace, candidate, previewService }, signal) {
      if (previewService === undefined) return { next: "go", markdown: "" };
      const digest = digestOf(candidate.image);
      const target = serviceTarget({
        cluster,
        namespace,
        of: { kind: "Service", name: previewService },
        port: suite.port,
        expected: { digest: digest === "" ? undefined : digest },
      });
      const loaded = await loadReleaseSuite(suite, { version, digest }, shared);
      const result = await runReleaseSuite(loaded, suite, { target }, { ...shared, namespace, signal });
      const markdown = reports.suiteSummary(result);
      if (result.passed) return { next: "go", markdown };
      return { next: "stop", failure: ofGate(reports.suiteFailure(result), suite.file), markdown };
    },
  });
  return (version) => [gate(version)];
}

const noDigest = `sha256:${"0".repeat(64)}`;

function ofGate({ found, advice, at, evidence }: Failure, file: string): Failure {
  return new Failure({ attempted: `testing the candidate with ${file}`, found, advice, at, evidence });
}
