// Does a secret stand in a ConfigMap?

import type { Check } from "../check.ts";
import { type Complaint, eachObject } from "../examine.ts";
import { textsAt } from "../fields.ts";
import type { Seen } from "../subject.ts";
import { isNamedSecret, secretIn } from "./secret-text.ts";

export const configSecrets: Check = {
  id: "security/config-secrets",
  severity: "critical",
  title: "No secret stands in a ConfigMap",
  why: "ConfigMaps are read by everybody who may look at the namespace, are not encrypted, and stand in the repository.",
  source: "https://docs.kubelinter.io/#/generated/checks?id=configmap-with-credentials",
  recommendation: "Move it into a Secret, and change it: it is known by now.",
  run: (subject) =>
    eachObject(
      subject.written.filter(({ object }) => object.kind === "ConfigMap"),
      judge,
      "the manifests bring no ConfigMap",
    ),
};

function judge({ object }: Seen): Complaint[] {
  return textsAt(object, ["data"]).flatMap(([key, value]) => {
    const path = ["data", key];
    if (isNamedSecret(key, value)) return [{ evidence: `the value of ${key} is a secret by its name`, path }];
    const named = settingsIn(value).find(([name, own]) => isNamedSecret(name, own));
    if (named !== undefined) return [{ evidence: `${named[0]} in ${key} is a secret by its name`, path }];
    const what = secretIn(value);
    return what === undefined ? [] : [{ evidence: `${key} holds ${what}`, path }];
  });
}

/** Lines such as `password: x` and `db.password=x` of a file in it. */
function settingsIn(text: string): [string, string][] {
  if (text.length > 65_536) return [];
  return [
    ...text.matchAll(/^[ \t]*(?:- )?["']?([A-Za-z][\w.-]{0,80})["']?[ \t]*[:=][ \t]*["']?([^\s"'#][^\n"']*)/gm),
  ].map(([, name = "", value = ""]) => [name, value]);
}
