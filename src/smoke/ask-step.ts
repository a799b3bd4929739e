// What comes back when a step is asked once?

import type { Answer } from "./answer.ts";
import { askedWay } from "./asked-way.ts";
import type { Authorizer } from "./auth/authorizer.ts";
import type { Auth } from "./auth/schema.ts";
import { exchange } from "./exchange.ts";
import { fitsStatus } from "./expectations.ts";
import { ExchangeError } from "./protocols/exchange-error.ts";
import type { Secrets } from "./secrets.ts";
import type { HttpRequest, Step } from "./suite.ts";
import type { SuiteContext } from "./suite-context.ts";
import type { AskedRequest } from "./suite-result.ts";
import type { Endpoint, WireRequest } from "./target.ts";
import { directWay, type Way } from "./targets/way.ts";

export interface AskContext extends SuiteContext {
  readonly secrets: Secrets;
  readonly directory: string;
  readonly authorizerOf: (auth: Auth | undefined) => Authorizer | undefined;
  /** @throws Failure where the step would send a load to what is not the environment's own */
  readonly admitLoad: (step: Step, endpoint: Endpoint) => Promise<void>;
}

export interface Asked {
  readonly answer: Answer;
  readonly request: AskedRequest | undefined;
  /** What the report says beside a mismatch. */
  readonly note: string | undefined;
}

/**
 * @param step with captured values put in
 * @param asking told what is sent before it is sent: there may be no answer
 * @throws ExchangeError where no answer came; Failure for what waiting does not mend; the signal's reason
 */
export async function askStep(
  step: Step,
  endpoint: Endpoint,
  context: AskContext,
  asking: (request: AskedRequest) => void,
): Promise<Asked> {
  const { ask, timeoutMs } = step;
  if (ask.kind === "http") return askHttp(ask, timeoutMs, endpoint, context, asking);
  if (ask.protocol.isLoad === true) await context.admitLoad(step, endpoint);
  const authorizer = context.authorizerOf(undefined);
  const answer = await ask.protocol.run(ask.options, {
    endpoint,
    cluster: context.cluster,
    authorization: async (request) => (await authorizer?.headers(request, context.signal)) ?? {},
    timeoutMs,
    signal: context.signal,
    log: context.log,
    addSecret: (secret) => context.secrets.add(secret),
    directory: context.directory,
    previous: context.previous?.[step.name],
  });
  return { answer, request: undefined, note: undefined };
}

async function askHttp(
  ask: HttpRequest,
  timeoutMs: number,
  endpoint: Endpoint,
  context: AskContext,
  asking: (request: AskedRequest) => void,
): Promise<Asked> {
  const { method, location, repeat } = ask;
  const body = ask.json === undefined ? ask.body : JSON.stringify(ask.json);
  const url = addressOf(location, endpoint);
  const path = location.kind === "path" ? pathOf(location.path) : url.pathname + url.search;
  const own = location.kind === "path" ? await authorization(ask, { method, path, body }, context) : {};
  const wire: WireRequest = {
    method,
    path,
    headers: { ...own, ...ask.headers },
    body,
    timeoutMs,
    ...(ask.follow > 0 ? { maxRedirects: ask.follow } : {}),
    ...(ask.http === "2" ? { protocol: "h2" } : {}),
    ...(ask.fresh ? { freshConnection: true } : {}),
  };
  const elsewhere = location.kind === "path" ? undefined : wayTo(url, endpoint, context);
  const taken = { http: ask.http ?? ("1.1" as const), follow: ask.follow };
  const way = askedWay(url, elsewhere ?? endpoint.way, taken);
  const request = { method, url: url.href, headers: wire.headers, body, way };
  asking(request);
  const send = (): Promise<Answer> =>
    elsewhere === undefined ? endpoint.send(wire, context.signal) : exchange(elsewhere, wire, context.signal);
  let answer = await send();
  let count = 1;
  while (repeat !== undefined && count < repeat.times && !fitsStatus(answer.status, repeat.until)) {
    answer = await send();
    count += 1;
  }
  return { answer, request, note: repeat && `after ${count} requests` };
}

/** A URL beside the target: the client's certificate is for the target alone. */
function wayTo(url: URL, { way }: Endpoint, { networkFor }: AskContext): Way {
  const network = networkFor?.(url) ?? {};
  if (way?.dialCounts && way.origin === url.origin) return directWay(url.origin, network);
  return directWay(url.origin, { ...network, tls: { ca: network.tls?.ca } });
}

/** Captured values may be in it, so it is known only now. */
function addressOf(location: HttpRequest["location"], { way }: Endpoint): URL {
  const text = location.kind === "path" ? `${way?.origin ?? "http://target"}${pathOf(location.path)}` : location.url;
  const url = URL.parse(text);
  if (url?.protocol === "http:" || url?.protocol === "https:") return url;
  throw new ExchangeError("answering", `nothing can be asked at ${JSON.stringify(text)}`);
}

/** A captured Location may be a whole URL: the target is asked for its path. */
function pathOf(path: string): string {
  if (path.startsWith("/")) return path;
  const url = URL.parse(path);
  return url === null ? `/${path}` : url.pathname + url.search;
}

async function authorization(
  { auth }: HttpRequest,
  request: { method: string; path: string; body: string | undefined },
  context: AskContext,
): Promise<Readonly<Record<string, string>>> {
  if (auth === "none") return {};
  const authorizer = context.authorizerOf(auth);
  if (authorizer !== undefined) {
    const headers = await authorizer.headers(request, context.signal);
    for (const secret of authorizer.secrets) context.secrets.add(secret);
    const [, credentials] = /^\S+\s+(\S{8,})$/.exec(headers.authorization ?? "") ?? [];
    if (credentials !== undefined) context.secrets.add(credentials);
    return headers;
  }
  return context.token ? { authorization: `Bearer ${context.token}` } : {};
}
