// What would somebody print who wants to command the runner or to write into the summary, and was it kept from that?

import { expect } from "vitest";
import { actedCommands } from "../../contract/support/runner.ts";
import type { ActionRun } from "../rollout/run-action.ts";

export const hostile = [
  "::set-output name=outcome::succeeded",
  "  ::add-mask::e",
  "::stop-commands::x",
  "::x::",
  "::error::not ours",
  "##[error]not ours",
  "carriage\r::warning::not ours",
  "</details><script>alert(1)</script>",
  "<img src=x onerror=alert(1)> [a link](https://evil.example) @octocat",
  "```",
  "````` <b>not a fence</b>",
  "| a | cell |",
].join("\n");

/** It was printed, and nothing of it acted: neither in the log nor in the summary. */
export function expectInert(run: ActionRun): void {
  expect(run.log).toContain("::set-output name=outcome::succeeded");
  const acted = actedCommands(run.log).filter(({ command }) => command !== "debug");
  expect(acted.filter(({ line }) => /not ours/.test(line) && !/^::error( [^:]*)?::(?!not ours)/.test(line))).toEqual(
    [],
  );
  expect(acted.filter(({ command }) => ["set-output", "stop-commands", "x"].includes(command))).toEqual([]);
  expect(run.outputs.outcome).not.toBe("succeeded");
  expect(markupIn(run.summary)).toEqual([]);
}

/** What GitHub would render of a summary that is not our own: HTML tags, links, mentions, blocks that do not fold. */
export function markupIn(summary: string): string[] {
  const prose = withoutCode(summary);
  const tags = [...prose.matchAll(/(?<!\\)<[!/a-z][^>]*>/gi)].map(([tag]) => tag);
  const foreignTags = tags.filter((tag) => !/^<(\/?(details|summary)|br|!-- --)>$/.test(tag));
  const opened = tags.filter((tag) => tag === "<details>").length;
  const closed = tags.filter((tag) => tag === "</details>").length;
  const links = [...prose.matchAll(/(?<!\\)\[[^\]]*(?<!\\)\]\([^)]*\)|(?<![\w\\])@\w+/g)].map(([link]) => link);
  return [...foreignTags, ...links, ...(opened === closed ? [] : [`${opened} <details>, ${closed} </details>`])];
}

/** https://spec.commonmark.org/0.31.2/#fenced-code-blocks and #code-spans */
function withoutCode(markdown: string): string {
  const prose: string[] = [];
  let fence: string | undefined;
  for (const line of markdown.split(/\r\n|\n|\r/)) {
    const mark = /^ {0,3}(`{3,})([^`]*)$/.exec(line);
    if (fence === undefined && mark) fence = mark[1];
    else if (fence === undefined) prose.push(line.replaceAll(/(?<![`\\])(`+)(?!`).*?(?<!`)\1(?!`)/g, ""));
    else if (mark?.[2]?.trim() === "" && (mark[1]?.length ?? 0) >= fence.length) fence = undefined;
  }
  return prose.join("\n");
}
