// Which findings were there before, so that only new ones fail?

import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { z } from "zod";
import { checkShape, parseYaml } from "../config/source.ts";
import { Failure } from "../report/failure.ts";
import { fingerprintOf } from "../report/sarif.ts";
import type { Finding } from "./check.ts";

export interface Baseline {
  /** As the user named it. */
  readonly file: string;
  readonly entries: readonly BaselineEntry[];
}

/** `check` and `subject` are for people: only the fingerprint is compared. */
export interface BaselineEntry {
  readonly fingerprint: string;
  readonly check: string;
  readonly subject: string;
}

const schema = z.strictObject({
  version: z.literal(1),
  findings: z.array(z.strictObject({ fingerprint: z.string(), check: z.string(), subject: z.string() })),
});

/**
 * Reads a baseline of the workspace.
 *
 * @throws Failure for a file that is not there or is none
 */
export async function loadBaseline(file: string, directory: string): Promise<Baseline> {
  const text = await readFile(resolve(directory, file), "utf8").catch((cause: unknown) => {
    throw new Failure({
      attempted: "reading the baseline",
      found: `${file} cannot be read (${cause instanceof Error ? cause.message.replace(/,.*/, "") : String(cause)})`,
      advice: 'Write it once with the input "baseline-output" and commit it.',
      cause,
    });
  });
  return parseBaseline(text, file);
}

/** @throws Failure with the line of what is wrong */
export function parseBaseline(text: string, file: string): Baseline {
  const [source] = parseYaml(text, file);
  if (source === undefined) {
    throw new Failure({ attempted: `reading ${file}`, found: "the file is empty", advice: "Write it anew." });
  }
  return { file, entries: checkShape(schema, source, "the baseline").findings };
}

/** The content of the file, one finding per line, in an order that does not change without reason. */
export function renderBaseline(entries: readonly BaselineEntry[]): string {
  const lines = entries
    .map(({ fingerprint, check, subject }) => JSON.stringify({ check, subject, fingerprint }))
    .sort()
    .map((line) => `    ${line}`);
  const list = lines.length === 0 ? "[]" : `[\n${lines.join(",\n")}\n  ]`;
  return `{\n  "version": 1,\n  "findings": ${list}\n}\n`;
}

/**
 * What each finding of one check is recognised by in a later run: the check, what was looked at, and what was seen
 * without what changes from run to run: numbers, digests, the ends of pods' names. The same again is told apart by its order.
 */
export function withFingerprints<T extends Finding>(
  check: string,
  findings: readonly T[],
): (T & { readonly fingerprint: string })[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const message = finding.evidence.replaceAll(changing, "#");
    const hash = fingerprintOf({ ruleId: check, subject: finding.subject, message });
    const order = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, order);
    return { ...finding, fingerprint: `${hash}:${order}` };
  });
}

/** The letters are those of https://pkg.go.dev/k8s.io/apimachinery/pkg/util/rand, which pods' names end in. */
const changing =
  /sha256:[0-9a-f]{64}|-[bcdfghjklmnpqrstvwxz2456789]{8,10}-[bcdfghjklmnpqrstvwxz2456789]{5}\b|\d+(?:\.\d+)?/g;
