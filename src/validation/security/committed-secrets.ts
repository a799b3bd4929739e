// Do the manifests bring a Secret with its values?

import type { Check } from "../check.ts";
import { eachObject } from "../examine.ts";
import { textsAt } from "../fields.ts";

/** What is public in a Secret: certificates, and where something is. */
const publicKey = /(?:^ca\.crt$|^tls\.crt$|\.crt$|^username$|\.pub$|^host(?:name)?$|^port$|^namespace$)/i;

export const committedSecrets: Check = {
  id: "security/committed-secrets",
  severity: "high",
  title: "No Secret is brought with its values",
  why: "Base64 is no encryption: who reads the repository, now or in its history, has the password.",
  source: "https://kubernetes.io/docs/concepts/security/secrets-good-practices/#avoid-sharing-secret-manifests",
  recommendation: "Bring it sealed or by reference (SealedSecret, ExternalSecret, SOPS), and change what stood there.",
  run: (subject) =>
    eachObject(
      subject.written.filter(({ object }) => object.kind === "Secret"),
      ({ object }) => {
        const keys = ["data", "stringData"].flatMap((field) =>
          textsAt(object, [field]).flatMap(([key, value]) =>
            value === "" || publicKey.test(key) ? [] : [[field, key]],
          ),
        );
        const [first] = keys;
        if (first === undefined) return undefined;
        return { evidence: `it holds the value of ${keys.map(([, key]) => key).join(", ")}`, path: first };
      },
      "the manifests bring no Secret",
    ),
};
