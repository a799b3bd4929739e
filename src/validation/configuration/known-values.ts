// Which secrets does everybody know?

/**
 * Values that documents, tutorials and templates show, in lower case. A service that runs with one of them signs with a
 * key that an attacker finds by a search.
 */
const examples: ReadonlySet<string> = new Set([
  // https://jwt.io
  "your-256-bit-secret",
  "your-384-bit-secret",
  "your-512-bit-secret",
  "a-string-secret-at-least-256-bits-long",
  // https://github.com/auth0/node-jsonwebtoken, https://github.com/expressjs/session
  "shhhhh",
  "shhhhhared-secret",
  "keyboard cat",
  // https://flask.palletsprojects.com/en/stable/config/
  "192b9bdd22ab9ed4d12e236c78afcb9a393ec15f71bbf5dc987d54727823bcbf",
  '_5#y2l"f4q8z\\n\\xec]/',
  // https://fastapi.tiangolo.com/tutorial/security/oauth2-jwt/
  "09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7",
  // Tutorials on Spring Security and JWT
  "404e635266556a586e3272357538782f413f4428472b4b6250645367566b5970",
  "bezkodersecretkey",
  "======================bezkoder=spring===========================",
  // https://supabase.com/docs/guides/self-hosting/docker, https://docs.postgrest.org
  "your-super-secret-jwt-token-with-at-least-32-characters-long",
  "super-secret-jwt-token-with-at-least-32-characters-long",
  "reallyreallyreallyreallyverysafe",
  // https://symfony.com, https://strapi.io, https://directus.io
  "thistokenisnotsosecretchangeit",
  "tobemodified",
  "tobemodified1,tobemodified2",
  "255d861b-5ea1-5996-9aa3-922530ec40b1",
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/security-creds.html
  "akiaiosfodnn7example",
  "wjalrxutnfemi/k7mdeng/bpxrficyexamplekey",
  // https://kubernetes.io/docs/concepts/configuration/secret/
  "1f2d1e2e67df",
  "39528$vdg7jb",
  "s!b\\*d$zdsb=",
  "t0p-secret",
  "long-random-string-minimum-32-chars",
  "0123456789abcdef0123456789abcdef",
  "abcdefghijklmnopqrstuvwxyz123456",
]);

/** What stands where a secret is to be put: `<base64-encoded-jwt-secret>`, `CHANGE_ME`, `your-secret-key`, `${JWT_SECRET}`. */
const placeholders: readonly RegExp[] = [
  /^<[^>]*>$/,
  /^\$\{[^}]*\}$|^\{\{.*\}\}$|^%[\w-]+%$|^__\w+__$/,
  /change[-_ ]?(?:me|this|it)|replace[-_ ]?(?:me|this|with)|place[-_ ]?holder|(?:^|[-_])(?:todo|fixme)(?:$|[-_])/i,
  /^(?:your|my|the|some|a|an|this|insert|super|very|dummy|sample|example|test|dev|default)[-_ ]?(?:\w+[-_ ])*(?:jwt[-_ ]?)?(?:secret|key|password|token|passphrase)(?:[-_ ]?(?:key|here|value|string))?\d*$/i,
  /^(?:jwt|session|cookie|app|auth|api)[-_ ]?(?:secret|key|token)(?:[-_ ]?key)?\d*$/i,
  /^(?:secret|key|token|string|value)[-_ ]?(?:key|here|string|value)?\d*$/i,
  /(?:minimum|at[-_ ]least|min)[-_ ]?\d+[-_ ]?(?:chars|characters|bytes|bits)/i,
  /^django-insecure-/,
  /^(?:x{6,}|\*{4,}|\.{3,})$/i,
  /example(?:key|secret|token|password)?$/i,
];

/** Those that every attempt to guess begins with, in lower case. */
const defaultPasswords: ReadonlySet<string> = new Set(
  `password password1 passw0rd p@ssw0rd pass passwd postgres postgresql mysql mongo mongodb redis rabbitmq guest root toor
  admin administrator admin123 adminadmin minioadmin changeme changeit secret secret123 letmein welcome welcome1 qwerty
  123456 1234567 12345678 123456789 1234567890 111111 000000 abc123 test test123 testing demo example default dev
  development local user username app application db database sa superuser postgrespassword mypassword mysecretpassword
  supersecret s3cr3t hunter2 prom-operator elastic grafana vagrant docker ubuntu`.split(/\s+/),
);

export function isKnownExample(text: string): boolean {
  const trimmed = text.trim();
  return examples.has(trimmed.toLowerCase()) || placeholders.some((pattern) => pattern.test(trimmed));
}

/** @param user whose password it is, where that is known: one's own name is no secret */
export function isDefaultPassword(text: string, user?: string): boolean {
  const lower = text.trim().toLowerCase();
  return lower !== "" && (defaultPasswords.has(lower) || lower === user?.toLowerCase());
}
