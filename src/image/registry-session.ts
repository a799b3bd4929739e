// How is a registry asked: with its login, over redirects, and again where that helps?

import type { Readable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { durationText } from "../config/duration.ts";
import type { Log } from "../report/log.ts";
import { type RegistryCredentials, readCredentials } from "./docker-config.ts";
import { type RegistryAddress, registryUrl } from "./reference.ts";
import { authorise, readChallenge } from "./registry-auth.ts";
import { type Connection, openConnection } from "./registry-connection.ts";
import { isFull, isPassing, longestWait, saysFull, type Trouble, waitAfter } from "./registry-retry.ts";

export interface SessionOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** What the token that the registry's token service gives is for. */
  readonly access: "pull" | "pull,push";
  /** How often one thing is asked at most, the first time included; once unless given. */
  readonly attempts?: number | undefined;
  /** Where repetitions are told. */
  readonly log?: Log | undefined;
}

export interface SessionRequest {
  readonly method: "HEAD" | "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the repository (`manifests/1.4.0`), or the whole URL that the registry named. */
  readonly to: string | URL;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Made anew for each time that it is sent. */
  readonly body?: (() => Buffer | Readable) | undefined;
  /** Bytes of the answer that are read at most; 4 MiB, what registries take for a manifest, unless given. */
  readonly atMost?: number | undefined;
}

export interface SessionAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Where the answer came from. */
  readonly url: URL;
}

/** `passing`: may be another in a moment. `reason` is a phrase that begins with the registry. */
export class RegistryProblem extends Error {
  override readonly name = "RegistryProblem";
  readonly kind: "denied" | "full" | "passing" | "lasting";
  readonly reason: string;
  readonly trouble: Trouble | undefined;

  constructor(kind: RegistryProblem["kind"], reason: string, trouble?: Trouble, cause?: unknown) {
    super(reason, { cause });
    this.kind = kind;
    this.reason = reason;
    this.trouble = trouble;
  }
}

export interface RegistrySession {
  readonly registry: string;
  /** The repository below the registry. */
  readonly path: string;
  /**
   * Sends one request, with the login that the registry asks for.
   * @returns any answer below 500 but 401, 403, 408 and 429, which are thrown
   * @throws RegistryProblem
   */
  send(asked: SessionRequest): Promise<SessionAnswer>;
  /**
   * Does what `attempt` does until it succeeds, fails for good, or was tried often enough.
   * @param what a phrase for the log: `sending layer sha256:…`
   */
  persist<T>(what: string, attempt: () => Promise<T>): Promise<T>;
  /** How often something was done again. */
  retries(): number;
  close(): void;
}

/** One conversation with one repository, with the connections and logins of those before it. The caller closes it. */
export function openSession(place: { registry: string; path: string }, options: SessionOptions): RegistrySession {
  const { connection, logins } = sharedBy(options.env);
  const ended = new AbortController();
  const signal = AbortSignal.any([options.signal, ended.signal]);
  const state: State = {
    ...place,
    ...options,
    signal,
    connection,
    logins,
    retries: 0,
    underWay: undefined,
  };
  return {
    ...place,
    send: (asked) => send(state, asked),
    persist: (what, attempt) => persist(state, what, attempt),
    retries: () => state.retries,
    close() {
      // What still is under way beside a failure neither goes on nor waits to be tried again.
      ended.abort(new Error("the session has ended"));
    },
  };
}

interface Shared {
  readonly connection: Connection;
  readonly logins: Map<string, Login>;
}

interface Login {
  readonly authorization: string;
  /** Where the credentials come from, for the reader of a refusal. */
  readonly from: string | undefined;
}

/** By the environment, which says which proxy and whose credentials: one for each action that runs. */
const shared = new WeakMap<NodeJS.ProcessEnv, Shared>();
function sharedBy(env: NodeJS.ProcessEnv): Shared {
  const known = shared.get(env) ?? { connection: openConnection(env), logins: new Map() };
  shared.set(env, known);
  return known;
}

interface State extends SessionOptions {
  readonly registry: string;
  readonly path: string;
  readonly connection: Connection;
  /** Of all sessions of this environment. */
  readonly logins: Map<string, Login>;
  retries: number;
  /** The login that is being asked for. */
  underWay: Promise<void> | undefined;
}

function loginOf(state: State): Login | undefined {
  return state.logins.get(loginName(state));
}

