// Does a secret stand in plain text in the manifest?

import type { Check } from "../check.ts";
import { eachContainer } from "../examine.ts";

const secretName =
  /(?:^|_)(?:PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|API_?KEY|PRIVATE_KEY|SECRET_KEY|ACCESS_KEY|CREDENTIALS?)$|_KEY$/i;
/** Names that end alike and hold no secret: a path, a name, a public key. */
const harmlessName = /(?:^|_)(?:PUBLIC|CACHE|PARTITION|SORT|PRIMARY|FOREIGN|ROUTING)_KEY$/i;
/** `postgres://user:password@host`, but not `postgres://user:$(PASSWORD)@host`, which Kubernetes fills in. */
const urlWithPassword = /^[a-z][\w+.-]*:\/\/[^/\s:@]*:(?!\$\()[^/\s@]+@/i;

export const plainSecrets: Check = {
  id: "security/plain-secrets",
  severity: "critical",
  title: "No secret stands in plain text in an environment variable",
  why: "It is in the repository's history, in the cluster's objects, and in every kubectl describe.",
  source: "https://kubernetes.io/docs/concepts/configuration/secret/",
  recommendation: "Take it from a Secret by valueFrom.secretKeyRef, and change it: it is known by now.",
  run: (subject) =>
    eachContainer(subject, ({ container }) =>
      (container.env ?? []).flatMap(({ name, value }, index) => {
        if (typeof value !== "string" || value === "") return [];
        const path = ["env", index];
        if (urlWithPassword.test(value)) return [{ evidence: `${name} is a URL with a password in it`, path }];
        const isSecret = secretName.test(name) && !harmlessName.test(name) && !isReference(value);
        return isSecret ? [{ evidence: `${name} has a literal value`, path }] : [];
      }),
    ),
};

/** A path, or what Kubernetes puts in from another variable. */
function isReference(value: string): boolean {
  return value.startsWith("/") || /^\$\([\w.-]+\)$/.test(value);
}
