// What is asked about the release itself: its images, its deployment on GitHub, its alerts?

import { z } from "zod";
import type { Job } from "../github/job.ts";
import type { Cluster } from "../kube/cluster.ts";
import type { Observation } from "../validation/observation.ts";
import type { ReleaseSeen } from "../validation/release/release-seen.ts";
import type { Subject } from "../validation/subject.ts";

/** Spread into the inputs of validate-production. */
export const releaseInputs = {
  "alerts-url": z.union([z.literal(""), z.url({ protocol: /^https?$/ })]).default(""),
  "github-environment": z.string().default(""),
  "github-token": z.string().default(""),
};

const schema = z.object(releaseInputs);
export type ReleaseInputs = z.infer<typeof schema>;

/** For one image; the registry's own retries are within it. */
const patience = 10_000;

/** Undefined where neither a cluster nor an input says what to ask. */
export async function observeGivenRelease(
  given: ReleaseInputs,
  { job, cluster, subject }: { readonly job: Job; readonly cluster: Cluster | undefined; readonly subject: Subject },
): Promise<Observation<ReleaseSeen> | undefined> {
  const { "alerts-url": alertsUrl, "github-environment": environment, "github-token": token } = given;
  job.mask(token);
  if (cluster === undefined && alertsUrl === "" && environment === "") return undefined;
  const { observeRelease } = await import("../validation/release/observe-release.ts");
  const { openPullLogin } = await import("./pull-login.ts");
  const login = cluster === undefined ? undefined : await openPullLogin(cluster, subject, job);
  try {
    return await observeRelease(subject, {
      runKey: job.run.runKey,
      alertsUrl,
      canPull: (image) => canPull(image, login?.env, job),
      lastDeployment: environment === "" ? undefined : () => askGitHub(environment, token, job),
    });
  } finally {
    await login?.close();
  }
}

/** With the workload's own pull secrets, and where they do not help with the login of the runner. */
async function canPull(
  image: string,
  own: NodeJS.ProcessEnv | undefined,
  job: Job,
): Promise<Observation<"found" | "missing">> {
  const { lookUpImage } = await import("../image/registry.ts");
  const ask = (env: NodeJS.ProcessEnv) => lookUpImage(image, { env, signal: job.signal, timeout: patience });
  const first = await ask(own ?? job.env);
  const answer = first.kind === "denied" && own !== undefined ? await ask(job.env) : first;
  switch (answer.kind) {
    case "found":
    case "missing":
      return { kind: "seen", value: answer.kind };
    case "denied":
    case "unreachable":
      return { kind: "unknown", reason: answer.reason };
  }
}

async function askGitHub(environment: string, token: string, job: Job) {
  const { lastDeployment } = await import("../github/deployments.ts");
  const { env, signal, run } = job;
  return lastDeployment(environment, { repository: run.repository, token, env, signal });
}
