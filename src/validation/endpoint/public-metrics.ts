// Can anybody read the metrics?

import { readSeries } from "../../http-rules/prometheus-text.ts";
import type { Check } from "../check.ts";
import { judgeExchanges } from "./judge-exchanges.ts";

export const publicMetrics: Check = {
  id: "endpoint/public-metrics",
  severity: "medium",
  title: "The metrics are not public",
  why: "They tell who asks for what, how much business is done, and when a trial at breaking in has an effect.",
  source: "https://prometheus.io/docs/operating/security/#prometheus",
  recommendation: "Serve /metrics on a port that only Prometheus reaches, or keep the path out of the Ingress.",
  run: (subject) =>
    judgeExchanges(
      subject,
      ({ purpose, variant }) => purpose === "internal" && variant === "/metrics",
      (answer) => {
        if (answer.status !== 200) return undefined;
        const read = readSeries(answer.body);
        return "names" in read ? `/metrics is public, with ${read.names.size} series` : undefined;
      },
      "no internal path was asked",
    ),
};
