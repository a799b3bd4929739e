// What must an image pass before it is pushed, by the inputs of build-image, and how is it pushed?

import { statSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";
import { duration, flag, wholeNumber } from "../config/input.ts";
import type { Job } from "../github/job.ts";
import type { Gate } from "../image/gate.ts";
import type { FindImageBefore } from "../image/size-gate.ts";
import { mayRefuse, readByteSize, readGrowth, type Unreadable } from "../image/size-limit.ts";
import { Failure } from "../report/failure.ts";
import { clusterInputs, openCluster } from "./cluster-inputs.ts";

/** The scan, the size budget and the push. */
export const gateInputs = {
  scan: z.enum(["none", "grype", "trivy", "report"]).default("none"),
  "scan-report": z.string().optional(),
  "scan-sarif": z.string().optional(),
  "scan-max-database-age": duration().default(5 * 86_400_000),
  "fail-on": z.enum(["critical", "high", "medium", "low", "negligible", "none"]).default("high"),
  "ignore-unfixed": flag().default(false),
  waivers: z.string().optional(),
  "max-size": readable(readByteSize).optional(),
  "max-growth": readable(readGrowth).optional(),
  "compare-with": z.string().optional(),
  kubeconfig: clusterInputs.kubeconfig,
  "runner-credentials": clusterInputs["runner-credentials"],
  "kube-context": clusterInputs.context,
  namespace: clusterInputs.namespace,
  "push-attempts": wholeNumber({ min: 1, max: 20 }).default(5),
};

const schema = z.object(gateInputs);
export type GateInputs = z.output<typeof schema>;

/**
 * The gates that the inputs ask for. The size is always told; it is judged where there is a budget. What judges is
 * loaded as there is something to judge: BuildKit need not wait for it.
 */
export function gatesOf(
  given: GateInputs,
  place: { readonly directory: string; readonly target?: string | undefined },
  job: Job,
): Gate[] {
  const settings = {
    maxSize: given["max-size"],
    maxGrowth: given["max-growth"],
    compareWith: inEnvironment(given, job) ?? given["compare-with"],
    target: place.target,
  };
  const size: Gate = async (subject, context) => {
    const { sizeGate } = await import("../image/size-gate.ts");
    return sizeGate(settings)(subject, context);
  };
  const told = Object.assign(size, { onlyTells: !mayRefuse(settings) });
  const { scan } = given;
  if (scan === "none") return [told];
  const scanned: Gate = async (subject, context) => {
    const { scanGate } = await import("../image/scan/scan-gate.ts");
    const gate = scanGate({
      scan,
      directory: place.directory,
      failOn: given["fail-on"],
      ignoreUnfixed: given["ignore-unfixed"],
      waivers: given.waivers,
      report: given["scan-report"],
      sarif: given["scan-sarif"],
      maxDatabaseAge: given["scan-max-database-age"],
    });
    return gate(subject, context);
  };
  return [told, scanned];
}

/**
 * What the scan reads beside the image is missed before the build, not after it.
 *
 * @throws Failure for a file that is not there, and for waivers that are none
 */
export async function checkScanFiles(given: GateInputs, directory: string): Promise<void> {
  if (given.scan === "none") return;
  if (given.waivers !== undefined) {
    const { loadWaivers } = await import("../waivers/waivers.ts");
    await loadWaivers(given.waivers, directory);
  }
  const report = given["scan-report"];
  if (report === undefined || statSync(resolve(directory, report), { throwIfNoEntry: false })?.isFile()) return;
  throw new Failure({
    attempted: `reading the input "scan-report"`,
    found: `there is no file ${report}`,
    advice: "Let a step before this one write it; its path begins at the workspace.",
  });
}

/** `Deployment/orders` instead of an image: that of the workload. The cluster is asked when the size is judged. */
function inEnvironment(given: GateInputs, job: Job): FindImageBefore | undefined {
  const workload = given["compare-with"];
  if (workload === undefined || !/^(?:deployment|statefulset|daemonset)\/[^/:@]+$/i.test(workload)) return undefined;
  return async (repository) => {
    const { parseWorkload } = await import("../rollout/target.ts");
    const { runningImage } = await import("../image/running-image.ts");
    const cluster = await openCluster({ ...given, context: given["kube-context"] }, job);
    try {
      const reference = { apiVersion: "apps/v1", ...parseWorkload(workload), namespace: cluster.namespace };
      const image = await runningImage(reference, repository, { cluster, signal: job.signal });
      if (image === undefined)
        job.log.info(`Nothing to compare the size with: no image of ${workload} runs in ${cluster.namespace}.`);
      return image;
    } finally {
      await cluster.close();
    }
  };
}

function readable<T>(read: (text: string) => T | Unreadable): z.ZodType<T, string> {
  return z.string().transform((text, context) => {
    const value = read(text);
    if (typeof value !== "object" || value === null || !("found" in value)) return value;
    context.addIssue({ code: "custom", message: `${value.found}. ${value.advice}.` });
    return z.NEVER;
  });
}
