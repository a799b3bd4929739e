// What would a release change in one object?

import { formatPatch, OMIT_HEADERS, structuredPatch } from "diff";
import { stringify } from "yaml";
import type { KubeObject } from "../../kube/object.ts";
import { describeObject } from "../../kube/object.ts";
import { shownPair } from "./shown.ts";

/** `unknown`: it could not be compared. */
export type Change = "create" | "change" | "delete" | "none" | "unknown";

/** How one object differs from what the release would make of it. */
export interface Difference {
  /** As messages name it. */
  readonly object: string;
  readonly change: Change;
  /** A unified diff of both as YAML; empty where nothing that is shown differs. Secret values are not in it. */
  readonly diff: string;
  /**
   * Who answered: the server (a dry run of the apply), or this program where it may only read. `live objects`: nothing is
   * applied, fields of what is live are set.
   */
  readonly by: "dry run" | "own comparison" | "live objects";
  /** What could not be found out. */
  readonly note: string;
}

/** What could not be compared counts as unchanged. */
export function isChange({ change }: Difference): boolean {
  return change !== "none" && change !== "unknown";
}

/** More than a person reads of one object. */
const mostLines = 300;
const contextLines = 3;

/** The unified diff of an object as it is and as it would be. Secret values are not in it. */
export function differenceOf(
  before: KubeObject | undefined,
  after: KubeObject | undefined,
  { by, note = "" }: { readonly by: Difference["by"]; readonly note?: string | undefined },
): Difference {
  const named = after ?? before;
  if (named === undefined) throw new Error("a difference of nothing");
  const object = describeObject(named);
  const shown = shownPair(before, after);
  const [one, other] = [yamlOf(shown.before), yamlOf(shown.after)];
  const change = before === undefined ? "create" : after === undefined ? "delete" : one === other ? "none" : "change";
  return { object, change, diff: one === other ? "" : unified(object, one, other), by, note };
}

function unified(object: string, before: string, after: string): string {
  const patch = structuredPatch("live", "release", before, after, undefined, undefined, { context: contextLines });
  const lines = formatPatch(patch, OMIT_HEADERS).trimEnd().split("\n");
  const text = lines.slice(0, mostLines).join("\n");
  const cut = lines.length > mostLines ? `\n… ${lines.length - mostLines} more lines` : "";
  return `# ${object}\n${text}${cut}\n`;
}

function yamlOf(value: unknown): string {
  if (value === undefined) return "";
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false, sortMapEntries: true });
}
