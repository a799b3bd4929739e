// What proves the checks of the service's settings?

import { readManifests } from "../../../../src/manifests/read-objects.ts";
import type { ConfigurationSeen, Source } from "../../../../src/validation/configuration/seen.ts";
import { readSource } from "../../../../src/validation/configuration/sources.ts";
import type { Observations } from "../../../../src/validation/observations.ts";
import { type Proof, subjectFrom } from "./proof.ts";

/** Base64 of 48 bytes that no generator of ours gives twice. */
const strong = "q7Vn2LxW9dRk4TzB1mYc8HsJ0pFgU6aEoNiXvQrKt3DwCjZbMuPyShGlA5eOf+/9";

function container(env: string, more = ""): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: orders, namespace: shop }
spec:
  template:
    spec:
      containers:
        - name: orders
          env:
${env
  .trim()
  .split("\n")
  .map((line) => `            - ${line.trim()}`)
  .join("\n")}
${more}`;
}

const literal = (name: string, value: string) => `{ name: ${name}, value: ${JSON.stringify(value)} }`;
const secret = (name: string, key: string) =>
  `{ name: ${name}, valueFrom: { secretKeyRef: { name: db, key: ${key} } } }`;

function seen(keys: Readonly<Record<string, string>>, changes: Partial<ConfigurationSeen> = {}): Observations {
  const object = { apiVersion: "v1", kind: "Secret", metadata: { name: "db" }, stringData: keys };
  const sources = new Map<string, Source>([["Secret shop/db", readSource(object)]]);
  return { configuration: { kind: "seen", value: { environment: "production", sources, compared: [], ...changes } } };
}

const inSecret = (name: string, value: string) =>
  subjectFrom(container(secret(name, "it")), undefined, seen({ it: value }));
const plain = (name: string, value: string) => subjectFrom(container(literal(name, value)));

const mounted = `          volumeMounts: [{ name: keys, mountPath: /run/secrets }]
      volumes: [{ name: keys, secret: { secretName: db, items: [{ key: jwt, path: jwt_key }] } }]
`;

const shared = (value: string, elsewhere: readonly string[]) => {
  const object = { apiVersion: "v1", kind: "Secret", metadata: { name: "db" }, stringData: { it: value } };
  const source = readSource(object, (_key, _text, facts) => ({ ...facts, alsoIn: elsewhere }));
  const changes = { sources: new Map([["Secret shop/db", source]]), compared: ["staging"] };
  return seen({}, changes);
};

export const configurationProofs: readonly Proof[] = [
  { check: "configuration/secret-length", verdict: "pass", case: "48 bytes", subject: inSecret("JWT_SECRET", strong) },
  {
    check: "configuration/secret-length",
    verdict: "near-pass",
    case: "a short file name, whose file is long",
    subject: subjectFrom(
      container(literal("JWT_SECRET_KEY", "/run/secrets/jwt_key"), mounted),
      undefined,
      seen({ jwt: strong }),
    ),
  },
  {
    check: "configuration/secret-length",
    verdict: "near-fail",
    case: "a long file name, whose file is short",
    subject: subjectFrom(
      container(literal("JWT_SECRET_KEY", "/run/secrets/jwt_key"), mounted),
      undefined,
      seen({ jwt: "q7Vn2LxW9dRk4TzB1mYc8HsJ0pFgU6a" }),
    ),
    evidence: "JWT_SECRET_KEY (Secret shop/db, key jwt) is 31 bytes long, of at least 32",
  },
  {
    check: "configuration/secret-length",
    verdict: "fail",
    case: "8 bytes",
    subject: inSecret("SESSION_SECRET", "q7Vn2LxW"),
  },

  { check: "configuration/secret-example", verdict: "pass", case: "random", subject: inSecret("JWT_SECRET", strong) },
  {
    check: "configuration/secret-example",
    verdict: "near-pass",
    case: "the word example inside of a random value",
    subject: inSecret("JWT_SECRET", `exampleQ${strong}`),
  },
  {
    check: "configuration/secret-example",
    verdict: "near-fail",
    case: "long enough, and from a guide",
    subject: plain("SESSION_SECRET", "long-random-string-minimum-32-chars"),
    evidence: "SESSION_SECRET is a placeholder or a known example",
  },
  {
    check: "configuration/secret-example",
    verdict: "fail",
    case: "a Secret of the manifests whose placeholder was never replaced",
    subject: subjectFrom(
      `${container(secret("JWT_SECRET_KEY", "jwt-secret"))}---
