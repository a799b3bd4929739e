// Can Prometheus be asked at all, before anything is changed?

import { Failure } from "../report/failure.ts";
import type { AnalysisContext } from "./analyse.ts";
import type { AnalysisPlan } from "./plan.ts";
import { openPrometheus, shownUrl } from "./prometheus.ts";

/**
 * Asks for the time.
 * @throws Failure where it does not answer and an analysis that can tell nothing would fail the release
 */
export async function checkPrometheus(
  plan: AnalysisPlan,
  { log, signal, connect }: Pick<AnalysisContext, "log" | "signal" | "connect">,
): Promise<void> {
  if (plan.prometheus === undefined || plan.metrics.length === 0) return;
  const prometheus = openPrometheus(plan.prometheus, connect);
  try {
    const answer = await prometheus.time(signal);
    if (answer.kind === "time") return;
    const found = `${shownUrl(plan.prometheus.url)} cannot be asked: ${answer.reason.replace(/\.$/, "")}`;
    if (plan.onInconclusive !== "fail") return log.warning(`Prometheus ${found}. The analysis will tell nothing.`);
    throw new Failure({
      attempted: "asking Prometheus before the first change",
      found,
      advice:
        connect === undefined
          ? "Correct prometheus-url or its token. Where only the cluster reaches Prometheus, name its Service in prometheus-service."
          : "Correct prometheus-service.",
    });
  } finally {
    await prometheus.close();
  }
}
