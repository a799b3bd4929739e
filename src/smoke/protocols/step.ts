// What do the steps of all protocols share?

import { Failure } from "../../report/failure.ts";
import type { Answer } from "../answer.ts";
import type { Endpoint } from "../target.ts";
import type { Way } from "../targets/way.ts";

/** @throws Failure for a target that only takes HTTP */
export function wayOf(endpoint: Endpoint, step: string): Way {
  if (endpoint.way !== undefined) return endpoint.way;
  throw new Failure({
    attempted: `running the step ${step}`,
    found: `${endpoint.name} can only be asked by HTTP`,
    advice: "Test a URL, an Ingress, an HTTPRoute, a Service, a Deployment or a pod.",
  });
}

/** The result of a protocol without bodies, as JSON, so that expectations and captures find what is in it. */
export function answerOf(
  protocol: string,
  result: { readonly durationMs: number },
  more: Partial<Answer> = {},
): Answer {
  const body = JSON.stringify(result);
  return { protocol, status: 0, headers: {}, body, truncated: false, durationMs: result.durationMs, ...more };
}

/** The text as JSON where it is some. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is no JSON has nothing for a JSONPath to find.
    return undefined;
  }
}
