// Is this Prometheus text, and which series are in it?

import type { HttpAnswer } from "./http-answer.ts";

// https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
const sample =
  /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\s*\{\s*((?:[a-zA-Z_][a-zA-Z0-9_]*\s*=\s*"(?:[^"\\]|\\.)*"\s*,?\s*)*)\})?\s+([+-]?(?:\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|Inf|inf|NaN|nan))(?:\s+-?[\d.]+)?(?:\s+#\s.*)?$/;
const comment =
  /^#(?:\s*$|\s*EOF$|\s+TYPE\s+[a-zA-Z_:][a-zA-Z0-9_:]*\s+(?:counter|gauge|histogram|summary|untyped|unknown|info|stateset|gaugehistogram)$|\s+HELP\s+\S+|\s+UNIT\s+\S+|\s+(?!TYPE\b|HELP\b).*$)/;

/** The names of all series, or what is wrong with the first line that does not parse. Pure. */
export function readSeries(text: string): { readonly names: ReadonlySet<string> } | { readonly found: string } {
  const names = new Set<string>();
  for (const [index, raw] of text.split("\n").entries()) {
    const line = raw.trim();
    if (line === "") continue;
    const name = line.startsWith("#") ? undefined : sample.exec(line)?.[1];
    if (name !== undefined) names.add(name);
    else if (!comment.test(line))
      return { found: `line ${index + 1} is no Prometheus text: ${JSON.stringify(line.slice(0, 80))}` };
  }
  return names.size === 0 ? { found: "it holds no series" } : { names };
}

/** One sentence for what is wrong. `http_requests` also fits the series `http_requests_total`, `…_bucket`, `…_sum`. */
export function missingSeries(answer: Pick<HttpAnswer, "body" | "truncated">, wanted: readonly string[]): string[] {
  if (answer.truncated) return ["expected Prometheus text, but the body is longer than what is read"];
  const read = readSeries(answer.body);
  if ("found" in read) return [`expected Prometheus text, but ${read.found}`];
  return wanted
    .filter(
      (name) => !["", "_total", "_bucket", "_sum", "_count", "_info"].some((suffix) => read.names.has(name + suffix)),
    )
    .map((name) => `expected the series ${name}, but it is not among the ${read.names.size} that are there`);
}
