// Where does a redirect lead, and what may be sent there?

import type { Answer } from "../answer.ts";
import type { WireRequest } from "../target.ts";
import { ExchangeError } from "./exchange-error.ts";

const kept: ReadonlySet<number> = new Set([307, 308]);
const redirecting: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const credentials = /^(?:authorization|cookie|proxy-authorization|x-api-key|x-signature.*)$/i;

type Send = (request: WireRequest, signal: AbortSignal) => Promise<Answer>;

/**
 * The answer at the end of the redirects, with all of them and the time that they took together. One that
 * leads where the way does not go is handed on as the answer that it is.
 *
 * @throws ExchangeError for more redirects than the request allows
 */
export async function followRedirects(start: {
  readonly request: WireRequest;
  readonly origin: string;
  readonly answer: Answer;
  readonly senderFor: (origin: string) => Send | undefined;
  readonly signal: AbortSignal;
}): Promise<Answer> {
  const most = start.request.maxRedirects ?? 0;
  if (most === 0) return start.answer;
  const redirects: { status: number; location: string }[] = [];
  let { request, origin, answer } = start;
  let { durationMs } = answer;
  for (;;) {
    const next = redirectOf(request, origin, answer);
    const send = next && start.senderFor(next.origin);
    if (next === undefined || send === undefined) break;
    redirects.push({ status: answer.status, location: next.url });
    if (redirects.length > most) throw endlessRedirects(redirects);
    ({ origin, request } = next);
    answer = await send(request, start.signal);
    durationMs += answer.durationMs;
  }
  return { ...answer, durationMs, redirects };
}

export interface Redirect {
  readonly origin: string;
  readonly url: string;
  readonly request: WireRequest;
}

/**
 * The next request, as a browser would send it (WHATWG Fetch, "HTTP-redirect fetch"): credentials stay
 * with the origin that they are for. Nothing for an answer that is no redirect, or leads to no http URL. Pure.
 */
export function redirectOf(
  request: WireRequest,
  origin: string,
  answer: { readonly status: number; readonly headers: Readonly<Record<string, string>> },
): Redirect | undefined {
  const { location } = answer.headers;
  if (!redirecting.has(answer.status) || location === undefined) return undefined;
  const url = URL.parse(location, origin + request.path);
  if (url === null || (url.protocol !== "http:" && url.protocol !== "https:")) return undefined;
  const keepsMethod = kept.has(answer.status) || request.method === "GET" || request.method === "HEAD";
  const isForeign = url.origin !== new URL(origin).origin;
  const headers = Object.entries(request.headers).filter(
    ([name]) => !(isForeign && credentials.test(name)) && (keepsMethod || !/^content-/i.test(name)),
  );
  return {
    origin: url.origin,
    url: url.href,
    request: {
      ...request,
      path: url.pathname + url.search,
      headers: Object.fromEntries(headers),
      maxRedirects: 0,
      ...(keepsMethod ? {} : { method: "GET", body: undefined }),
    },
  };
}

function endlessRedirects(redirects: readonly { readonly location: string }[]): ExchangeError {
  const seen = redirects.map(({ location }) => location);
  const last = seen.at(-1) ?? "";
  const again = seen.indexOf(last);
  const what =
    again < seen.length - 1
      ? `the redirects lead in a circle: ${seen.slice(again).join(" → ")}`
      : `there are more than ${seen.length - 1} redirects, the last one to ${last}`;
  return new ExchangeError("answering", what);
}
