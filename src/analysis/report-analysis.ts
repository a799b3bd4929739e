// How is an analysis told?

import { formatDuration } from "../config/duration.ts";
import { type Evidence, Failure } from "../report/failure.ts";
import { codeBlock, details, escapeMarkdown, table } from "../report/markdown.ts";
import type { Measurement, Verdict } from "./measurement.ts";
import { numberText, probabilityText, thresholdText } from "./numbers.ts";
import type { AnalysisPlan } from "./plan.ts";
import type { AnalysisResult, MetricResult } from "./result.ts";

export type ToldAnalysis = Omit<AnalysisResult, "failure" | "markdown"> & {
  readonly plan: AnalysisPlan;
  readonly when?: string | undefined;
};

const marks: Readonly<Record<Verdict, string>> = { pass: "✅ pass", fail: "❌ fail", inconclusive: "❔ inconclusive" };

/** Each metric with its last number, its limit and its reason; the judge's numbers; every query, folded. */
export function analysisMarkdown(told: ToldAnalysis): string {
  const { metrics, health, verdict, next, when } = told;
  const rows = metrics.map(metricRow);
  if (health !== undefined) {
    const passed = health.checks - health.failures;
    rows.push([
      "health checks",
      marks[health.verdict],
      `${passed} of ${health.checks} passed`,
      "",
      escapeMarkdown(health.text),
    ]);
  }
  const went = verdict === "inconclusive" ? ` \`on-inconclusive\` decides: ${consequence[next]}.` : "";
  const nothing = rows.length === 0 ? "Nothing was measured." : "";
  return [
    `**Analysis${when === undefined ? "" : ` ${when}`}: ${verdict}.**${went}`,
    "",
    nothing || table(["metric", "verdict", "last value", "limit", "why"], rows),
    judgements(metrics),
    queries(metrics),
  ]
    .filter((part, index) => index < 2 || part !== "")
    .join("\n");
}

const consequence = { go: "the release goes on", stop: "the release is stopped", pause: "the release waits" } as const;

/** What is thrown or recorded where the release may not go on. */
export function analysisFailure({ metrics, health, verdict, next }: ToldAnalysis): Failure {
  const culprits = metrics.filter((one) => one.verdict === verdict);
  const telling = culprits.map((one) => decisive(one)).filter((one) => one !== undefined);
  const ofHealth = health?.verdict === verdict ? health : undefined;
  const reasons = [...telling.map(({ text }) => text), ...(ofHealth === undefined ? [] : [ofHealth.text])];
  const advice = telling.find((one) => one.advice !== "")?.advice;
  const evidence: Evidence[] = telling.map((one) => ({
    title: `queries of ${one.metric} and their answers`,
    text: askedText(one),
  }));
  if (ofHealth !== undefined && ofHealth.evidence.length > 0) {
    evidence.push({ title: "failed health checks", text: ofHealth.evidence.join("\n") });
  }
  const untold =
    next === "pause"
      ? "Look at it, then go on with `operation: promote`, or back with `operation: abort`."
      : "What happens then is the input on-inconclusive: fail, pause or continue.";
  return new Failure({
    attempted: "analysing the candidate",
    found: reasons.length === 0 ? "nothing was measured" : reasons.join("; "),
    advice:
      verdict === "fail"
        ? "Look at the logs and metrics of the candidate's pods."
        : [advice, untold].filter((part) => part !== undefined && part !== "").join(" "),
    at: culprits[0]?.metric.at,
    evidence,
  });
}

function metricRow({ metric, verdict, measurements }: MetricResult): string[] {
  const last = decisive({ metric, verdict, measurements });
  const counts = (["pass", "fail", "inconclusive"] as const)
    .map((each) => [measurements.filter((one) => one.verdict === each).length, each] as const)
    .filter(([count]) => count > 0)
    .map(([count, each]) => `${count} ${each}`)
    .join(", ");
  const limits = [
    ...(metric.threshold === undefined ? [] : [thresholdText(metric.threshold, metric.unit)]),
    ...(metric.comparison === undefined ? [] : ["compared with stable"]),
  ].join(", ");
  return [
    escapeMarkdown(metric.name),
    marks[verdict],
    last?.value === undefined ? "" : numberText(last.value, metric.unit),
    escapeMarkdown(limits),
    escapeMarkdown(`${last?.text ?? "not measured"}${counts === "" ? "" : ` (${counts})`}`),
  ];
}

/** The last measurement of the kind that made the verdict. */
function decisive({ verdict, measurements }: MetricResult): Measurement | undefined {
  return measurements.findLast((one) => one.verdict === verdict) ?? measurements.at(-1);
}

function judgements(metrics: readonly MetricResult[]): string {
  const rows = metrics.flatMap(({ metric, measurements }) => {
    const judgement = measurements.findLast((one) => one.judgement !== undefined)?.judgement;
    if (judgement === undefined) return [];
    const { candidate, stable, shift, tolerated, test, alpha, verdict } = judgement;
    const number = (value: number): string => numberText(value, metric.unit);
    return [
      [
        escapeMarkdown(metric.name),
        marks[verdict],
        `${number(candidate.median)} (${candidate.samples})`,
        `${number(stable.median)} (${stable.samples})`,
        number(shift),
        number(tolerated),
        test === undefined ? "" : String(test.u),
        test === undefined ? "too few samples" : `${probabilityText(test.p).replace("<", "&lt;")} (${test.method})`,
        String(alpha),
      ],
    ];
  });
  if (rows.length === 0) return "";
  const headers = [
    "compared",
    "verdict",
    "candidate: median (samples)",
    "stable: median (samples)",
    "shift",
    "tolerated",
    "U",
    "p",
    "level",
  ];
  return `Candidate against stable, by the test of Mann and Whitney:\n\n${table(headers, rows)}`;
}

function queries(metrics: readonly MetricResult[]): string {
  const texts = metrics.flatMap((one) => {
    const last = decisive(one);
    return last === undefined || last.asked.length === 0
      ? []
      : [`# ${one.metric.name}, after ${formatDuration(Math.round(last.at / 1000) * 1000)}\n${askedText(last)}`];
  });
  return texts.length === 0 ? "" : details("The queries that were asked", codeBlock(texts.join("\n\n"), "text"));
}

function askedText({ asked }: Measurement): string {
  return asked.map(({ query, answer }) => `${query}\n  => ${answer}`).join("\n");
}
