// What does the action `validate-production` take, and what does it hand out?

import { z } from "zod";
import { lines } from "../config/input.ts";
import type { Job } from "../github/job.ts";
import type { Cluster } from "../kube/cluster.ts";
import { Failure } from "../report/failure.ts";
import { severities } from "../validation/check.ts";
import type { LiveObjects } from "../validation/live-objects.ts";
import type { LoadedRules } from "../validation/load-rules.ts";
import type { NamedWorkload } from "../validation/subject.ts";
import type { Action, ActionResult } from "./action.ts";
import { clusterInputs, openCluster } from "./cluster-inputs.ts";
import { renderInputs, renderOptions } from "./manifest-inputs.ts";
import { readGivenManifests } from "./objects-inputs.ts";
import { rulesInputs } from "./rules-inputs.ts";
import { observationInputs, observe } from "./validation-observations.ts";
import { resultsInputs, writeFileOfJob, writeValidationResults } from "./validation-results.ts";

const inputs = z.strictObject({
  ...clusterInputs,
  manifests: lines().default([]),
  ...renderInputs,
  workload: z.string().optional(),
  digest: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/, "a digest is sha256: and 64 hexadecimal digits")
    .optional(),
  "fail-on": z.enum([...severities, "none"]).default("high"),
  ...rulesInputs,
  "baseline-output": z.string().optional(),
  ...observationInputs,
  ...resultsInputs,
});

type Inputs = z.infer<typeof inputs>;

export const action: Action<Inputs> = {
  name: "validate-production",
  inputs,
  async main(given, job) {
    const workload = given.workload === undefined ? undefined : readWorkload(given.workload);
    const asks = workload !== undefined || given["dry-run"];
    const cluster = asks ? await openCluster(given, job) : undefined;
    try {
      return await examine(given, workload, cluster, job);
    } finally {
      await cluster?.close();
    }
  },
};

async function examine(
  given: Inputs,
  workload: NamedWorkload | "all" | undefined,
  cluster: Cluster | undefined,
  job: Job,
): Promise<ActionResult> {
  // Loaded here, so that a bad input is told without the time that YAML and the checks take to load.
  const { baselineOf, validate } = await import("../validation/validate.ts");
  const { subjectOf, withObserved } = await import("../validation/subject.ts");
  const { loadRules } = await import("../validation/load-rules.ts");
  const { validationFailure, validationSummary } = await import("../validation/report-validation.ts");
  const rules = await loadRules(given, { directory: job.run.workspace, now: new Date() });
  const { manifests, files: filesSeen } =
    given.manifests.length === 0
      ? { manifests: [], files: undefined }
      : await readGivenManifests(given.manifests, {
          directory: job.run.workspace,
          namespace: cluster?.namespace ?? given.namespace,
          render: renderOptions(given, job, cluster),
        });
  const live = cluster === undefined ? undefined : await readLive(given, rules, cluster, job);
  const plain = subjectOf(manifests, live, workload);
  const observed = await observe(given, { job, cluster, live, subject: plain });
  const subject = withObserved(plain, { ...observed, ...(filesSeen === undefined ? {} : { files: filesSeen }) });
  const request = { subject, rules, failOn: given["fail-on"] };
  const result = await validate(request, { log: job.log, signal: job.signal });
  await writeFileOfJob(given["baseline-output"], async () => baselineOf(result), job);
  const about = { subject: subjectText(given, workload), hasBaseline: rules.baseline !== undefined };
  const files = await writeValidationResults(result, given, about, job);
  const count = (state: string) => String(result.results.filter((one) => one.state === state).length);
  const outputs = {
    passed: count("passed"),
    failed: count("failed"),
    unknown: count("unknown"),
    accepted: count("accepted"),
    "not-applicable": count("not-applicable"),
    ...files,
  };
  const summary = validationSummary(result);
  job.log.info(
    `${outputs.passed} checks passed, ${outputs.failed} failed, ${outputs.unknown} unknown, ${outputs.accepted} accepted, ${outputs["not-applicable"]} not applicable.`,
  );
  if (result.passed) return { outcome: "succeeded", outputs, summary };
  return { outcome: "failed", outputs, summary, failure: validationFailure(result) };
}

async function readLive(given: Inputs, rules: LoadedRules, cluster: Cluster, job: Job): Promise<LiveObjects> {
  const { readLiveObjects } = await import("../validation/live.ts");
  // The project's own checks may be about any kind.
  const checks = rules.custom.length > 0 ? undefined : rules.profile?.checks;
  return await readLiveObjects(cluster, { digest: given.digest, signal: job.signal, checks });
}

/** `orders in shop`, or the folders that were given. */
function subjectText({ manifests, namespace }: Inputs, workload: NamedWorkload | "all" | undefined): string {
  if (workload === undefined) return manifests.join(", ");
  const what = workload === "all" ? "all workloads" : workload.name;
  return namespace === undefined ? what : `${what} in ${namespace}`;
}

const kinds: Readonly<Record<string, string>> = {
  deployment: "Deployment",
  deployments: "Deployment",
  deploy: "Deployment",
  statefulset: "StatefulSet",
  statefulsets: "StatefulSet",
  sts: "StatefulSet",
  daemonset: "DaemonSet",
  daemonsets: "DaemonSet",
  ds: "DaemonSet",
};

function readWorkload(text: string): NamedWorkload | "all" {
  if (text.trim() === "all") return "all";
  const [, kind = "deployment", name = ""] = /^(?:([^/]+)\/)?([^/]+)$/.exec(text) ?? [];
  const found = kinds[kind.toLowerCase()];
  if (found !== undefined && name !== "") return { kind: found, name };
  throw new Failure({
    attempted: 'reading the input "workload"',
    found: `"${text}" names no workload`,
    advice: "Write it as Deployment/NAME, StatefulSet/NAME or DaemonSet/NAME, or all for every one of the namespace.",
  });
}
