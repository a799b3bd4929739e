// Which requests are sent to the endpoint?

import type { Question } from "./endpoint-seen.ts";
import { forgeTokens } from "./forge-tokens.ts";

export interface EndpointQuestions {
  /** Empty: the common ones are tried. `none`: nothing is asked. */
  readonly healthPaths: readonly string[];
  /** What only some may see. */
  readonly protectedPath: string | undefined;
  readonly token: string | undefined;
  readonly expiredToken: string | undefined;
  /** `https://orders.example.com`. */
  readonly origin: string;
  readonly foreignOrigin: string;
}

/** What is sent; its headers may hold a token, so they end here. */
export interface Posed {
  readonly question: Question;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Where the guides and the frameworks have them: one for all, Kubernetes' own, and those below /health. */
export const commonHealthPaths = [
  "/health",
  "/ready",
  "/startup",
  "/health/live",
  "/health/ready",
  "/health/startup",
  "/liveness",
  "/readiness",
] as const;

/** The insides that are asked for: a few that scanners ask for first, each known by what it says. */
export const internalPaths = [
  "/.env",
  "/.git/HEAD",
  "/actuator/env",
  "/debug/pprof/",
  "/debug/vars",
  "/metrics",
] as const;

export const missingPath = "/slipway/no/such/path";

/** All of them but the one over plain HTTP and those of the rate limit: at most thirty unless many health paths are named. Pure. */
export function questionsFor(given: EndpointQuestions): Posed[] {
  return [
    {
      question: { purpose: "root", variant: "", method: "GET", path: "" },
      headers: { accept: "text/html, application/json;q=0.9, */*;q=0.8", "accept-encoding": "gzip, br" },
    },
    ...foreignOrigins(given),
    ...healthPathsOf(given.healthPaths).map((path) => get("health", kindOfHealth(path), path)),
    ...protectedQuestions(given),
    ...errorQuestions(),
    ...internalPaths.map((path) => get("internal", path, path)),
    { question: { purpose: "trace", variant: "", method: "TRACE", path: "" }, headers: {} },
  ];
}

export function healthPathsOf(given: readonly string[]): readonly string[] {
  if (given.length === 1 && given[0] === "none") return [];
  return given.length === 0 ? commonHealthPaths : given;
}

/** What a health path is for, by its name. */
export function kindOfHealth(path: string): "live" | "ready" | "startup" | "health" {
  if (/ready|readiness|readyz/i.test(path)) return "ready";
  if (/live|liveness|alive/i.test(path)) return "live";
  return /startup|started/i.test(path) ? "startup" : "health";
}

function foreignOrigins({ origin, foreignOrigin }: EndpointQuestions): Posed[] {
  const host = new URL(origin).hostname;
  // What a comparison by prefix lets in, and what every sandboxed page sends.
  const others = [`https://${host}.foreign.example`, "null"];
  const preflight = { origin: foreignOrigin, "access-control-request-method": "PUT" };
  return [
    get("foreign-origin", foreignOrigin, "", { origin: foreignOrigin }),
    {
      question: { purpose: "foreign-origin", variant: foreignOrigin, method: "OPTIONS", path: "" },
      headers: preflight,
    },
    ...others.map((other) => get("foreign-origin", other, "", { origin: other })),
  ];
}

function protectedQuestions({ protectedPath, token, expiredToken }: EndpointQuestions): Posed[] {
  if (protectedPath === undefined) return [];
  const forged = forgeTokens(token);
  const asked = (variant: string, bearer?: string) =>
    get("protected", variant, protectedPath, bearer === undefined ? {} : { authorization: `Bearer ${bearer}` });
  return [
    asked("without credentials"),
    asked("broken token", forged.broken),
    asked("unsigned token", forged.unsigned),
    asked("expired token", expiredToken ?? forged.expired),
    ...(token === undefined ? [] : [asked("valid token", token)]),
  ];
}

/** None of them can change anything: they name nothing that is there, and what they carry does not parse. */
function errorQuestions(): Posed[] {
  const json = { accept: "application/json, application/problem+json" };
  return [
    get("error", "missing path", missingPath, json),
    get("error", "malformed path", "/slipway/%E0%A4%A", json),
    get("error", "null byte", `${missingPath}?id=%00'%22`, json),
    {
      question: { purpose: "error", variant: "malformed body", method: "POST", path: missingPath },
      headers: { ...json, "content-type": "application/json" },
      body: '{"',
    },
  ];
}

function get(
  purpose: Question["purpose"],
  variant: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Posed {
  return { question: { purpose, variant, method: "GET", path }, headers };
}
