// What does the action `smoke-test` take, and what does it hand out?

import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { duration, keyValues } from "../config/input.ts";
import type { Job } from "../github/job.ts";
import { Failure } from "../report/failure.ts";
import { redactor } from "../report/redact.ts";
import type { SuiteResult } from "../smoke/run-suite.ts";
import type { Target } from "../smoke/target.ts";
import type { Action, ActionResult } from "./action.ts";
import { clusterInputs, openCluster } from "./cluster-inputs.ts";

const inputs = z.strictObject({
  ...clusterInputs,
  suite: z.string(),
  url: z.string().optional(),
  service: z.string().optional(),
  workload: z.string().optional(),
  port: z.string().optional(),
  "expect-revision": z
    .string()
    .regex(/^\d+$/, "a revision is a number, as kubectl rollout history shows it")
    .optional(),
  "expect-digest": z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/, "a digest is sha256: and 64 hexadecimal digits")
    .optional(),
  deadline: duration().optional(),
  variables: keyValues().default({}),
  token: z.string().optional(),
  junit: z.string().optional(),
});

type Inputs = z.infer<typeof inputs>;

export const action: Action<Inputs> = {
  name: "smoke-test",
  inputs,
  async main(given, job) {
    job.mask(given.token ?? "");
    // Loaded here, so that a bad input is told without the time that YAML and HTTP take to load.
    const { loadSuite } = await import("../smoke/load-suite.ts");
    const { runSuite } = await import("../smoke/run-suite.ts");
    const suite = await loadSuite(given.suite, { variables: given.variables, directory: job.run.workspace });
    return withTarget(given, job, async (target) => {
      const context = { log: job.log, signal: job.signal, token: given.token, deadlineMs: given.deadline };
      return report(await runSuite(suite, target, context), given, job);
    });
  },
};

async function withTarget<T>(given: Inputs, job: Job, use: (target: Target) => Promise<T>): Promise<T> {
  if (given.url !== undefined) {
    const { urlTarget } = await import("../smoke/target-url.ts");
    return use(urlTarget(given.url));
  }
  const of = podsOf(given);
  const { serviceTarget } = await import("../smoke/target-service.ts");
  const cluster = await openCluster(given, job);
  try {
    return await use(
      serviceTarget({
        cluster,
        namespace: cluster.namespace,
        of,
        port: given.port,
        expected: { revision: given["expect-revision"], digest: given["expect-digest"] },
      }),
    );
  } finally {
    await cluster.close();
  }
}

function podsOf({ service, workload }: Inputs): { kind: "Service" | "Deployment"; name: string } {
  if (service !== undefined) return { kind: "Service", name: service };
  if (workload === undefined) {
    throw new Failure({
      attempted: "reading the inputs",
      found: 'none of "url", "service" and "workload" is given, so there is nothing to test',
      advice: 'Give the "url" of the environment, or the "service" whose pods are to be asked.',
    });
  }
  const [, kind = "deployment", name = ""] = /^(?:([^/]+)\/)?([^/]+)$/.exec(workload) ?? [];
  if (/^(?:deployments?|deploy)$/i.test(kind) && name !== "") return { kind: "Deployment", name };
  throw new Failure({
    attempted: 'reading the input "workload"',
    found: `"${workload}" does not name a Deployment`,
    advice: 'Write it as Deployment/NAME, or give the "service" whose pods are to be asked.',
  });
}

async function report(result: SuiteResult, given: Inputs, job: Job): Promise<ActionResult> {
  const { failedRequests } = await import("../smoke/run-suite.ts");
  const { suiteFailure, suiteJunit, suiteSummary } = await import("../smoke/report-suite.ts");
  const { renderJunit } = await import("../report/junit.ts");
  const hide = redactor([given.token ?? ""]);
  if (given.junit !== undefined) await writeJunit(hide(renderJunit(suiteJunit(result))), given.junit, job);
  const counted = result.endpoints.filter(({ state }) => state !== "left");
  const failed = failedRequests(result).length;
  const outputs = {
    tested: counted.map(({ endpoint }) => endpoint).join("\n"),
    passed: String(counted.reduce((sum, { requests }) => sum + requests.length, 0) - failed),
    failed: String(failed),
    junit: given.junit ?? "",
  };
  const summary = hide(suiteSummary(result));
  if (result.passed) return { outcome: "succeeded", outputs, summary };
  return { outcome: "failed", outputs, summary, failure: withoutSecrets(suiteFailure(result), hide) };
}

async function writeJunit(xml: string, file: string, job: Job): Promise<void> {
  const target = path.resolve(job.run.workspace, file);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, xml);
}

function withoutSecrets(failure: Failure, hide: (text: string) => string): Failure {
  return new Failure({
    attempted: failure.attempted,
    found: hide(failure.found),
    advice: failure.advice,
    at: failure.at,
    evidence: failure.evidence.map(({ title, text }) => ({ title, text: hide(text) })),
  });
}
