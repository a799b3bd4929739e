// What may stand in an analysis file?

import { z } from "zod";
import { readDuration } from "../config/duration.ts";
import { percent } from "./percent.ts";

const text = z.string().min(1);
/** The name of a metric, with the colons of recording rules. */
const metricName = z
  .string()
  .regex(/^[a-zA-Z_:][a-zA-Z0-9_:]*$/, "Write the name of a metric, without braces: http_requests_total.");
const label = z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/, "Write the name of a label: status.");
/** Checked as a duration, handed on as milliseconds. */
const span = z.string().transform((written, context) => {
  const read = readDuration(written);
  if (typeof read === "number" && read > 0) return read;
  const { found, advice } =
    typeof read === "number" ? { found: `"${written}" is no time at all`, advice: "Write at least 1s." } : read;
  context.addIssue({ code: "custom", message: `${found}. ${advice}` });
  return z.NEVER;
});
const count = z.int().min(0);

const compare = z
  .strictObject({
    tolerance: z
      .union([
        z.number().min(0),
        z.string().regex(/^\d+(\.\d+)?\s*%$/, "Write a share of stable's median, 10%, or a number."),
      ])
      .describe(
        "By how much the candidate may be worse: a share of stable's median (`10%`), or a number in the metric's unit. `10%` unless given.",
      )
      .optional(),
    direction: z
      .enum(["increase", "decrease", "either"])
      .describe("What is worse. `increase` unless given.")
      .optional(),
    alpha: z
      .number()
      .gt(0)
      .lt(1)
      .describe("How probable a difference by chance may be that is still taken for one. 0.05 unless given.")
      .optional(),
    sample: span.describe("The time that one sample stands for. `30s` unless given.").optional(),
  })
  .describe("Compare the candidate with stable, by the test of Mann and Whitney.");

const schedule = {
  window: span.describe("How far back is looked, never behind the candidate's start. `5m` unless given.").optional(),
  interval: span.describe("The time between two measurements. `30s` unless given.").optional(),
  count: z
    .int()
    .min(1)
    .describe("How often it is measured where a step has no time of its own. 5 unless given.")
    .optional(),
  "failure-limit": count.describe("How many measurements may fail. 0 unless given.").optional(),
  "inconclusive-limit": count.describe("How many measurements may tell nothing. 2 unless given.").optional(),
  "min-requests": count.describe("Fewer requests than these tell nothing. 20 unless given.").optional(),
};

const shared = {
  name: text.describe("What it is called in messages.").optional(),
  ...schedule,
  compare: compare.optional(),
};

const errorRate = z
  .strictObject({
    template: z.literal("error-rate"),
    ...shared,
    requests: metricName.describe("The counter of all requests. `http_requests_total` unless given.").optional(),
    "status-label": label.describe("Its label that holds the status. `status` unless given.").optional(),
    status: text.describe("Which statuses are errors, a regular expression. `5..` unless given.").optional(),
    errors: metricName.describe("A counter of errors of its own, in place of a status.").optional(),
    max: percent.describe("The share of errors that is allowed. `5%` unless given.").optional(),
  })
  .describe("The share of the candidate's requests that failed.");

const latency = z
  .strictObject({
    template: z.literal("latency"),
    ...shared,
    histogram: metricName
      .describe("The histogram, without `_bucket`. `http_request_duration_seconds` unless given.")
      .optional(),
    quantile: z.number().gt(0).lt(1).describe("0.95 unless given.").optional(),
    unit: z.enum(["s", "ms"]).describe("What the histogram counts in. `s` unless given.").optional(),
    max: span.describe("`2s` unless given.").optional(),
  })
  .describe("How long the candidate's requests take, p95 unless another quantile is given.");

