// Which rules stand in the rule files and in the PrometheusRules, and what is wrong with how they are written?

import type { Examination, Finding } from "../check.ts";
import { nameOf, type Path, type Seen, type Subject } from "../subject.ts";
import { type ReadRules, readRuleGroups } from "./read-rule-groups.ts";
import type { RuleFileSeen } from "./rule-file.ts";
import type { WrittenRule } from "./written-rule.ts";

export interface WrittenRules {
  /** How many files and objects there are. */
  readonly sources: number;
  readonly rules: readonly WrittenRule[];
  /** What Prometheus would refuse. */
  readonly problems: readonly Finding[];
}

/** A check over all rules that are written: in the files of the input `rules`, and in PrometheusRules. */
export function withWrittenRules(subject: Subject, examine: (rules: WrittenRules) => Examination): Examination {
  const files = subject.observed.ruleFiles;
  if (files?.kind === "unknown") return files;
  const objects = subject.related("PrometheusRule");
  const sources = sourcesOf(subject);
  if (sources.length === 0) {
    return objects.unreadable === undefined
      ? {
          kind: "not-applicable",
          reason: 'there is no rule file (input "rules") and no PrometheusRule',
          notAsked: true,
        }
      : { kind: "unknown", reason: objects.unreadable };
  }
  return examine({
    sources: sources.length,
    rules: sources.flatMap(({ rules }) => rules),
    problems: sources.flatMap(({ problems }) => problems),
  });
}

/** Each alert that is written. */
export function eachAlert(
  subject: Subject,
  judge: (alert: WrittenRule) => { evidence: string; path?: Path } | undefined,
): Examination {
  return withWrittenRules(subject, ({ rules }) => {
    const alerts = rules.filter(({ kind }) => kind === "alert");
    if (alerts.length === 0) return { kind: "not-applicable", reason: "no alert is written" };
    const findings = alerts.flatMap((alert) => {
      const complaint = judge(alert);
      return complaint === undefined ? [] : [findingAt(alert, complaint.evidence, complaint.path ?? [])];
    });
    return { kind: "examined", count: alerts.length, findings };
  });
}

export function findingAt({ subject, object, at }: WrittenRule, evidence: string, path: Path): Finding {
  const position = at(path);
  return { subject, evidence, ...(object && { object }), ...(position && { at: position }) };
}

const remembered = new WeakMap<Subject, readonly ReadRules[]>();

/** Read once for all checks of one run. */
function sourcesOf(subject: Subject): readonly ReadRules[] {
  const known = remembered.get(subject);
  if (known !== undefined) return known;
  const { ruleFiles } = subject.observed;
  const files = ruleFiles?.kind === "seen" ? ruleFiles.value : [];
  const read = [...files.map(fromFile), ...subject.related("PrometheusRule").objects.map(fromObject)];
  remembered.set(subject, read);
  return read;
}

function fromFile({ file, value, position }: RuleFileSeen): ReadRules {
  return readRuleGroups({ name: file, value, object: undefined, at: position });
}

function fromObject(seen: Seen): ReadRules {
  const { kind, metadata } = seen.object;
  return readRuleGroups({
    name: nameOf(seen),
    value: seen.spec,
    object: { kind, namespace: seen.namespace, name: metadata.name },
    at: (path) => seen.position(["spec", ...path]),
  });
}
