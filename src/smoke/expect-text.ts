// Does a text satisfy its rule?

import type { TextRule } from "./suite.ts";

/** A value as messages show it: on one line, short, without secrets. */
export type Quote = (value: unknown) => string;

/** Of a text that may be missing. */
export function textRuleMismatches(what: string, value: string | undefined, rule: TextRule, quote: Quote): string[] {
  if (rule.exists === false)
    return value === undefined ? [] : [`expected no ${what.replace(/^the /, "")}, got ${quote(value)}`];
  if (value === undefined)
    return [
      `expected ${what} ${describeRule(rule, quote)}, but the answer has no such ${/^the (\w+)/.exec(what)?.[1] ?? "thing"}`,
    ];
  return textMismatches(what, value, rule, quote);
}

/** Every given part must hold. */
export function textMismatches(what: string, value: string, rule: TextRule, quote: Quote): string[] {
  const found: string[] = [];
  if (rule.equals !== undefined && value !== rule.equals) {
    found.push(`expected ${what} to be ${quote(rule.equals)}, got ${quote(value)}`);
  }
  if (rule.not !== undefined && value === rule.not)
    found.push(`expected ${what} not to be ${quote(rule.not)}, but it is`);
  for (const part of rule.contains ?? []) {
    if (!value.includes(part)) found.push(`expected ${what} to contain ${quote(part)}, got ${quote(value)}`);
  }
  if (rule.matches !== undefined && !new RegExp(rule.matches, "u").test(value)) {
    found.push(`expected ${what} to match /${rule.matches}/, got ${quote(value)}`);
  }
  return found;
}

function describeRule(rule: TextRule, quote: Quote): string {
  if (rule.equals !== undefined) return `to be ${quote(rule.equals)}`;
  if (rule.not !== undefined) return `not to be ${quote(rule.not)}`;
  if (rule.contains !== undefined) return `to contain ${rule.contains.map(quote).join(" and ")}`;
  return rule.matches === undefined ? "to be there" : `to match /${rule.matches}/`;
}