apiVersion: v1
kind: Secret
metadata: { name: db, namespace: shop }
data: { jwt-secret: <base64-encoded-jwt-secret> }
`,
    ),
    evidence: "placeholder",
  },

  { check: "configuration/secret-entropy", verdict: "pass", case: "random", subject: inSecret("JWT_SECRET", strong) },
  {
    check: "configuration/secret-entropy",
    verdict: "near-pass",
    case: "only hexadecimal digits, but random",
    subject: inSecret("JWT_SECRET", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
  },
  {
    check: "configuration/secret-entropy",
    verdict: "near-fail",
    case: "a random word, four times",
    subject: inSecret("JWT_SECRET", "q7Vn2LxWq7Vn2LxWq7Vn2LxWq7Vn2LxW"),
  },
  {
    check: "configuration/secret-entropy",
    verdict: "fail",
    case: "a run",
    subject: inSecret("JWT_SECRET", "a".repeat(40)),
  },

  { check: "configuration/secret-whitespace", verdict: "pass", case: "none", subject: inSecret("DB_PASSWORD", strong) },
  {
    check: "configuration/secret-whitespace",
    verdict: "near-pass",
    case: "a space inside",
    subject: inSecret("DB_PASSWORD", "correct horse battery staple"),
  },
  {
    check: "configuration/secret-whitespace",
    verdict: "near-fail",
    case: "a line break that echo made",
    subject: inSecret("DB_PASSWORD", `${strong}\n`),
  },
  {
    check: "configuration/secret-whitespace",
    verdict: "fail",
    case: "a space before",
    subject: inSecret("API_KEY", " k"),
  },

  {
    check: "configuration/default-password",
    verdict: "pass",
    case: "random",
    subject: inSecret("DATABASE_URL", "postgres://orders:q7Vn2LxW9dRk@db/orders"),
  },
  {
    check: "configuration/default-password",
    verdict: "near-pass",
    case: "password as a part of it",
    subject: inSecret("DB_PASSWORD", "password-q7Vn2LxW9dRk"),
  },
  {
    check: "configuration/default-password",
    verdict: "near-fail",
    case: "the user's own name",
    subject: inSecret("DATABASE_URL", "postgres://orders:orders@db/orders"),
  },
  {
    check: "configuration/default-password",
    verdict: "fail",
    case: "the guide's",
    subject: plain("DATABASE_URL", "postgresql://postgres:password@postgres:5432/eventcore"),
    evidence: "DATABASE_URL holds a default password",
  },

  {
    check: "configuration/database-tls",
    verdict: "pass",
    case: "verified",
    subject: inSecret("DATABASE_URL", "postgres://a:b@db/orders?sslmode=verify-full"),
  },
  {
    check: "configuration/database-tls",
    verdict: "near-pass",
    case: "said beside the URL",
    subject: subjectFrom(
      container(`${literal("DATABASE_URL", "postgres://a@db/orders")}\n${literal("PGSSLMODE", "verify-full")}`),
    ),
  },
  {
    check: "configuration/database-tls",
    verdict: "near-fail",
    case: "TLS where the server offers it",
    subject: inSecret("DATABASE_URL", "host=db dbname=orders sslmode=prefer"),
    evidence: "allows a connection without TLS",
  },
  {
    check: "configuration/database-tls",
    verdict: "fail",
    case: "the guide's",
    subject: plain("DATABASE_URL", "postgres://postgres:password@db:5432/tracks?sslmode=disable"),
  },

  { check: "configuration/cookie-flags", verdict: "pass", case: "on", subject: plain("SESSION_SECURE", "true") },
  {
    check: "configuration/cookie-flags",
    verdict: "near-pass",
    case: "a CSRF cookie that the page's script reads",
    subject: subjectFrom(
      container(`${literal("CSRF_COOKIE_HTTPONLY", "false")}\n${literal("SESSION_COOKIE_HTTPONLY", "1")}`),
    ),
  },
  {
    check: "configuration/cookie-flags",
    verdict: "near-fail",
    case: "a number for off",
    subject: plain("SESSION_COOKIE_SECURE", "0"),
    evidence: "SESSION_COOKIE_SECURE switches the flag off",
  },
  {
    check: "configuration/cookie-flags",
    verdict: "fail",
    case: "SameSite none",
    subject: plain("SESSION_SAME_SITE", "None"),
  },

  {
    check: "configuration/cors-origins",
    verdict: "pass",
    case: "one origin",
    subject: plain("CORS_ALLOWED_ORIGINS", "https://myapp.com"),
  },
  {
    check: "configuration/cors-origins",
    verdict: "near-pass",
    case: "all hosts of one's own domain",
    subject: plain("CORS_ORIGINS", "https://*.example.com"),
  },
  {
    check: "configuration/cors-origins",
    verdict: "near-fail",
    case: "one of a list",
    subject: plain("CORS_ORIGINS", '["https://app.example.com", "*"]'),
    evidence: "allows every origin",
  },
  { check: "configuration/cors-origins", verdict: "fail", case: "all", subject: plain("CORS_ORIGIN", "*") },

  { check: "configuration/debug-off", verdict: "pass", case: "info", subject: plain("LOG_LEVEL", "info") },
  {
    check: "configuration/debug-off",
    verdict: "near-pass",
    case: "one library is loud",
    subject: plain("RUST_LOG", "info,hyper=debug"),
  },
  {
    check: "configuration/debug-off",
    verdict: "near-fail",
    case: "the service's own part, and nothing said of the rest",
    subject: plain("RUST_LOG", "orders=debug"),
  },
  {
    check: "configuration/debug-off",
    verdict: "fail",
    case: "on",
    subject: plain("APP_DEBUG", "true"),
    evidence: "APP_DEBUG",
  },
  {
    check: "configuration/debug-off",
    verdict: "fail",
    case: "a debugger",
    subject: plain("NODE_OPTIONS", "--max-old-space-size=512 --inspect=0.0.0.0"),
    evidence: "opens a debugger",
  },
  { check: "configuration/debug-off", verdict: "fail", case: "a mode", subject: plain("NODE_ENV", "development") },

  { check: "configuration/log-format", verdict: "pass", case: "json", subject: plain("LOG_FORMAT", "json") },
  { check: "configuration/log-format", verdict: "near-pass", case: "logfmt", subject: plain("LOG_FORMAT", "logfmt") },
  { check: "configuration/log-format", verdict: "near-fail", case: "compact", subject: plain("LOG_FORMAT", "compact") },
  { check: "configuration/log-format", verdict: "fail", case: "text", subject: plain("LOGGING_FORMAT", "text") },

  {
    check: "configuration/other-environment",
    verdict: "pass",
    case: "its own",
    subject: plain("REDIS_URL", "redis://cache.prod.example.com:6379"),
  },
  {
    check: "configuration/other-environment",
    verdict: "near-pass",
    case: "a sidecar listens on the machine itself",
    subject: subjectFrom(
      container(literal("DATABASE_URL", "postgres://a@127.0.0.1/orders"), "        - { name: proxy, image: p }\n"),
    ),
  },
  {
    check: "configuration/other-environment",
    verdict: "near-pass",
    case: "a word that only holds one",
    subject: plain("API_URL", "https://devices.latest.example.com"),
  },
  {
    check: "configuration/other-environment",
    verdict: "near-fail",
    case: "the database's name alone",
    subject: inSecret("DATABASE_URL", "postgres://a:b@db.example.com/orders_staging"),
    evidence: "DATABASE_URL (Secret shop/db, key it) names a place in staging, and this is production",
  },
  {
    check: "configuration/other-environment",
    verdict: "fail",
    case: "the machine itself",
    subject: plain("REDIS_URL", "redis://localhost:6379"),
  },
  {
    check: "configuration/other-environment",
    verdict: "fail",
    case: "production's in staging",
    subject: subjectFrom(
      container(literal("DB_HOST", "db.prod.example.com")),
      undefined,
      seen({}, { environment: "staging-eu" }),
    ),
    evidence: "names a place in production, and this is staging",
  },
  {
    check: "configuration/other-environment",
    verdict: "fail",
    case: "a key of a sandbox",
    subject: inSecret("STRIPE_API_KEY", "sk_test_4eC39HqLyjWDarjtT1zdp7dc"),
    evidence: "test mode",
  },
  {
    check: "configuration/other-environment",
    verdict: "fail",
    case: "it says so",
    subject: plain("APP_ENV", "staging"),
  },

  { check: "configuration/protection-off", verdict: "pass", case: "on", subject: plain("FORCE_HTTPS", "true") },
  {
    check: "configuration/protection-off",
    verdict: "near-pass",
    case: "a switch of danger that is off",
    subject: plain("TLS_SKIP_VERIFY", "false"),
  },
  {
    check: "configuration/protection-off",
    verdict: "near-fail",
    case: "no limit at all",
    subject: plain("RATE_LIMIT_PER_MINUTE", "0"),
  },
  {
    check: "configuration/protection-off",
    verdict: "fail",
    case: "certificates are not verified",
    subject: plain("NODE_TLS_REJECT_UNAUTHORIZED", "0"),
  },

  {
    check: "configuration/shared-secret",
    verdict: "pass",
    case: "its own",
    subject: subjectFrom(container(secret("JWT_SECRET", "it")), undefined, shared(strong, [])),
  },
  {
    check: "configuration/shared-secret",
    verdict: "near-pass",
    case: "what is the same there is no secret",
    subject: subjectFrom(
      container(`${secret("JWT_SECRET", "it")}\n${literal("DATABASE_USER", "orders")}`),
      undefined,
      shared(strong, []),
    ),
  },
  {
    check: "configuration/shared-secret",
    verdict: "near-fail",
    case: "the same under another name",
    subject: subjectFrom(
      container(secret("DATABASE_URL", "it")),
      undefined,
      shared("postgres://a:b@db/x", ["staging"]),
    ),
    evidence: "is the same in staging",
  },
  {
    check: "configuration/shared-secret",
    verdict: "fail",
    case: "the same",
    subject: subjectFrom(container(secret("JWT_SECRET", "it")), undefined, shared(strong, ["staging"])),
  },
];

/** For tests that look for values where none may stand. */
export const manifestsOfGuide = () =>
  readManifests(container(`${secret("DATABASE_URL", "url")}\n${secret("JWT_SECRET_KEY", "jwt")}`), "orders.yaml");
