// What does a project decide about the checks: which ones run, how much each weighs, and what is accepted?

import type { Waiver } from "../waivers/waivers.ts";
import type { Baseline } from "./baseline.ts";
import { type Check, type Severity, severities } from "./check.ts";
import type { CheckSettings } from "./settings.ts";

/** The mildest severity that fails; `none` only reports. */
export type FailOn = Severity | "none";

/** What counts against the service where nobody knows: `report` tells it and lets it be. It never passes. */
export type UnknownRule = "fail" | "report";

export interface Rules {
  readonly failOn: FailOn;
  readonly unknown: UnknownRule;
  /** By the check's id. */
  readonly settings: ReadonlyMap<string, CheckSettings>;
  /** Ids that this environment does not insist on; `database/*` is a whole area. What they find is told and fails nothing. */
  readonly relaxed: readonly string[];
  readonly waivers: readonly Waiver[];
  readonly baseline: Baseline | undefined;
  /** The checklist's name, and what it is made of. Undefined for every check that there is. */
  readonly profile: { readonly name: string; readonly checks: readonly Check[] } | undefined;
  /** The project's own checks. They run under every profile. */
  readonly custom: readonly Check[];
  readonly now: Date;
}

/** What holds where a project decides nothing. */
export const plainRules: Rules = {
  failOn: "high",
  unknown: "fail",
  settings: new Map(),
  relaxed: [],
  waivers: [],
  baseline: undefined,
  profile: undefined,
  custom: [],
  now: new Date(0),
};

export function reaches(severity: Severity, failOn: FailOn): boolean {
  return failOn !== "none" && severities.indexOf(severity) <= severities.indexOf(failOn);
}

export function isRelaxed(id: string, relaxed: readonly string[]): boolean {
  return relaxed.some((name) => (name.endsWith("/*") ? id.startsWith(name.slice(0, -1)) : id === name));
}
