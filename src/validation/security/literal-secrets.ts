// Does a secret stand in an argument or an annotation?

import { podSpecPath } from "../../manifests/containers.ts";
import type { Check } from "../check.ts";
import { type Complaint, eachObject } from "../examine.ts";
import { itemsAt, textsAt } from "../fields.ts";
import type { Seen } from "../subject.ts";
import { isNamedSecret, secretIn } from "./secret-text.ts";

export const literalSecrets: Check = {
  id: "security/literal-secrets",
  severity: "critical",
  title: "No secret stands in arguments or annotations",
  why: "A command line is seen by every process of the node that may list processes, and both stand in the repository and in kubectl describe.",
  source: "https://kubernetes.io/docs/concepts/security/secrets-good-practices/",
  recommendation: "Mount a Secret and give the path of its file, and change the secret: it is known by now.",
  run: (subject) =>
    eachObject(subject.written, (seen) => [...inAnnotations(seen), ...inArguments(seen)], "there is no manifest"),
};

function inAnnotations({ object }: Seen): Complaint[] {
  return textsAt(object, ["metadata", "annotations"]).flatMap(([key, value]) => {
    const what = secretIn(value);
    return what === undefined
      ? []
      : [{ evidence: `the annotation ${key} holds ${what}`, path: ["metadata", "annotations", key] }];
  });
}

function inArguments({ object }: Seen): Complaint[] {
  const base = podSpecPath(object);
  if (base === undefined) return [];
  return ["initContainers", "containers"].flatMap((field) =>
    itemsAt(object, [...base, field]).flatMap((container, index) =>
      ["command", "args"].flatMap((list) => {
        const words = itemsAt(container, [list]).map(String);
        return words.flatMap((word, position) => {
          const evidence = troubleOf(word, words[position + 1]);
          return evidence === undefined ? [] : [{ evidence, path: [...base, field, index, list, position] }];
        });
      }),
    ),
  );
}

/** `--db-password=x`, `--db-password x`, or a word that has the form of a secret. */
function troubleOf(word: string, next: string | undefined): string | undefined {
  const [, flag = "", value] = /^-{1,2}([\w.-]+)(?:=(.*))?$/s.exec(word) ?? [];
  const given = value ?? (next?.startsWith("-") ? "" : (next ?? ""));
  if (flag !== "" && given !== "" && isNamedSecret(flag, given))
    return `the argument --${flag} is given a literal value`;
  const what = secretIn(word);
  return what === undefined ? undefined : `an argument holds ${what}`;
}
