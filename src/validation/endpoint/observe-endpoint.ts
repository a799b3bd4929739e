// What does the endpoint answer to a bounded number of requests?

import { fewAtATime } from "../../config/few-at-a-time.ts";
import type { Log } from "../../report/log.ts";
import type { Observation } from "../observation.ts";
import type { EndpointSeen, Exchange, Question } from "./endpoint-seen.ts";
import { probeTls } from "./probe-tls.ts";
import { type EndpointQuestions, healthPathsOf, type Posed, questionsFor } from "./questions.ts";
import { spendBudget } from "./spend-budget.ts";
import { type EndpointMessage, type EndpointTransport, TransportError } from "./transport.ts";

export interface EndpointRequest extends Omit<EndpointQuestions, "origin"> {
  /** `https://orders.example.com/api`: every path stands below it. */
  readonly url: string;
  readonly version: string | undefined;
  readonly versionHeader: string;
  /** So many requests are free; one more is to get 429. Nothing is probed unless given. */
  readonly rateLimitBudget: number | undefined;
}

export interface EndpointContext {
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly transport: EndpointTransport;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** For one answer, and for all of them without the rate limit. */
const patience = { each: 5_000, all: 30_000 };
/** Enough to be done in a few seconds, too few to be load. */
const sideBySide = 4;

/**
 * Sends each question once, by GET wherever it can be. Never throws but for the signal: an endpoint that does not
 * answer at all is unknown.
 */
export async function observeEndpoint(
  request: EndpointRequest,
  { log, signal, transport, now = Date.now }: EndpointContext,
): Promise<Observation<EndpointSeen>> {
  const url = new URL(request.url);
  const base = url.pathname.replace(/\/+$/, "");
  const allowed = AbortSignal.any([signal, AbortSignal.timeout(patience.all)]);
  const askedAt = now();
  const ask = (origin: string) => (posed: Posed) => send(posed, origin, base, transport, { signal, allowed });
  const isSecure = url.protocol === "https:";
  const [first, ...others] = questionsFor({ ...request, origin: url.origin });
  if (first === undefined) return { kind: "unknown", reason: "there is nothing to ask" };
  const [root, tls] = await Promise.all([
    ask(url.origin)(first),
    isSecure ? probeTls(url.origin, transport, signal) : undefined,
  ]);
  const isReached = root.kind === "answered" || tls?.handshake.kind === "done";
  if (!isReached) {
    const reason = root.kind === "unanswered" ? root.reason : "";
    return { kind: "unknown", reason: `${request.url} does not answer: ${reason}` };
  }
  // An endpoint that cannot be asked at all would only time out thirty times.
  const asked = root.kind === "answered" ? others : [];
  const plain: Posed = { question: { purpose: "plain", variant: "", method: "GET", path: "" }, headers: {} };
  const [answers, plainAnswers] = await Promise.all([
    inTurns(asked, ask(url.origin)),
    isSecure ? inTurns([plain], ask(`http://${url.hostname}`)) : [],
  ]);
  const exchanges = [root, ...answers, ...plainAnswers];
  log.info(`${request.url} answered ${exchanges.filter(({ kind }) => kind === "answered").length} requests.`);
  const rateLimit =
    request.rateLimitBudget === undefined || root.kind === "unanswered"
      ? undefined
      : await spendBudget(request.rateLimitBudget, {
          ask: (limit) => transport.send(url.origin, messageOf(first, base), limit),
          signal,
        });
  return {
    kind: "seen",
    value: {
      url: request.url.replace(/\/+$/, ""),
      askedAt,
      exchanges,
      tls,
      healthPaths: healthKind(request.healthPaths),
      version: request.version === undefined ? undefined : { expected: request.version, header: request.versionHeader },
      rateLimit,
    },
  };
}

function healthKind(given: readonly string[]): EndpointSeen["healthPaths"] {
  if (healthPathsOf(given).length === 0) return "none";
  return given.length === 0 ? "guessed" : "given";
}

async function send(
  posed: Posed,
  origin: string,
  base: string,
  transport: EndpointTransport,
  { signal, allowed }: { signal: AbortSignal; allowed: AbortSignal },
): Promise<Exchange> {
  const question: Question = posed.question;
  try {
    return { ...question, kind: "answered", answer: await transport.send(origin, messageOf(posed, base), allowed) };
  } catch (error) {
    signal.throwIfAborted();
    const reason = allowed.aborted ? `not all was answered within ${patience.all / 1000} s` : transport.words(error);
    return { ...question, kind: "unanswered", reason, closed: error instanceof TransportError && error.closed };
  }
}

function messageOf({ question, headers, body }: Posed, base: string): EndpointMessage {
  const { method, path } = question;
  const whole = `${base}${path}`;
  return {
    method,
    path: whole === "" ? "/" : whole,
    headers: { "user-agent": "slipway-validate-production", ...headers },
    body,
    timeoutMs: patience.each,
  };
}

/** The answers in the order of the questions. */
async function inTurns(questions: readonly Posed[], ask: (posed: Posed) => Promise<Exchange>): Promise<Exchange[]> {
  const answers = new Map<Posed, Exchange>();
  await fewAtATime(sideBySide, questions, async (posed) => {
    answers.set(posed, await ask(posed));
  });
  return questions.flatMap((posed) => answers.get(posed) ?? []);
}
