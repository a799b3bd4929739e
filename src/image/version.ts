// Which version is built?

import type { SourceFacts } from "./source-facts.ts";

export interface ChosenVersion {
  /** Empty where nobody knows one. */
  readonly version: string;
  /** Where it comes from, for the log. */
  readonly from: string;
}

/** The input, otherwise `git describe`, otherwise the commit that the runner names, in short. */
export function chooseVersion(input: string | undefined, facts: SourceFacts): ChosenVersion {
  if (input) return { version: input, from: `the input "version"` };
  if (facts.described) {
    const bare = facts.shallow && facts.commit.startsWith(facts.described.replace(/-dirty$/, ""));
    const hint = bare ? "; the clone has no history, so no tag was found: check out with fetch-depth: 0" : "";
    return { version: facts.described, from: `git describe${hint}` };
  }
  if (facts.commit) return { version: facts.commit.slice(0, 12), from: "the commit, as git describe does not answer" };
  return { version: "", from: "nowhere" };
}
