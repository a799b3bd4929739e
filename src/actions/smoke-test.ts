// What does the action `smoke-test` take, and what does it hand out?

import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { duration, keyValues, words } from "../config/input.ts";
import type { Job } from "../github/job.ts";
import type { Cluster } from "../kube/cluster.ts";
import { Failure } from "../report/failure.ts";
import type { Secrets } from "../smoke/secrets.ts";
import type { SuiteResult } from "../smoke/suite-result.ts";
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
  "expect-version": z.string().optional(),
  environment: z.string().optional(),
  tags: words().default([]),
  deadline: duration().optional(),
  variables: keyValues().default({}),
  secrets: keyValues().default({}),
  token: z.string().optional(),
  junit: z.string().optional(),
  json: z.string().optional(),
  har: z.string().optional(),
  previous: z.string().optional(),
});

type Inputs = z.infer<typeof inputs>;

export const action: Action<Inputs> = {
  name: "smoke-test",
  inputs,
  async main(given, job) {
    for (const secret of [given.token ?? "", ...Object.values(given.secrets)]) job.mask(secret);
    // Loaded here, so that a bad input is told without the time that YAML and HTTP take to load.
    const { loadSuite } = await import("../smoke/load-suite.ts");
    const { openSecrets } = await import("../smoke/secrets.ts");
    const { runSuite } = await import("../smoke/run-suite.ts");
    const { selectSuite } = await import("../smoke/select-suite.ts");
    const secrets = openSecrets([given.token ?? "", ...Object.values(given.secrets)], (secret) => job.mask(secret));
    const loaded = await loadSuite(given.suite, {
      variables: { ...expectedVariables(given), ...given.variables },
      secrets: given.secrets,
      environment: given.environment,
      directory: job.run.workspace,
    });
    const suite = selectSuite(loaded, given.tags);
    const previous = await readPrevious(given, job);
    return withTarget(given, job, async (target, cluster) => {
      const { log, signal } = job;
      const context = { log, signal, token: given.token, deadlineMs: given.deadline, secrets, cluster, previous };
      return report(await runSuite(suite, target, context), secrets, given, job);
    });
  },
};

/** `{{ expected }}` and `{{ expected-digest }}`; one that is not given is told where the suite uses it. */
function expectedVariables(given: Inputs): Record<string, string> {
  return {
    ...(given["expect-version"] === undefined ? {} : { expected: given["expect-version"] }),
    ...(given["expect-digest"] === undefined ? {} : { "expected-digest": given["expect-digest"] }),
  };
}

/** The first test of a service has no earlier results: their file may be absent. */
async function readPrevious({ previous }: Inputs, job: Job): Promise<Readonly<Record<string, unknown>>> {
  if (previous === undefined) return {};
  const { previousFigures } = await import("../smoke/results/json-results.ts");
  try {
    return previousFigures(await readFile(path.resolve(job.run.workspace, previous), "utf8"));
  } catch {
    job.log.info(`There are no earlier results at ${previous} to compare with.`);
    return {};
  }
}

type Within = { readonly client: Cluster; readonly namespace: string } | undefined;

async function withTarget<T>(given: Inputs, job: Job, use: (target: Target, within: Within) => Promise<T>): Promise<T> {
  if (given.url !== undefined) {
    const { urlTarget } = await import("../smoke/target-url.ts");
    const target = urlTarget(given.url);
    if (given.kubeconfig === undefined) return use(target, undefined);
    // For the steps that run in the cluster, beside those that ask as users do.
    const client = await openCluster(given, job);
    try {
      return await use(target, { client, namespace: client.namespace });
    } finally {
      await client.close();
    }
  }
  const of = podsOf(given);
  const { serviceTarget } = await import("../smoke/target-service.ts");
  const cluster = await openCluster(given, job);
  try {
    const target = serviceTarget({
      cluster,
      namespace: cluster.namespace,
      of,
      port: given.port,
      expected: { revision: given["expect-revision"], digest: given["expect-digest"] },
    });
    return await use(target, { client: cluster, namespace: cluster.namespace });
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

async function report(shown: SuiteResult, secrets: Secrets, given: Inputs, job: Job): Promise<ActionResult> {
  const { countSteps } = await import("../smoke/suite-result.ts");
  const reports = await import("../smoke/report-suite.ts");
  const result = reports.withoutSecrets(shown, secrets.hide);
  await writeResults(result, given, job);
  const { passed, failed, skipped } = countSteps(result);
  const outputs = {
    tested: result.endpoints.flatMap(({ endpoint, state }) => (state === "left" ? [] : [endpoint])).join("\n"),
    passed: String(passed),
    failed: String(failed),
    skipped: String(skipped),
    junit: given.junit ?? "",
    json: given.json ?? "",
    har: given.har ?? "",
  };
  const summary = reports.suiteSummary(result);
  if (result.passed) return { outcome: "succeeded", outputs, summary };
  for (const { message, at } of reports.furtherFailures(result)) job.log.error(message, at);
  return { outcome: "failed", outputs, summary, failure: reports.suiteFailure(result) };
}

/** @param result without secrets: masks do not cover files */
async function writeResults(result: SuiteResult, given: Inputs, job: Job): Promise<void> {
  const write = async (file: string, text: string): Promise<void> => {
    const target = path.resolve(job.run.workspace, file);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, text);
  };
  if (given.junit !== undefined) {
    const { renderJunit } = await import("../report/junit.ts");
    const { suiteJunit } = await import("../smoke/report-suite.ts");
    await write(given.junit, renderJunit(suiteJunit(result)));
  }
  if (given.json !== undefined) {
    const { jsonResults } = await import("../smoke/results/json-results.ts");
    await write(given.json, `${JSON.stringify(jsonResults(result), null, 2)}\n`);
  }
  if (given.har !== undefined) {
    const { harOf } = await import("../smoke/results/har.ts");
    await write(given.har, `${JSON.stringify(harOf(result), null, 2)}\n`);
  }
}