/** A token is for one repository, and for reading only or for both. */
function loginName({ registry, path, access }: State): string {
  return `${registry} ${path} ${access}`;
}

async function persist<T>(state: State, what: string, attempt: () => Promise<T>): Promise<T> {
  const most = state.attempts ?? 1;
  for (let count = 1; ; count += 1) {
    try {
      return await attempt();
    } catch (error) {
      state.signal.throwIfAborted();
      if (!(error instanceof RegistryProblem) || error.kind !== "passing") throw error;
      const pause = error.trouble === undefined ? 0 : waitAfter(count, error.trouble, Date.now(), Math.random());
      if (count >= most || pause > longestWait) throw givenUp(error, count, pause);
      state.retries += 1;
      state.log?.info(
        `${what}: ${error.reason}. Once more in ${durationText(pause)} (attempt ${count + 1} of ${most}).`,
      );
      await pauseFor(pause, state.signal);
    }
  }
}

async function send(state: State, asked: SessionRequest): Promise<SessionAnswer> {
  const used = loginOf(state);
  let answer = await exchange(state, asked);
  if (answer.status === 401) {
    // The first one, or a token that ended since: asked for once more, and no more than that. What is sent beside it
    // waits for the same login, or has it already.
    if (loginOf(state) === used) {
      state.underWay ??= logIn(state, answer.headers["www-authenticate"] ?? "").finally(() => {
        state.underWay = undefined;
      });
      await state.underWay;
    }
    answer = await exchange(state, asked);
  }
  const { status } = answer;
  if (status === 401 || status === 403) throw new RegistryProblem("denied", refusal(state, asked, answer));
  const trouble: Trouble = {
    kind: "status",
    status,
    retryAfter: answer.headers["retry-after"] ?? "",
    text: answer.body.toString("utf8", 0, 4096),
  };
  const reason = `${state.registry} answered ${status} for ${subject(state, asked)}${saying(answer)}`;
  if (isFull(trouble)) throw new RegistryProblem("full", reason, trouble);
  if (isPassing(trouble)) throw new RegistryProblem("passing", reason, trouble);
  if (status >= 500) throw new RegistryProblem("lasting", reason, trouble);
  return answer;
}

async function exchange(state: State, asked: SessionRequest): Promise<SessionAnswer> {
  const base = new URL(`${registryUrl(state.registry)}/v2/${state.path}/`);
  let url = new URL(asked.to, base);
  for (let hops = 0; ; hops += 1) {
    // Whom else the registry names (its storage) gets no login of the registry's.
    const authorization = url.origin === base.origin ? loginOf(state)?.authorization : undefined;
    const answer = await exchangeOnce(state, asked, url, authorization);
    const location = answer.headers.location;
    const moved =
      [301, 302, 303, 307, 308].includes(answer.status) && (asked.method === "GET" || asked.method === "HEAD");
    if (!moved || location === undefined) return answer;
    if (hops === 5) throw new RegistryProblem("lasting", `${state.registry} redirects in a circle`);
    url = new URL(location, url);
  }
}

async function exchangeOnce(
  state: State,
  asked: SessionRequest,
  url: URL,
  authorization: string | undefined,
): Promise<SessionAnswer> {
  const { method, body } = asked;
  const headers = {
    "user-agent": "slipway",
    ...asked.headers,
    ...(authorization === undefined ? {} : { authorization }),
  };
  try {
    const answer = await state.connection(url, { method, headers, signal: state.signal, body: body?.() });
    const bytes = await readAtMost(answer.body, asked.atMost ?? 4 * 1024 ** 2, url);
    return { status: answer.status, headers: firstValues(answer.headers), body: bytes, url };
  } catch (error) {
    throw unreachable(state, error);
  }
}

async function logIn(state: State, header: string): Promise<void> {
  const { registry, path, signal } = state;
  const credentials = await readCredentials(registry, state.env, signal);
  const from = sourceOf(credentials);
  const challenge = readChallenge(header);
  const scoped = challenge === undefined ? undefined : { ...challenge, scope: scopeOf(challenge.scope, state) };
  const address: RegistryAddress = { registry, path, version: "" };
  const answer = await authorise(address, scoped, credentials, { signal, connection: state.connection }).catch(
    (error: unknown) => {
      throw unreachable(state, error);
    },
  );
  if (answer.kind === "header") {
    state.logins.set(loginName(state), { authorization: answer.value, from });
    return;
  }
  const problem = credentials.kind === "none" && credentials.problem ? ` (${credentials.problem})` : "";
  throw new RegistryProblem(
    "denied",
    `${registry} ${answer.reason}${problem}${from === undefined ? "" : `, which come from ${from}`}`,
  );
}

