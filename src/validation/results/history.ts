// What do earlier runs tell, and what does the next one need to know?

import { z } from "zod";
import { checkShape, parseYaml } from "../../config/source.ts";
import { entryOf } from "./history-chart.ts";
import type { HistoryEntry, ValidationReport } from "./validation-report.ts";

/** As many runs as the picture can show. */
const mostRuns = 60;

const count = z.int().min(0);

const schema = z.strictObject({
  format: z.literal(1),
  runs: z.array(
    z.strictObject({
      at: z.iso.datetime(),
      commit: z.string().regex(/^[0-9a-f]*$/),
      passed: z.boolean(),
      open: z.strictObject({ critical: count, high: count, medium: count, low: count, info: count }),
    }),
  ),
  /** When each finding that is still there was seen first, by its fingerprint. */
  since: z.record(z.string(), z.iso.datetime()),
});

/** The content of the file that the input `history` names: the workflow keeps it from run to run. */
export interface History {
  readonly runs: readonly HistoryEntry[];
  readonly since: Readonly<Record<string, string>>;
}

export const noHistory: History = { runs: [], since: {} };

/** @throws Failure with the line for a file that is none of ours */
export function readHistory(text: string, file: string): History {
  const [source] = parseYaml(text, file);
  if (source === undefined) return noHistory;
  const { runs, since } = checkShape(schema, source, "the history");
  return { runs, since };
}

/** The history with this run in it. Findings that are gone are forgotten: should one come back, it is new. */
export function extendHistory(history: History, report: ValidationReport): string {
  const findings = report.checks.flatMap((check) => check.findings);
  const since = Object.fromEntries(
    findings.map(({ fingerprint }) => [fingerprint, history.since[fingerprint] ?? report.at]),
  );
  const runs = [...history.runs, entryOf(report)].slice(-mostRuns);
  return `${JSON.stringify({ format: 1, runs, since }, null, 1)}\n`;
}
