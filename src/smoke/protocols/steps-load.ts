// How is a load stage asked for by a step of the suite?

import { z } from "zod";
import { formatDuration, readDuration } from "../../config/duration.ts";
import { codeSpan, table } from "../../report/markdown.ts";
import { EndedEarly } from "../ended-early.ts";
import { compareLoad } from "../load/compare.ts";
import type { LoadFigures } from "../load/figures.ts";
import { broken, parseThreshold, readBytes, thresholdAdvice } from "../load/threshold.ts";
import { protocol, type StepCall } from "../protocol.ts";
import { answerOf, parsed, wayOf } from "./step.ts";

const duration = z
  .string()
  .refine(
    (text) => typeof readDuration(text) === "number" && readDuration(text) !== 0,
    "a duration is written as 30s or 2m",
  );
const milliseconds = (text: string): number => {
  const read = readDuration(text);
  return typeof read === "number" ? read : 0;
};
const rate = z.number().min(0).max(1_000_000);

const stage = z.strictObject({
  duration,
  rate: rate.optional().describe("Requests per second, all the time."),
  "ramp-to": rate
    .optional()
    .describe("Requests per second at the end; it grows evenly from those of the stage before."),
});

const request = z.strictObject({
  method: z.enum(["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]).optional(),
  path: z.string().startsWith("/", "a path starts with /"),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.string().optional(),
  weight: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .optional()
    .describe("How often it is sent beside the others: 1 unless given."),
  status: z
    .array(z.number().int().min(100).max(599))
    .min(1)
    .optional()
    .describe("What counts as a good answer: 200 to 399 unless given."),
});

const threshold = z.string().refine((text) => parseThreshold(text) !== undefined, thresholdAdvice);

/** What hurts nobody: a stage beyond them says so in `limits`. */
const usualLimits = { requests: 10_000, duration: "5m", rate: 100, "in-flight": 50 } as const;

const schema = z
  .strictObject({
    requests: z.array(request).min(1).max(100),
    stages: z.array(stage).min(1).max(50),
    thresholds: z.array(threshold).min(1).describe(`A load without one proves nothing; ${thresholdAdvice}.`),
    timeout: duration.optional().describe("For one answer: 10s unless given."),
    abort: z
      .boolean()
      .optional()
      .describe("End as soon as a threshold of latency or errors is broken: true unless given."),
    compare: z
      .string()
      .regex(/^\d+(?:\.\d+)?%$/, "written as 20%")
      .optional()
      .describe("How much slower than the release before p50, p95 and p99 may be."),
    pods: z
      .string()
      .min(1)
      .optional()
      .describe("A label selector of the pods whose memory is measured; the tested pod unless given."),
    limits: z
      .strictObject({
        requests: z.number().int().min(1).max(10_000_000).optional(),
        duration: duration.optional(),
        rate: rate.optional(),
        "in-flight": z.number().int().min(1).max(10_000).optional(),
      })
      .optional()
      .describe("What must be allowed explicitly: more than 10000 requests, 5m, 100 a second, 50 at the same time."),
  })
  .superRefine((value, context) => {
    const { durationMs, most, requests } = sizeOf(value.stages);
    const allowed = value.limits ?? {};
    const limits = {
      requests: allowed.requests ?? usualLimits.requests,
      duration: allowed.duration ?? usualLimits.duration,
      rate: allowed.rate ?? usualLimits.rate,
    };
    const over = [
      requests > limits.requests ? `${Math.floor(requests)} requests: more than ${limits.requests}` : undefined,
      durationMs > milliseconds(limits.duration)
        ? `${formatDuration(durationMs)}: longer than ${limits.duration}`
        : undefined,
      most > limits.rate ? `${most} requests a second: more than ${limits.rate}` : undefined,
    ].filter((text) => text !== undefined);
    for (const text of over)
      context.addIssue({ code: "custom", path: ["stages"], message: `${text}. Allow it in limits` });
    if (requests < 1) context.addIssue({ code: "custom", path: ["stages"], message: "they send no request" });
    value.stages.forEach((one, index) => {
      if ((one.rate === undefined) === (one["ramp-to"] === undefined)) {
        context.addIssue({ code: "custom", path: ["stages", index], message: "needs either rate or ramp-to" });
      }
    });
  });

type Given = z.infer<typeof schema>;

export const loadStep = protocol({
  name: "load",
  description: "Requests at a given rate, whether the service keeps up or not; the body is the measured figures.",
  schema,
  proves: true,
  once: true,
  isLoad: true,
  repeatable: () => false,
  title: ({ requests }) => `load on ${requests.map(({ path }) => path).join(", ")}`,
  async run(given, call) {
    const { runLoad } = await import("../load/run-load.ts");
    const way = wayOf(call.endpoint, "load");
    const thresholds = given.thresholds.flatMap((text) => parseThreshold(text) ?? []);
    const memory = thresholds.some(({ metric }) => metric === "memory") ? await measureMemory(given, call) : undefined;
    try {
      const plan = planOf(given, way.basePath ?? "", thresholds);
      const authorization = (asked: { method: string; path: string; body: string | undefined }) =>
        call.authorization(asked);
      const run = await runLoad(plan, way, { signal: call.signal, authorization });
      const peakMemoryBytes = await memory?.stop();
      const figures: LoadFigures = { ...run.figures, ...(peakMemoryBytes === undefined ? {} : { peakMemoryBytes }) };
      const comparison =
        given.compare === undefined || call.signal.aborted
          ? undefined
          : compareLoad(previousFigures(call.previous), figures, Number.parseFloat(given.compare) / 100);
      const problems = [
        ...broken(thresholds, { ...figures, percentile: run.percentile }),
        ...(comparison?.problems ?? []),
      ];
      if (comparison?.skipped !== undefined) call.log.info(`The figures are not compared: ${comparison.skipped}.`);
      const result = { durationMs: figures.seconds * 1000 };
      const { histogram } = figures;
      const more = { body: JSON.stringify(figures), histogram, report: reportOf(figures) };
      if (call.signal.aborted) {
        // What is missing is nobody's fault: the thresholds are not judged, and the release is not compared.
        const unfinished = [`expected a whole load, but ${figures.aborted}`];
        throw new EndedEarly(answerOf("load", result, { ...more, problems: unfinished }), call.signal.reason);
      }
      return answerOf("load", result, { ...more, problems });
    } finally {
      await memory?.stop();
    }
  },
});

/** A timer is late by a millisecond or two on a machine that has time. */
const lateMs = 20;

function sizeOf(stages: Given["stages"]): { requests: number; durationMs: number; most: number } {
  const parts = stagesOf(stages);
  return {
    requests: parts.reduce((sum, { durationMs, from, to }) => sum + ((from + to) / 2) * (durationMs / 1000), 0),
    durationMs: parts.reduce((sum, { durationMs }) => sum + durationMs, 0),
    most: Math.max(...parts.flatMap(({ from, to }) => [from, to])),
  };
}

function stagesOf(stages: Given["stages"]): { durationMs: number; from: number; to: number }[] {
  let last = 0;
  return stages.map(({ duration: text, "ramp-to": target, rate: constant }) => {
    const from = constant ?? last;
    last = constant ?? target ?? 0;
    return { durationMs: milliseconds(text), from, to: last };
  });
}

function planOf(given: Given, basePath: string, thresholds: Parameters<typeof broken>[0]) {
  const [first, ...rest] = given.requests.map(({ body, headers = {}, method = "GET", path, status, weight = 1 }) => ({
    method,
    path: basePath + path,
    headers,
    body,
    weight,
    expects: (code: number) => (status === undefined ? code >= 200 && code < 400 : status.includes(code)),
  })) as [PlannedRequest, ...PlannedRequest[]];
  return {
    stages: stagesOf(given.stages),
    requests: [first, ...rest] as const,
    thresholds,
    mostInFlight: given.limits?.["in-flight"] ?? usualLimits["in-flight"],
    timeoutMs: milliseconds(given.timeout ?? "10s"),
    abortOnFailure: given.abort ?? true,
  };
}

type PlannedRequest = import("../load/run-load.ts").LoadRequest;

async function measureMemory(given: Given, call: StepCall) {
  const { watchMemory } = await import("../load/peak-memory.ts");
  const name = call.endpoint.pod?.name;
  if (call.cluster === undefined || (given.pods === undefined && name === undefined)) return undefined;
  const { client: cluster, namespace } = call.cluster;
  const pods = given.pods === undefined ? { name: name ?? "" } : { labelSelector: given.pods };
  return watchMemory({ cluster, namespace, pods, intervalMs: 2000 }, call.signal);
}

/** What a record kept of this step: the figures themselves, or an answer whose body they are. */
function previousFigures(previous: unknown): unknown {
  if (typeof previous !== "object" || previous === null || !("body" in previous)) return previous;
  return typeof previous.body === "string" ? parsed(previous.body) : previous.body;
}

function reportOf(figures: LoadFigures): string {
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  const memory = figures.peakMemoryBytes;
  const columns: [string, string][] = [
    ["requests", String(figures.requests)],
    ["a second", figures.rate.toFixed(1)],
    ["errors", `${((figures.errors / Math.max(1, figures.requests)) * 100).toFixed(2)} %`],
    ["p50", ms(figures.p50)],
    ["p95", ms(figures.p95)],
    ["p99", ms(figures.p99)],
    ["max", ms(figures.max)],
    ...(memory === undefined
      ? []
      : [["memory", `${Math.round(memory / (readBytes("1Mi") ?? 1))} Mi`] as [string, string]]),
  ];
  const outcomes = Object.entries(figures.outcomes).map(([name, count]) => `${codeSpan(name)} × ${count}`);
  return [
    table(
      columns.map(([name]) => name),
      [columns.map(([, value]) => value)],
    ),
    `Answers: ${[...outcomes, ...(figures.unsent > 0 ? [`never sent × ${figures.unsent}`] : [])].join(", ")}.`,
    ...(figures.ownDelay < lateMs
      ? []
      : [
          `This machine was short of time: it sent requests up to ${ms(figures.ownDelay)} late, which is not in the latencies.`,
        ]),
    ...(figures.aborted === undefined ? [] : [`Ended before its time: ${figures.aborted}.`]),
  ].join("\n\n");
}
