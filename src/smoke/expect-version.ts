// Was it the version under test that answered?

import type { JSONValue } from "json-p3";
import { sameVersion } from "../http-rules/same-version.ts";
import type { Answer } from "./answer.ts";
import type { Quote } from "./expect-text.ts";
import { valuesAt } from "./json-path.ts";
import type { VersionRule } from "./suite.ts";

/**
 * An answer that does not say its version is no proof either. Pure.
 *
 * @param digests of the images of the pod that answered; undefined where it is not known which did
 */
export function versionMismatch(
  answer: Answer,
  rule: VersionRule,
  digests: readonly string[] | undefined,
  quote: Quote,
): string[] {
  const { equals, by } = rule;
  if (by.kind === "digest") return digestMismatch(equals, digests);
  const where = by.kind === "header" ? `the header ${by.name}` : by.path;
  const found = by.kind === "header" ? answer.headers[by.name] : valueAt(answer, by.path);
  if (found === undefined)
    return [`expected version ${quote(equals)} to answer, but the answer does not say its version by ${where}`];
  return sameVersion(found, equals)
    ? []
    : [`expected version ${quote(equals)} to answer, got an answer of version ${quote(found)}`];
}

function digestMismatch(equals: string, digests: readonly string[] | undefined): string[] {
  if (digests === undefined) {
    return [
      `expected a pod of ${equals} to answer, but it is not known which pod did: ask the pods (input "service" or "workload"), or let the answer say its version`,
    ];
  }
  if (digests.includes(equals)) return [];
  return [`expected a pod of ${equals} to answer, got one of ${digests.join(", ") || "an image without a digest"}`];
}

function valueAt({ body, truncated }: Answer, path: string): string | undefined {
  if (truncated) return undefined;
  try {
    const [value] = valuesAt(path, JSON.parse(body) as JSONValue);
    return value === undefined || value === null || typeof value === "object" ? undefined : String(value);
  } catch {
    return undefined;
  }
}