/** A challenge to a question asks for reading only, and the same token is to write as well; one for a mount names both repositories. */
function scopeOf(scope: string, { path, access }: State): string {
  if (access === "pull") return scope;
  const others = scope.split(" ").filter((part) => part !== "" && !part.startsWith(`repository:${path}:`));
  return [`repository:${path}:${access}`, ...others].join(" ");
}

function sourceOf(credentials: RegistryCredentials): string | undefined {
  return credentials.kind === "none" ? undefined : credentials.from;
}

function refusal(state: State, asked: SessionRequest, answer: SessionAnswer): string {
  const from = loginOf(state)?.from;
  const whose = from === undefined ? "" : ` with the credentials from ${from}`;
  const what = state.access === "pull" ? `show ${subject(state, asked)}` : `take ${state.path}`;
  return `${state.registry} refuses to ${what}${whose} (${answer.status})${saying(answer)}`;
}

/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#error-codes */
const errorsSchema = z.object({
  errors: z.array(z.object({ message: z.string().optional(), detail: z.unknown().optional() })).min(1),
});

/** What the registry itself says about it, in short. */
function saying(answer: SessionAnswer): string {
  const parsed = errorsSchema.safeParse(parseJson(answer.body));
  const first = parsed.success ? parsed.data.errors[0] : undefined;
  const detail = typeof first?.detail === "string" ? first.detail : JSON.stringify(first?.detail ?? "");
  const inWords = detail.replace(/^\{.*"Path":"([^"]*)","Err":(?:28|122)\}.*$/s, "no space left for $1");
  const text = [first?.message ?? "", saysFull(detail) ? inWords : ""].filter((part) => part !== "").join(": ");
  return text === "" ? "" : `: ${text.replaceAll(/\s+/g, " ").slice(0, 200)}`;
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return undefined;
  }
}

function subject({ path }: State, { to }: SessionRequest): string {
  if (typeof to !== "string") return `an upload to ${path}`;
  const [kind, version = ""] = to.split("/");
  return kind === "manifests" ? `${path} ${version}` : `${path} (${to.replace(/\/$/, "")})`;
}

function unreachable(state: State, error: unknown): unknown {
  if (state.signal.aborted || error instanceof RegistryProblem) return error;
  const root = rootOf(error);
  const code = (root as { code?: unknown }).code;
  const trouble: Trouble = { kind: "connection", code: typeof code === "string" ? code : "" };
  const message = (root instanceof Error ? root.message : String(root)).trim();
  if (/wrong version number|packet length too long/.test(message)) {
    const reason = `${state.registry} answers without TLS, and only a registry of this machine (localhost, 127.0.0.1) is asked without it`;
    return new RegistryProblem("lasting", reason, trouble, error);
  }
  const reason = `${state.registry} cannot be reached: ${message}`;
  return new RegistryProblem(isPassing(trouble) ? "passing" : "lasting", reason, trouble, error);
}

function givenUp(error: RegistryProblem, count: number, pause: number): RegistryProblem {
  const times = count === 1 ? "" : `, also after ${count} attempts`;
  const asks = pause > longestWait ? `, and asks to come back in ${durationText(pause)}` : "";
  return new RegistryProblem("lasting", `${error.reason}${times}${asks}`, error.trouble, error);
}

async function readAtMost(body: AsyncIterable<Buffer>, most: number, url: URL): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > most) throw new RegistryProblem("lasting", `${url.host} answers with more than ${most} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function pauseFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  await wait(milliseconds, undefined, { signal }).catch(() => signal.throwIfAborted());
}

function firstValues(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      const first = Array.isArray(value) ? value[0] : value;
      return first === undefined ? [] : [[name, first]];
    }),
  );
}

function rootOf(error: unknown): unknown {
  if (error instanceof AggregateError && error.errors.length > 0) return rootOf(error.errors[0]);
  if (error instanceof Error && error.cause !== undefined) return rootOf(error.cause);
  return error;
}
