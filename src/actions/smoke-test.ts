// What does the action `smoke-test` take, and what does it hand out?

import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { duration, keyValues, words } from "../config/input.ts";
import type { Job } from "../github/job.ts";
import type { Cluster } from "../kube/cluster.ts";
import { Failure } from "../report/failure.ts";
import type { Suite } from "../smoke/suite.ts";
import type { SuiteResult } from "../smoke/suite-result.ts";
import { openTarget, readNetworks, targetInputs } from "../smoke/targets/inputs.ts";
import type { Action, ActionResult } from "./action.ts";
import { clusterInputs, openCluster } from "./cluster-inputs.ts";
import { loadHosts } from "./smoke-inputs.ts";

const inputs = z.strictObject({
  ...clusterInputs,
  ...targetInputs,
  suite: z.string(),
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
  "load-hosts": loadHosts,
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
    const clusters = clustersOf(given, job);
    let early: SuiteResult | undefined;
    try {
      const surroundings = {
        env: job.env,
        directory: job.run.workspace,
        mask: secrets.add,
        openCluster: clusters.open,
      };
      const target = await openTarget(given, surroundings);
      const { log, signal } = job;
      const cluster = await clusters.forSteps(suite);
      const record = await recordOf(suite, cluster, given, job);
      const previous = { ...(await record?.before()), ...(await readPrevious(given, job)) };
      const result = await runSuite(suite, target, {
        ...{ log, signal, token: given.token, deadlineMs: given.deadline, secrets, previous, cluster },
        loadHosts: given["load-hosts"],
        networkFor: await readNetworks(given, surroundings),
        onEarlyEnd(result) {
          early = result;
        },
      });
      await record?.keep(result);
      const ended = await report(result, given, job);
      for (const { message, at } of (await import("../smoke/report-suite.ts")).furtherFailures(result)) {
        job.log.error(message, at);
      }
      return ended;
    } catch (error) {
      const failure = job.signal.aborted ? job.signal.reason : error;
      if (early === undefined || !(failure instanceof Failure)) throw error;
      return { ...(await report(early, given, job)), outcome: "failed", failure };
    } finally {
      await clusters.close();
    }
  },
};

/** `{{ expected }}` and `{{ expected-digest }}`; one that is not given is told where the suite uses it. */
function expectedVariables(given: Inputs): Record<string, string> {
  return {
    ...(given["expect-version"] === undefined ? {} : { expected: given["expect-version"] }),
    ...(given["expect-digest"] === undefined ? {} : { "expected-digest": given["expect-digest"] }),
  };
}

/** The record of the workload's releases, where there is a load stage whose figures belong into it. */
async function recordOf(suite: Suite, opened: OpenedCluster | undefined, given: Inputs, job: Job) {
  const { comparesLoad, findRecord, keepFigures, measuresLoad, readFiguresBefore } = await import(
    "../smoke/release-figures.ts"
  );
  if (!measuresLoad(suite)) return undefined;
  const warn = comparesLoad(suite) && given.previous === undefined;
  const why = (found: string) => {
    if (warn) job.log.warning(`Load stages are compared with nothing: ${found}. ${recordAdvice}`);
  };
  if (opened === undefined) {
    why("no cluster is given whose records could be read");
    return undefined;
  }
  const { client: cluster, namespace } = opened;
  const context = { cluster, log: job.log, signal: job.signal };
  const { parseWorkload } = await import("../rollout/target.ts");
  const reference =
    given.workload === undefined
      ? await findRecord(given, namespace, context)
      : { apiVersion: "apps/v1", ...parseWorkload(given.workload), namespace };
  if (typeof reference === "string") {
    why(reference);
    return undefined;
  }
  return {
    before: () => readFiguresBefore(reference, context),
    keep: (result: SuiteResult) => keepFigures(result, reference, context),
  };
}

const recordAdvice =
  'Name the workload whose releases are compared in the input "workload", beside what is tested, or an earlier "json" in the input "previous".';

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

interface OpenedCluster {
  readonly client: Cluster;
  readonly namespace: string;
}

/** One connection, opened where the target or a step needs it. */
function clustersOf(given: Inputs, job: Job) {
  let opened: Promise<Cluster> | undefined;
  const open = (): Promise<Cluster> => {
    opened ??= openCluster(given, job);
    return opened;
  };
  return {
    open,
    /** For steps that run in the cluster; beside a target outside of it only where the inputs say which one. */
    async forSteps(suite: Suite): Promise<OpenedCluster | undefined> {
      const { stepsOf } = await import("../smoke/load-suite.ts");
      const isNamed = given.kubeconfig !== undefined || (job.env.KUBECONFIG ?? "") !== "";
      const isUseful = isNamed && stepsOf(suite).some(({ ask }) => ask.kind === "protocol");
      if (opened === undefined && !isUseful) return undefined;
      const client = await open();
      return { client, namespace: client.namespace };
    },
    async close(): Promise<void> {
      // What could not be opened was told already.
      const cluster = await opened?.catch(() => undefined);
      await cluster?.close();
    },
  };
}

async function report(result: SuiteResult, given: Inputs, job: Job): Promise<ActionResult> {
  const { countSteps } = await import("../smoke/suite-result.ts");
  const reports = await import("../smoke/report-suite.ts");
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