const saturation = z
  .strictObject({
    template: z.literal("saturation"),
    ...shared,
    resource: z.enum(["memory", "cpu"]).describe("Of the pods' limits. `memory` unless `used` is given.").optional(),
    used: metricName.describe("A gauge of what is used, such as the connections of a pool.").optional(),
    limit: metricName.describe("A gauge of what there is.").optional(),
    max: percent.describe("`90%` unless given.").optional(),
  })
  .describe("How full the fullest pod of the candidate is.");

const restarts = z
  .strictObject({
    template: z.literal("restarts"),
    ...shared,
    metric: metricName.describe("`kube_pod_container_status_restarts_total` unless given.").optional(),
    max: z.number().min(0).describe("0 unless given.").optional(),
  })
  .describe("How often containers of the candidate were started again.");

const query = z
  .strictObject({
    template: z.literal("query").optional(),
    ...shared,
    query: text.describe(
      "PromQL that gives one number. {{candidate}} stands for the matchers of the candidate's pods.",
    ),
    scope: z
      .enum(["candidate", "service"])
      .describe("`service` measures all of the service: no {{candidate}} is needed then.")
      .optional(),
    requests: text.describe("PromQL that gives how many requests the number rests on, for min-requests.").optional(),
    unit: z.enum(["number", "percent", "ms"]).describe("How the number is written in messages.").optional(),
    max: z.number().describe("It may not be more.").optional(),
    min: z.number().describe("It may not be less.").optional(),
  })
  .describe("A query of one's own.");

export const metricSchema = z.discriminatedUnion("template", [errorRate, latency, saturation, restarts, query]);

const select = z
  .strictObject({
    namespace: z
      .union([label, z.literal("")])
      .describe("The metrics' label that holds the namespace; empty for none. `namespace` unless given.")
      .optional(),
    pod: label.describe("The metrics' label that holds the pod's name. `pod` unless given.").optional(),
    label: label
      .describe("A label of the metrics that tells candidate and stable apart, in place of the pod's name.")
      .optional(),
    "pod-label": text.describe("The label of the pods that holds its value. The same name unless given.").optional(),
  })
  .describe("How the candidate's pods are told from others.");

const health = z
  .strictObject({
    url: z.url().describe("What is asked.").optional(),
    path: z
      .string()
      .regex(/^\//, "Begin it with /.")
      .describe("A path of the candidate's pods, in place of a URL.")
      .optional(),
    port: z.int().min(1).max(65_535).describe("The port of the pods. 8080 unless given.").optional(),
    failures: z.int().min(1).describe("So many failed checks within the window fail. 3 unless given.").optional(),
    window: span.describe("`2m` unless given.").optional(),
    interval: span.describe("The time between two checks. `10s` unless given.").optional(),
  })
  .describe("Health checks of Slipway's own.");

export const analysisSchema = z
  .strictObject({
    prometheus: z
      .strictObject({
        url: z.url().describe("Where Prometheus answers.").optional(),
        headers: z
          .record(z.string().regex(/^[A-Za-z0-9-]+$/, "Write the name of a header: X-Scope-OrgID."), z.string())
          .describe("Headers of each request, such as a tenant. Nothing secret: this file is in the repository.")
          .optional(),
      })
      .describe("The input prometheus-url wins over it.")
      .optional(),
    select: select.optional(),
    "on-inconclusive": z
      .enum(["fail", "pause", "continue"])
      .describe("What happens where nothing can be told. `fail` unless given.")
      .optional(),
    ...schedule,
    metrics: z.array(metricSchema).describe("What is measured.").optional(),
    health: health.optional(),
  })
  .describe("What is measured while a release goes on, and what it may be.");

export type AnalysisInFile = z.infer<typeof analysisSchema>;
export type MetricInFile = z.infer<typeof metricSchema>;

/** The JSON Schema of the file as editors read it (`analysis.schema.json`). */
export function analysisJsonSchema(): object {
  const schema = z.toJSONSchema(analysisSchema, { io: "input", target: "draft-2020-12" });
  return { ...schema, title: "Slipway analysis" };
}
