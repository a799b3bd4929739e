// How have the open findings gone over the runs, as a picture?

import { type Severity, severities } from "../check.ts";
import type { HistoryEntry, ValidationReport } from "./validation-report.ts";

const width = 900;
const height = 160;
const floor = 130;

/** A bar for each earlier run and this one, by severity, drawn as SVG in the page. Nothing for the first run. */
export function historyChart(history: readonly HistoryEntry[], report: ValidationReport): string {
  if (history.length === 0) return "";
  const runs = [...history, entryOf(report)];
  const highest = Math.max(1, ...runs.map(({ open }) => total(open)));
  const slot = width / runs.length;
  const bars = runs.map((run, index) => bar(run, index * slot, Math.min(slot * 0.8, 40), highest));
  const [first, last] = [runs[0], runs.at(-1)];
  return `<section><h2>History</h2>
<svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-label="Open findings of ${runs.length} runs">
${bars.join("\n")}
<text x="0" y="${height - 8}">${first?.at.slice(0, 10)}</text>
<text x="${width}" y="${height - 8}" text-anchor="end">${last?.at.slice(0, 10)}</text>
<text x="0" y="12">${highest} open</text>
</svg></section>`;
}

/** What this run adds to the history. */
export function entryOf({ at, commit, passed, checks }: ValidationReport): HistoryEntry {
  const open = Object.fromEntries(
    severities.map((severity) => [
      severity,
      checks
        .filter((check) => check.severity === severity)
        .flatMap(({ findings }) => findings)
        .filter(({ state }) => state === "open").length,
    ]),
  ) as Record<Severity, number>;
  return { at, commit, passed, open };
}

function bar({ open, at, commit, passed }: HistoryEntry, x: number, wide: number, highest: number): string {
  let top = floor;
  const parts = severities.toReversed().map((severity) => {
    const tall = (open[severity] / highest) * (floor - 20);
    top -= tall;
    return tall === 0 ? "" : `<rect class="${severity}" x="${x}" y="${top}" width="${wide}" height="${tall}"/>`;
  });
  const counts = severities.map((severity) => `${open[severity]} ${severity}`).join(", ");
  const title = `${at.slice(0, 16).replace("T", " ")} ${commit.slice(0, 12)}: ${passed ? "passed" : "failed"}, ${counts}`;
  // A run without findings is a line on the floor, not a gap.
  return `<g><title>${title.replaceAll(/[^\w .,:-]/g, "")}</title><rect x="${x}" y="${floor}" width="${wide}" height="2" class="${passed ? "low" : "high"}"/>${parts.join("")}</g>`;
}

function total(open: HistoryEntry["open"]): number {
  return Object.values(open).reduce((sum, count) => sum + count, 0);
}
