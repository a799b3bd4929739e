// What may be known of a value without knowing the value?

import { entropyBits } from "./entropy.ts";
import { environmentsIn } from "./environments.ts";
import { isDefaultPassword, isKnownExample } from "./known-values.ts";
import { connectionsIn, type NamedConnection } from "./named-connections.ts";

/**
 * All that the checks see of a value: lengths, judgements and words of closed lists. A secret cannot be put together
 * from it, so it may stand in evidence, reports and logs.
 */
export interface ValueFacts {
  readonly bytes: number;
  /** A guess from above: how hard it is to guess at most. */
  readonly entropyBits: number;
  readonly isExample: boolean;
  readonly isDefaultPassword: boolean;
  /** A private key in PEM: its length says nothing. */
  readonly isPem: boolean;
  /** Whether it begins or ends in white space, as what `echo | base64` makes. */
  readonly hasEdgeSpace: boolean;
  /** Of a closed list: `true`, `debug`, `json`, `production`. */
  readonly word: string | undefined;
  /** What it is to a logger: the level for all that has no level of its own, or the chattiest where there is none. */
  readonly logLevel: string | undefined;
  /** The parts of a list, each a word of a closed list. */
  readonly wildcard: boolean;
  readonly connections: readonly NamedConnection[];
  /** Of a name without a scheme: `staging` for `db.staging.example.com`. */
  readonly environments: readonly string[];
  readonly isLoopback: boolean;
  /** `sk_test_…` and its like: a key of a provider's sandbox. */
  readonly isTestKey: boolean;
  /** Whether it opens a debugger: `--inspect`, `jdwp`. */
  readonly opensDebugger: boolean;
  /** Where it is no secret: a plain number, and a path. */
  readonly number: number | undefined;
  readonly path: string | undefined;
  /** Where else the same value stands: namespaces of other environments. */
  readonly alsoIn: readonly string[];
}

const words = new Set(
  `true false yes no on off 0 1 t f y n enabled disabled none null strict lax
  trace debug verbose info notice warn warning error critical fatal panic silent off all silly
  json logfmt ecs gelf structured cloud stackdriver text plain pretty console compact full human simple color common combined
  production prod staging stage development dev develop test testing local qa release
  disable allow prefer require verify-ca verify-full disabled preferred required verify_ca verify_identity`.split(
    /\s+/,
  ),
);

const levels = [
  "trace",
  "debug",
  "verbose",
  "silly",
  "all",
  "info",
  "notice",
  "warn",
  "warning",
  "error",
  "fatal",
  "off",
];
const hostLike = /^[a-z0-9](?:[\w.-]*[a-z0-9])?(?::\d+)?$/i;
const loopbackName = /^(?:localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)(?::\d+)?$/i;

/** @param isSecret keeps numbers and paths out too */
export function factsOf(text: string, isSecret: boolean): ValueFacts {
  const value = text.trim();
  const parts = value.split(",").map((part) => part.trim());
  const isHosts = parts.every((part) => part.length <= 253 && hostLike.test(part));
  const connections = connectionsIn(value);
  const lower = value.toLowerCase();
  return {
    bytes: Buffer.byteLength(value),
    entropyBits: entropyBits(value),
    isExample: isKnownExample(value),
    isDefaultPassword: isDefaultPassword(value) || connections.some((one) => one.hasDefaultPassword),
    isPem: /^-----BEGIN [A-Z ]+-----/.test(value),
    hasEdgeSpace: text !== value,
    word: words.has(lower) ? lower : undefined,
    logLevel: logLevelOf(lower),
    wildcard: originsIn(value).some((origin) => origin === "*" || origin === "null"),
    connections,
    environments: isHosts ? environmentsIn(value) : [],
    isLoopback: isHosts && parts.some((part) => loopbackName.test(part)),
    isTestKey: /^(?:sk|pk|rk|whsec)_test_/.test(value),
    opensDebugger: /--inspect(?:-brk)?\b|-agentlib:jdwp|-Xrunjdwp/.test(value),
    number: !isSecret && /^\d{1,12}$/.test(value) ? Number(value) : undefined,
    path: !isSecret && /^\/[\w./-]+$/.test(value) ? value : undefined,
    alsoIn: [],
  };
}

/** `debug`, or the directives of RUST_LOG: in `info,hyper=debug` only a library is loud. */
function logLevelOf(value: string): string | undefined {
  const directives = value.split(",").map((part) => part.trim());
  const general = directives.find((directive) => levels.includes(directive));
  if (general !== undefined) return general;
  const own = directives.map((directive) => /=(\w+)$/.exec(directive)?.[1] ?? "").filter((one) => levels.includes(one));
  return levels.find((level) => own.includes(level));
}

/** A list between commas or spaces, or as JSON. */
function originsIn(value: string): string[] {
  return value
    .replace(/^\[|\]$/g, "")
    .split(/[\s,]+/)
    .map((part) => part.replace(/^["']|["']$/g, ""));
}
