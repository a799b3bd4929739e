// Which inputs say what is asked of the service's endpoint, and how is it reached?

import { z } from "zod";
import { lines, wholeNumber } from "../config/input.ts";
import type { Job } from "../github/job.ts";
import { Failure } from "../report/failure.ts";
import type { EndpointSeen } from "../validation/endpoint/endpoint-seen.ts";
import type { EndpointRequest } from "../validation/endpoint/observe-endpoint.ts";
import type { EndpointTransport } from "../validation/endpoint/transport.ts";
import type { Observation } from "../validation/observation.ts";
import { httpUrl } from "./http-url.ts";

const path = z.string().startsWith("/", "a path starts with /");

/** Spread into the inputs of validate-production. Nothing is asked without `endpoint`. */
export const endpointInputs = {
  endpoint: z.union([z.literal(""), httpUrl]).default(""),
  "health-paths": lines()
    .refine((paths) => paths.every((one) => one.startsWith("/") || one === "none"), "Begin each with /, or write none.")
    .default([]),
  "protected-path": z.union([z.literal(""), path]).default(""),
  "endpoint-token": z.string().default(""),
  "expired-token": z.string().default(""),
  version: z.string().default(""),
  "version-header": z.string().default("x-deployment-version"),
  "foreign-origin": z
    .string()
    .regex(/^https?:\/\/[^/]+$/, "an origin is scheme://host, without a path")
    .default("https://foreign.example"),
  "rate-limit-budget": wholeNumber({ min: 1, max: 500 }).optional(),
  resolve: lines().default([]),
  proxy: z.string().optional(),
  ca: z.string().optional(),
};

const schema = z.object(endpointInputs);
export type EndpointInputs = z.infer<typeof schema>;

/**
 * Asks the endpoint; nothing where none is given.
 * @throws Failure for a CA that is no PEM, an entry of `resolve` that does not parse, or what makes no sense without `endpoint`
 */
export async function observeGivenEndpoint(
  given: EndpointInputs,
  job: Job,
): Promise<Observation<EndpointSeen> | undefined> {
  for (const secret of [given["endpoint-token"], given["expired-token"]]) job.mask(secret);
  if (given.endpoint === "") return refuseWithoutEndpoint(given);
  const { observeEndpoint } = await import("../validation/endpoint/observe-endpoint.ts");
  const transport = await openTransport(given, job);
  try {
    return await observeEndpoint(requestOf(given), { log: job.log, signal: job.signal, transport });
  } finally {
    await transport.close();
  }
}

export function requestOf(given: EndpointInputs): EndpointRequest {
  return {
    url: given.endpoint,
    healthPaths: given["health-paths"],
    protectedPath: orNothing(given["protected-path"]),
    token: orNothing(given["endpoint-token"]),
    expiredToken: orNothing(given["expired-token"]),
    version: orNothing(given.version),
    versionHeader: given["version-header"].trim().toLowerCase(),
    foreignOrigin: given["foreign-origin"],
    rateLimitBudget: given["rate-limit-budget"],
  };
}

/** The ways of the smoke tests: the same proxies, names that lead elsewhere, and trust. */
export async function openTransport(
  given: Pick<EndpointInputs, "resolve" | "proxy" | "ca">,
  { env, run }: Pick<Job, "env" | "run">,
): Promise<EndpointTransport> {
  const [{ readNetworks }, { openHttp }, { directWay }, { ExchangeError, OutOfTime, wordsFor }, { TransportError }] =
    await Promise.all([
      import("../smoke/targets/inputs.ts"),
      import("../smoke/protocols/http.ts"),
      import("../smoke/targets/way.ts"),
      import("../smoke/protocols/exchange-error.ts"),
      import("../validation/endpoint/transport.ts"),
    ]);
  const surroundings = { env, directory: run.workspace, mask: () => undefined, openCluster: neverOpened };
  const networkFor = await readNetworks(given, surroundings);
  const ways = (origin: string) => directWay(origin, networkFor(new URL(origin)));
  const sessions = new Map<string, ReturnType<typeof openHttp>>();
  const told = (error: unknown) => {
    const cause = error instanceof ExchangeError ? error.cause : error;
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    // A filter that drops what comes is as silent as nothing at all.
    const isFiltered = error instanceof ExchangeError && error.phase === "connecting" && cause instanceof OutOfTime;
    return new TransportError(wordsFor(error), isFiltered || noConnection.has(code), error);
  };
  return {
    ca: networkFor(new URL("https://localhost")).tls?.ca,
    async send(origin, message, signal) {
      const session = sessions.get(origin) ?? openHttp(ways(origin));
      sessions.set(origin, session);
      try {
        return await session.send({ ...message, body: message.body, maxBodyBytes: 256 * 1024 }, signal);
      } catch (error) {
        signal.throwIfAborted();
        throw told(error);
      }
    },
    async dial(origin, signal) {
      try {
        return await ways(origin).dial(undefined, signal);
      } catch (error) {
        signal.throwIfAborted();
        throw told(error);
      }
    },
    words: wordsFor,
    close: async () => {
      await Promise.all([...sessions.values()].map((session) => session.close()));
    },
  };
}

/** Nothing listens there, or nothing is let through. */
const noConnection: ReadonlySet<string> = new Set(["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "ETIMEDOUT"]);

function neverOpened(): never {
  throw new Error("an endpoint is reached without the cluster");
}

function refuseWithoutEndpoint(given: EndpointInputs): undefined {
  const lonely = (["protected-path", "endpoint-token", "rate-limit-budget"] as const).find(
    (name) => (given[name] ?? "") !== "",
  );
  if (lonely === undefined) return undefined;
  throw new Failure({
    attempted: `reading the input "${lonely}"`,
    found: 'it is given without "endpoint", so nobody is asked',
    advice: 'Give the URL of the environment, as its users reach it, in "endpoint".',
  });
}

function orNothing(text: string): string | undefined {
  return text === "" ? undefined : text;
}
