// How does a line reach the log of a job, so that only our own lines can command the runner?

import { isAbsolute, relative } from "node:path";
import * as core from "@actions/core";
import type { Position } from "../report/failure.ts";
import type { Log } from "../report/log.ts";

/**
 * The log of the job on stdout.
 *
 * @param redact takes the job's secrets out; asked for each line, because secrets are added while the job runs
 * @param workspace annotations name files relative to it
 */
export function createJobLog(redact: (text: string) => string, workspace: string): Log {
  let inGroup = false;
  const foreign = (text: string): void => {
    if (text !== "") process.stdout.write(foreignLines(redact(text), newToken()));
  };
  const info = (message: string): void => {
    if (mayCommand(message)) foreign(message);
    else core.info(redact(message));
  };
  return {
    info,
    foreign,
    debug: (message) => core.debug(redact(message)),
    warning: (message, at) => core.warning(redact(message), annotation(at, workspace)),
    error: (message, at) => core.error(redact(message), annotation(at, workspace)),
    group: async (title, body) => {
      // The runner knows no group inside of a group: the inner one's title becomes a line.
      if (inGroup) {
        info(title);
        return body();
      }
      inGroup = true;
      core.startGroup(redact(title));
      try {
        return await body();
      } finally {
        core.endGroup();
        inGroup = false;
      }
    },
  };
}

/**
 * The text between a command that stops commands and the one that lets them act again
 * (https://docs.github.com/actions/reference/workflow-commands-for-github-actions#stopping-and-starting-workflow-commands).
 * The token must be new and unguessable each time, or the text could end it.
 */
function foreignLines(text: string, token: string): string {
  const ending = /[\r\n]$/.test(text) ? "" : "\n";
  return `::stop-commands::${token}\n${text}${ending}::${token}::\n`;
}

/** `node:crypto` takes as long to load as all of our own log: it waits until something foreign is printed. */
function newToken(): string {
  return process.getBuiltinModule("node:crypto").randomBytes(20).toString("hex");
}

/** Whether the runner would read a command in one of our own lines, which may hold words from outside. */
function mayCommand(message: string): boolean {
  // The runner ignores leading white space (.NET's, where U+0085 is some), ends a line at \r too, and finds ##[ anywhere.
  return /(?:^|[\r\n])[\s\u0085]*::/.test(message) || message.includes("##[");
}

function annotation(at: Position | undefined, workspace: string): core.AnnotationProperties {
  if (at === undefined) return {};
  return {
    file: inWorkspace(at.file, workspace),
    startLine: at.line,
    ...(at.column === undefined ? {} : { startColumn: at.column }),
  };
}

function inWorkspace(file: string, workspace: string): string {
  const path = isAbsolute(file) ? relative(workspace, file) : file;
  return path.startsWith("..") ? file : path;
}
