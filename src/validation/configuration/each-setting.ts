// How does a check go through the settings that it is about?

import type { Examination, Finding } from "../check.ts";
import { nameOf, type Subject } from "../subject.ts";
import { type Setting, settingsOf } from "./settings.ts";
import type { ValueFacts } from "./value-facts.ts";

export interface KnownSetting extends Setting {
  readonly facts: ValueFacts;
}

/**
 * Judges each setting whose value is known. What is wrong decides; where nothing is, but a value could not be read,
 * nobody knows.
 *
 * @param judge answers with what is wrong, as a phrase that goes on from the variable's name
 */
export function eachSetting(
  subject: Subject,
  isMeant: (name: string) => boolean,
  judge: (setting: KnownSetting) => string | undefined,
  none: string,
): Examination {
  const meant = settingsOf(subject).filter(
    ({ name, value }) => isMeant(name) || (name === "*" && value.kind !== "known"),
  );
  let count = 0;
  const findings: Finding[] = [];
  for (const setting of meant) {
    if (setting.value.kind !== "known") continue;
    count++;
    const wrong = judge({ ...setting, facts: setting.value.facts });
    if (wrong !== undefined) findings.push(findingFor(setting, wrong));
  }
  if (findings.length > 0) return { kind: "examined", count, findings };
  for (const { value } of meant) if (value.kind === "unknown") return value;
  if (count > 0) return { kind: "examined", count, findings };
  const unasked = meant.find(({ value }) => value.kind === "unasked");
  if (unasked === undefined) return { kind: "not-applicable", reason: none };
  const reason = `${unasked.from} is not among the manifests, and the cluster was not asked for it (input "read-secrets")`;
  return { kind: "not-applicable", reason, notAsked: true };
}

function findingFor({ workload, container, name, from, path }: Setting, wrong: string): Finding {
  const at = workload.position(path);
  return {
    subject: `${nameOf(workload)}, container ${container}`,
    object: { kind: workload.object.kind, namespace: workload.namespace, name: workload.object.metadata.name },
    evidence: `${name}${from === undefined ? "" : ` (${from})`} ${wrong}`,
    ...(at === undefined ? {} : { at }),
  };
}
