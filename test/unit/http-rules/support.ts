// What do the tests of the rules about answers begin with?

import type { HttpAnswer } from "../../../src/http-rules/http-answer.ts";

export function answerOf(body: string, more: Partial<HttpAnswer> = {}): HttpAnswer {
  return { status: 200, headers: {}, body, truncated: false, ...more };
}
