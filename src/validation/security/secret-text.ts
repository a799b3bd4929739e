// Does a text hold a secret, as far as its form tells?

/** Forms that nothing else has: private keys, and the tokens of well-known services. */
const forms: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----/, "a private key"],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/, "an access key of AWS"],
  [/\bgh[pousr]_[A-Za-z0-9]{36,}\b/, "a token of GitHub"],
  [/\bgithub_pat_[A-Za-z0-9_]{60,}\b/, "a token of GitHub"],
  [/\bglpat-[A-Za-z0-9_-]{20,}\b/, "a token of GitLab"],
  [/\bxox[abprs]-[A-Za-z0-9-]{10,}\b/, "a token of Slack"],
  [/\b[sr]k_live_[A-Za-z0-9]{16,}\b/, "a key of Stripe"],
  [/\bAIza[A-Za-z0-9_-]{35}\b/, "a key of Google"],
  [/\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\b/, "a JSON Web Token"],
  [/\b[a-z][a-z\d+.-]{1,20}:\/\/[^/\s:@"']{1,100}:(?!\$|\{|<|%|\*)[^/\s@"']{1,200}@/i, "a URL with a password"],
];

const secretKey =
  /(?:^|[^a-z])(?:password|passwd|passphrase|secret|token|api[-_.]?key|private[-_.]?key|access[-_.]?key|client[-_.]?secret)$/i;
/** Names that end alike: where something is, what it is called, how long it lives. */
const harmlessKey = /(?:name|path|file|dir|url|uri|ref|public[-_.]?key|type|ttl|length|size|issuer)$/i;
const reference = /^(?:\$[({]|\{\{|<|\/|true$|false$|\d{0,4}$)/;

/** What kind of secret it is, never the secret. */
export function secretIn(text: string): string | undefined {
  // A form stands near the beginning of a line; a file of megabytes is not walked for one.
  const part = text.length > 65_536 ? text.slice(0, 65_536) : text;
  return forms.find(([pattern]) => pattern.test(part))?.[1];
}

/** Whether a name says that its value is a secret, and the value is not only a place or a name of one. */
export function isNamedSecret(name: string, value: string): boolean {
  return secretKey.test(name) && !harmlessKey.test(name) && !reference.test(value);
}
