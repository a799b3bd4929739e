// Was somebody refused who may not come in?

import type { HttpAnswer } from "../../http-rules/http-answer.ts";

/** 401, 403, or sent away to log in; a server error is no refusal. */
export function refusalFault({ status }: HttpAnswer): string | undefined {
  const isRefused = status === 401 || status === 403 || status === 302 || status === 303 || status === 307;
  return isRefused ? undefined : `it answers ${status}`;
}
