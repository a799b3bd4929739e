// How does an IngressRoute send requests with a header to the candidate?

import { isDeepStrictEqual } from "node:util";
import type { Entry, Naming } from "./entries.ts";
import type { HeaderRule, SavedPart } from "./router.ts";

/** A rule of an IngressRoute with the Services that it leads to. */
export interface Route {
  readonly match?: string;
  readonly priority?: number;
  readonly syntax?: string;
  readonly services?: readonly Entry[];
  readonly [field: string]: unknown;
}

/**
 * The same rule, middlewares and options with the header beside them. It wins over its own rule by one point: what wins
 * over that one by more, because its rule is longer or its priority higher, still does.
 * https://doc.traefik.io/traefik/reference/routing-configuration/http/routing/rules-and-priority/
 */
export function headerRoute(route: Route, header: HeaderRule, naming: Naming, apiVersion: string): Route {
  const { match = "", priority, services = [] } = route;
  const { matcher, syntax } = wordsFor(route, apiVersion);
  const own = priority === undefined || priority === 0 ? Buffer.byteLength(match) : priority;
  const candidates = services.filter(naming.isStable).map(({ weight: _, ...entry }) => naming.candidateOf(entry));
  return {
    ...route,
    ...syntax,
    match: `(${match}) && ${matcher}(${quoted(header.name)}, ${quoted(header.value)})`,
    priority: own + 1,
    services: candidates,
  };
}

/** Ours, or the user's own for the candidate alone. */
export function isForCandidate({ services = [] }: Route, naming: Naming): boolean {
  return services.length > 0 && services.every(naming.isCandidate);
}

export function wasThere(route: Route, parts: readonly SavedPart[]): boolean {
  return parts.some(({ value }) => isDeepStrictEqual(value, route));
}

/** The header of the rule that leads to the candidate. */
export function headerOf(routes: readonly Route[], naming: Naming): HeaderRule | undefined {
  const rule = routes.find((route) => isForCandidate(route, naming) && ours.test(route.match ?? ""));
  const [, name = "", value = ""] = ours.exec(rule?.match ?? "") ?? [];
  return rule === undefined ? undefined : { name: unquoted(name), value: unquoted(value) };
}

const text = '(`[^`]*`|"(?:[^"\\\\]|\\\\.)*")';
const ours = new RegExp(`^\\(.*\\) && Headers?\\(${text}, ${text}\\)$`, "s");

/** What only Traefik 3 understands, and what only Traefik 2 does. */
const onlyThree = /\b(?:Header|HeaderRegexp|QueryRegexp|PathRegexp)\(|\bQuery\([^,()]+,|\bHostRegexp\((?![^)]*\{)/;
const onlyTwo = /\b(?:Headers|HeadersRegexp|HostHeader)\(|\{[^}]*\}/;

/**
 * Traefik 2 calls it `Headers`, Traefik 3 `Header`; the object does not say which one reads it. Where the user's rule does
 * not tell either, the rule is Traefik 2's and says so in `syntax`, which Traefik 3 goes by and the definitions of
 * Traefik 2 leave out.
 * https://doc.traefik.io/traefik/migrate/v2-to-v3-details/#router-rule-matchers
 */
function wordsFor({ match = "", syntax }: Route, apiVersion: string): { matcher: string; syntax: { syntax?: string } } {
  const two = { matcher: "Headers", syntax: {} };
  const three = { matcher: "Header", syntax: {} };
  if (syntax !== undefined) return syntax === "v2" ? two : three;
  // Traefik 3 does not know this group any more.
  if (apiVersion.startsWith("traefik.containo.us/")) return two;
  if (onlyThree.test(match)) return three;
  return onlyTwo.test(match) ? two : { matcher: "Headers", syntax: { syntax: "v2" } };
}

function quoted(value: string): string {
  return value.includes("`") ? JSON.stringify(value) : `\`${value}\``;
}

function unquoted(value: string): string {
  return value.startsWith("`") ? value.slice(1, -1) : (JSON.parse(value) as string);
}
