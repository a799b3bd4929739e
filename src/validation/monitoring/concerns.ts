// Is a rule about the service?

import type { MonitoringSeen, RuleSeen } from "./monitoring-seen.ts";

/** It is required, its own labels are the service's, or its query names the service's labels or one of its series. Pure. */
export function concerns(
  { name, query, labels }: Pick<RuleSeen, "name" | "query" | "labels">,
  seen: Pick<MonitoringSeen, "labels" | "series" | "requiredAlerts">,
): boolean {
  if (seen.requiredAlerts.includes(name)) return true;
  const wanted = Object.entries(seen.labels);
  const isLabelled = wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value);
  if (isLabelled || namesLabels(query, wanted)) return true;
  return seen.series.some(({ list, wanted: series }) => list !== "infrastructure" && namesMetric(query, series));
}

/** The most telling label is the first: the job. A namespace alone is shared by several services. */
function namesLabels(query: string, wanted: readonly (readonly [string, string])[]): boolean {
  const [first] = wanted;
  if (first === undefined) return false;
  const [key, value] = first;
  return [...query.matchAll(/([a-zA-Z_]\w*)\s*=~?\s*(["'`])((?:(?!\2)[^\\]|\\.)*)\2/g)].some(
    ([, name, , own = ""]) => name === key && own.split("|").includes(value),
  );
}

function namesMetric(query: string, series: string): boolean {
  const [name = ""] = series.split("{");
  return (
    name !== "" &&
    new RegExp(`(?<![\\w:])${name.replaceAll(/[^\w:]/g, "")}(?:_total|_bucket|_sum|_count)?(?![\\w:])`).test(query)
  );
}
