// Which answers are those of health endpoints?

import type { HttpAnswer } from "../../http-rules/http-answer.ts";
import type { EndpointSeen, Exchange } from "./endpoint-seen.ts";

/** Those that were named; of the guessed ones those that are there. */
export function healthExchanges(seen: EndpointSeen): Exchange[] {
  const own = seen.exchanges.filter(({ purpose }) => purpose === "health");
  return seen.healthPaths === "guessed" ? own.filter((exchange) => isThere(exchange, seen)) : own;
}

/** A front end answers every path with one page, a broken service with one error: that it does so here tells nothing. */
export function isMissingPage({ status, body }: HttpAnswer, { exchanges }: EndpointSeen): boolean {
  const missing = exchanges.find(({ purpose, variant }) => purpose === "error" && variant === "missing path");
  return missing?.kind === "answered" && missing.answer.status === status && missing.answer.body === body;
}

/** What is not there is told by 404 and its like, by a redirect or a login, or by the page that every path gets. */
function isThere(exchange: Exchange, seen: EndpointSeen): boolean {
  if (exchange.kind === "unanswered") return true;
  const { answer } = exchange;
  return (answer.status < 300 || answer.status >= 500) && !isMissingPage(answer, seen);
}
