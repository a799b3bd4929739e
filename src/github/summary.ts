// How does Markdown reach the step summary within its limit?

import { appendFileSync, statSync } from "node:fs";
import type { Log } from "../report/log.ts";

/** GitHub drops the whole summary of a step that is larger (https://docs.github.com/actions/reference/limits). */
const limit = 1024 * 1024;

const notice = "\n\n_This summary is cut at GitHub's limit of 1 MiB. All of it is in the log of this step._\n";

/** Room that is kept for the end of a code block. */
const longestFence = 64;

/** Appends to the summary. What cannot be written there goes to the log: a summary never decides how a job ends. */
export async function appendSummary(markdown: string, env: NodeJS.ProcessEnv, log: Log): Promise<void> {
  const file = env.GITHUB_STEP_SUMMARY;
  if (file === undefined || file === "") {
    log.debug("There is no step summary here (GITHUB_STEP_SUMMARY is not set).");
    return;
  }
  try {
    const { size } = statSync(file);
    const fitting = fitSummary(markdown, limit - size);
    // @actions/core remembers the file of its first summary for ever, whatever the environment says.
    if (fitting !== "") appendFileSync(file, fitting);
    if (fitting === markdown) return;
    log.warning("The step summary would exceed GitHub's limit of 1 MiB and is cut. All of it follows.");
  } catch (error) {
    log.warning(`The step summary could not be written (${String(error)}). It follows here.`);
  }
  await log.group("Step summary", async () => log.foreign(markdown));
}

/** As much of the text as fits into so many bytes, cut at the end of a line and with a notice that it is. */
export function fitSummary(markdown: string, bytes: number): string {
  if (Buffer.byteLength(markdown) <= bytes) return markdown;
  const room = bytes - Buffer.byteLength(notice) - longestFence;
  if (room <= 0) return "";
  const cut = Buffer.from(markdown).subarray(0, room);
  const end = cut.lastIndexOf("\n");
  return end <= 0 ? notice : closeFence(cut.subarray(0, end + 1).toString("utf8")) + notice;
}

/** Ends a code block that the cut left open, so that the notice is no part of it. */
function closeFence(text: string): string {
  const open = text
    .split("\n")
    .map((line) => /^\s*(`{3,})/.exec(line)?.[1])
    .reduce<string | undefined>((fence, found) => {
      if (found === undefined) return fence;
      if (fence === undefined) return found;
      return found.length >= fence.length ? undefined : fence;
    }, undefined);
  return open === undefined || open.length >= longestFence ? text : `${text}${open}\n`;
}
