// Is an error told as a problem document, and without the service's insides?

import type { HttpAnswer } from "./http-answer.ts";
import { stackTraceIn } from "./stack-trace.ts";

/** One sentence for each thing that a problem document (RFC 9457) would not be or say. Pure. */
export function problemFaults(answer: HttpAnswer): string[] {
  const trace = stackTraceIn(answer.body);
  const leak =
    trace === undefined ? [] : [`expected no stack trace, but the body has ${JSON.stringify(trace.slice(0, 80))}`];
  const type = (answer.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (type !== "application/problem+json") {
    return [
      ...leak,
      `expected a problem document (application/problem+json), got ${type === "" ? "no content type" : type}`,
    ];
  }
  let document: unknown;
  try {
    document = JSON.parse(answer.body);
  } catch {
    return [...leak, "expected a problem document, but the body is not JSON"];
  }
  if (typeof document !== "object" || document === null || Array.isArray(document)) {
    return [...leak, "expected a problem document, but the body is no JSON object"];
  }
  const told = ["type", "title", "status", "detail"].filter((key) => Reflect.get(document, key) !== undefined);
  const status: unknown = Reflect.get(document, "status");
  return [
    ...leak,
    ...(told.length === 0 ? ["expected a problem document, but it has neither type, title, status nor detail"] : []),
    ...(status !== undefined && status !== answer.status
      ? [`expected the document's status to be ${answer.status} as the answer's, got ${JSON.stringify(status)}`]
      : []),
  ];
}
