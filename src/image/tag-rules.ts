// Which tags follow from what is built?

import { nearestWord } from "../config/shape.ts";
import { Failure } from "../report/failure.ts";
import type { RunFacts } from "./run-facts.ts";
import type { SourceFacts } from "./source-facts.ts";
import { sanitiseTag } from "./tags.ts";

export const tagRuleNames = ["semver", "branch", "pr", "sha", "describe", "schedule", "latest"] as const;
type TagRuleName = (typeof tagRuleNames)[number];

/** One rule: gives tags where it applies to this run, and nothing otherwise. */
export interface TagRule {
  readonly name: TagRuleName;
  /** With `{{…}}` in it; the rule's usual form unless given. */
  readonly pattern?: string | undefined;
}

export interface TagFacts {
  readonly run: RunFacts;
  readonly source: SourceFacts;
  /** For `{{date}}`: the commit's time, so that the same commit gives the same tag. */
  readonly now: Date;
}

/** `semver`, `semver={{major}}.{{minor}}`, `sha=git-{{sha}}`. */
export function parseTagRule(text: string): TagRule {
  const cut = text.indexOf("=");
  const name = cut === -1 ? text : text.slice(0, cut);
  const known = tagRuleNames.find((one) => one === name);
  if (known === undefined) {
    throw new Failure({
      attempted: `reading the input "tag-rules"`,
      found: `"${name}" is not a rule for tags${meant(nearestWord(name, tagRuleNames))}`,
      advice: `Allowed: ${tagRuleNames.join(", ")}, each also with a pattern, such as semver={{major}}.{{minor}}.`,
    });
  }
  const pattern = cut === -1 ? undefined : text.slice(cut + 1);
  for (const [, place = ""] of (pattern ?? "").matchAll(places)) {
    if (!placeNames.some((one) => one === place)) throw unknownPlace(place);
  }
  return { name: known, pattern };
}

const placeNames = ["version", "major", "minor", "patch", "branch", "pr", "sha", "commit", "describe", "date"] as const;
const places = /\{\{\s*(\w+)\s*\}\}/g;

/** The tags, each once, in the rules' order, as registries take them. */
export function ruleTags(rules: readonly TagRule[], facts: TagFacts): string[] {
  const tags = rules.flatMap((rule) => tagsOf(rule, facts)).map(sanitiseTag);
  return [...new Set(tags.filter((tag) => tag !== ""))];
}

export interface SemanticVersion {
  /** Without `v`: `1.4.2-rc.1`. */
  readonly version: string;
  readonly major: string;
  readonly minor: string;
  readonly patch: string;
  readonly prerelease: string;
}

/**
 * Of `v1.4.2`, `1.4.2`, and with a name before it, as repositories of several services have it: `orders-v1.4.2`,
 * `orders/v1.4.2`. https://semver.org/#is-there-a-suggested-regular-expression-regex-to-check-a-semver-string
 */
export function semanticVersion(tag: string): SemanticVersion | undefined {
  const match =
    /^(?:[\w.-]+[-/@])??v?((0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-([\da-zA-Z-]+(?:\.[\da-zA-Z-]+)*))?(?:\+[\da-zA-Z.-]+)?)$/.exec(
      tag,
    );
  if (match === null) return undefined;
  const [, version = "", major = "", minor = "", patch = "", prerelease = ""] = match;
  return { version, major, minor, patch, prerelease };
}

/** The version that the git tag of this run names. */
export function versionOfRun(run: RunFacts): SemanticVersion | undefined {
  return semanticVersion(/^refs\/tags\/(.+)$/.exec(run.ref)?.[1] ?? "");
}

function tagsOf({ name, pattern }: TagRule, facts: TagFacts): string[] {
  if (name === "semver") return semverTags(pattern, facts);
  const usual = usualPattern(name, facts);
  return usual === "" ? [] : filled(pattern ?? usual, facts);
}

/** What the rule makes unless it is told otherwise; nothing where it does not apply to this run. */
function usualPattern(name: Exclude<TagRuleName, "semver">, { run, source }: TagFacts): string {
  const branch = branchOf(run);
  switch (name) {
    case "branch":
      return branch;
    case "pr":
      return run.pullRequest === "" ? "" : `pr-${run.pullRequest}`;
    case "sha":
      return source.commit === "" ? "" : "sha-{{sha}}";
    case "describe":
      return source.described;
    case "schedule":
      return run.event === "schedule" ? "nightly" : "";
    case "latest":
      return branch !== "" && branch === run.defaultBranch ? "latest" : "";
  }
}

function branchOf(run: RunFacts): string {
  return /^refs\/heads\/(.+)$/.exec(run.ref)?.[1] ?? "";
}

/** A prerelease is nobody's 1.4 yet, and 0 promises nothing. */
function semverTags(pattern: string | undefined, facts: TagFacts): string[] {
  const version = versionOfRun(facts.run);
  if (version === undefined) return [];
  if (pattern !== undefined) return filled(pattern, facts);
  const { major, minor } = version;
  if (version.prerelease !== "") return [version.version];
  return [version.version, `${major}.${minor}`, ...(major === "0" ? [] : [major])];
}

function filled(pattern: string, { run, source, now }: TagFacts): string[] {
  const version = versionOfRun(run);
  const values: Record<(typeof placeNames)[number], string | undefined> = {
    version: version?.version,
    major: version?.major,
    minor: version?.minor,
    patch: version?.patch,
    branch: branchOf(run) || undefined,
    pr: run.pullRequest || undefined,
    sha: source.commit.slice(0, 7) || undefined,
    commit: source.commit || undefined,
    describe: source.described || undefined,
    date: now.toISOString().slice(0, 10).replaceAll("-", ""),
  };
  let missing = false;
  const text = pattern.replaceAll(places, (_, name: (typeof placeNames)[number]) => {
    missing ||= values[name] === undefined;
    return values[name] ?? "";
  });
  return missing ? [] : [text];
}

function unknownPlace(name: string): Failure {
  return new Failure({
    attempted: `reading the input "tag-rules"`,
    found: `"{{${name}}}" stands for nothing${meant(nearestWord(name, placeNames))}`,
    advice: `Allowed: ${placeNames.map((one) => `{{${one}}}`).join(", ")}.`,
  });
}

function meant(nearest: string | undefined): string {
  return nearest === undefined ? "" : ` (did you mean ${nearest}?)`;
}
