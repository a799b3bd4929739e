// What do the tests of images share: a log that remembers, and a signal that never fires?

import type { Log } from "../../../src/report/log.ts";

export interface RecordedLog extends Log {
  /** Everything that was printed, one entry per call: `info: …`, `foreign: …`. */
  readonly entries: string[];
}

export function recordLog(onEntry?: (entry: string) => void): RecordedLog {
  const entries: string[] = [];
  const write = (kind: string) => (text: string) => {
    entries.push(`${kind}: ${text}`);
    onEntry?.(`${kind}: ${text}`);
  };
  return {
    entries,
    info: write("info"),
    debug: write("debug"),
    warning: write("warning"),
    error: write("error"),
    foreign: write("foreign"),
    group: (_title, body) => body(),
  };
}

export const never = new AbortController().signal;
