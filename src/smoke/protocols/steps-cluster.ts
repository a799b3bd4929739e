// How are a command in the pod and a Job asked by a step of the suite?

import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { isApiError } from "../../kube/api-error.ts";
import type { KubeObject } from "../../kube/object.ts";
import { ConnectionLost } from "../../kube/server-trouble.ts";
import { Failure } from "../../report/failure.ts";
import { protocol, type StepCall } from "../protocol.ts";
import { ExchangeError } from "./exchange-error.ts";
import { answerOf } from "./step.ts";
import { withinTime } from "./time-limit.ts";

const text = z.string().min(1);

export const execStep = protocol({
  name: "exec",
  description: "A command in the pod's container; its status is the exit code, its body what it prints on stdout.",
  schema: z.strictObject({
    command: z.array(z.string()).min(1).describe("Program and arguments; no shell is in between."),
    container: text.optional().describe("The pod's default container unless given."),
    "exit-code": z.number().int().min(0).max(255).optional().describe("0 unless given."),
    repeatable: z.boolean().optional().describe("True where running it twice does no harm."),
  }),
  proves: true,
  once: false,
  repeatable: ({ repeatable }) => repeatable === true,
  title: ({ command }) => `exec ${command.join(" ")}`,
  async run({ command, container, "exit-code": wanted = 0 }, call) {
    const pod = podOf(call);
    const startedAt = performance.now();
    const result = await withinTime(call.timeoutMs, call.signal, async (limit) => {
      limit.opened();
      return clusterOf(call).client.exec(pod, { command, container }, { signal: limit.signal }).catch(explained);
    });
    const durationMs = performance.now() - startedAt;
    const { exitCode, stderr, stdout, truncated } = result;
    const said = (stderr || stdout).trim().slice(-1000);
    const problems =
      exitCode === wanted ? [] : [`expected exit code ${wanted}, got ${exitCode}${said && `; it printed: ${said}`}`];
    const headers = { stderr: stderr.trimEnd() };
    return answerOf("exec", { durationMs }, { status: exitCode, body: stdout, headers, truncated, problems });
  },
});

export const jobStep = protocol({
  name: "job",
  description: "A Kubernetes Job, made from a manifest for this test and deleted after it, succeeds.",
  schema: z.strictObject({ manifest: text.describe("A YAML file beside the suite with one Job.") }),
  proves: true,
  once: true,
  repeatable: () => false,
  title: ({ manifest }) => `job ${manifest}`,
  async run({ manifest: file }, call) {
    const { runJob } = await import("./job.ts");
    const { client: cluster, namespace } = clusterOf(call);
    const manifest = await readJob(file, call.directory);
    const result = await runJob({ cluster, namespace, manifest, timeoutMs: call.timeoutMs }, call.signal).catch(
      explained,
    );
    const { durationMs, found, logs, name, succeeded } = result;
    const problems = succeeded
      ? []
      : [`expected Job ${name} to succeed, got ${found}${logs && `; it printed:\n${logs}`}`];
    return answerOf("job", { durationMs }, { status: succeeded ? 0 : 1, body: logs, problems });
  },
});

async function readJob(file: string, directory: string): Promise<KubeObject> {
  const { parseAllDocuments } = await import("yaml");
  const attempted = `reading the Job in ${file}`;
  let source: string;
  try {
    source = await readFile(path.resolve(directory, file), "utf8");
  } catch (cause) {
    const advice = "The path begins at the suite's folder.";
    throw new Failure({ attempted, found: "there is no such file", advice, at: { file, line: 1 }, cause });
  }
  const documents = parseAllDocuments(source);
  const [only] = documents;
  const broken = documents.length === 1 ? only?.errors[0] : undefined;
  const object = broken === undefined && documents.length === 1 ? (only?.toJS() as Partial<KubeObject> | null) : null;
  const isJob = object?.apiVersion === "batch/v1" && object.kind === "Job" && typeof object.metadata?.name === "string";
  if (isJob) return object as KubeObject;
  throw new Failure({
    attempted,
    found: broken?.message ?? `it has ${documents.length === 1 ? "something else" : `${documents.length} documents`}`,
    advice: "It has to hold one object: apiVersion batch/v1, kind Job, with a metadata.name.",
    at: { file, line: broken?.linePos?.[0].line ?? 1 },
  });
}

/** A lost connection may be had again; what the server refuses may not. */
function explained(error: unknown): never {
  if (error instanceof ConnectionLost) throw new ExchangeError("answering", error.message, error);
  if (!isApiError(error)) throw error;
  const refused = error.code === 401 || error.code === 403;
  throw new Failure({
    attempted: "running the step in the cluster",
    found: error.status.message ?? `the API server answers ${error.code}`,
    advice: refused
      ? 'Allow "create" and "get" on "pods/exec", and for a Job "create", "watch" and "delete" on "jobs.batch".'
      : "Correct the step, or the manifest.",
    cause: error,
  });
}

function podOf({ endpoint }: StepCall) {
  if (endpoint.pod !== undefined) return endpoint.pod;
  throw new Failure({
    attempted: "running a command in the pod",
    found: `${endpoint.name} is not tested pod by pod`,
    advice: "Test a Service, a Deployment or a pod.",
  });
}

function clusterOf(call: StepCall) {
  if (call.cluster !== undefined) return call.cluster;
  throw new Failure({
    attempted: "running the step in the cluster",
    found: "no cluster is given",
    advice: 'Give the input "kubeconfig".',
  });
}
