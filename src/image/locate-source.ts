// Where are the build context and the Dockerfile?

import { readdirSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { nearestWord } from "../config/shape.ts";
import { Failure } from "../report/failure.ts";

export interface SourceRequest {
  /** Where relative paths begin: the workspace. */
  readonly directory: string;
  readonly context?: string | undefined;
  readonly file?: string | undefined;
}

export interface SourcePlace {
  readonly context: string;
  /** The context's folder; undefined where it is a URL. */
  readonly folder: string | undefined;
  /** The Dockerfile as the user knows it. */
  readonly dockerfile: string;
}

/** @throws Failure where the folder or the Dockerfile is not there */
export function locateSource(request: SourceRequest): SourcePlace {
  const context = request.context || ".";
  const file = request.file;
  // https://docs.docker.com/build/concepts/context/#remote-context
  if (/^(?:https?|git|ssh):\/\/|^git@|^github\.com\//.test(context)) {
    return { context, folder: undefined, dockerfile: file ?? "Dockerfile" };
  }
  if (context === "-" || file === "-") {
    throw new Failure({
      attempted: `reading the input "${context === "-" ? "context" : "file"}"`,
      found: "- is what a program reads from its standard input, and a step has none",
      advice: "Write the file in a step before this one, and name it.",
    });
  }
  const folder = resolve(request.directory, context);
  if (!isFolder(folder)) {
    throw new Failure({
      attempted: `reading the input "context"`,
      found: `there is no folder ${context} in ${request.directory}`,
      advice: context.includes("{{")
        ? `Check the repository out in a step before this one, and write the folder itself: ${context.replace(/^.*\}\}:?/, "") || "."}`
        : "Name the folder that the Dockerfile copies from, and check the repository out in a step before this one.",
    });
  }
  const dockerfile = fromDirectory(request.directory, file ?? join(context, "Dockerfile"));
  const path = resolve(request.directory, dockerfile);
  if (!isFile(path)) {
    const nearest = nearestFile(path, file === undefined);
    throw new Failure({
      attempted: "looking for the Dockerfile",
      found: `there is no file ${dockerfile} in ${request.directory}${nearest === undefined ? "" : ` (did you mean ${join(dirname(dockerfile), nearest)}?)`}`,
      advice: `Name it in the input "file", which begins at the workspace, not at the context, and check the repository out in a step before this one.`,
    });
  }
  return { context, folder, dockerfile };
}

/** Annotations need a path from the workspace: `./a/Dockerfile` and `/workspace/a/Dockerfile` are `a/Dockerfile`. */
function fromDirectory(directory: string, file: string): string {
  const path = relative(directory, resolve(directory, file));
  return path === "" || path.startsWith("..") ? file : path;
}

/** A slip of the hand, or the name that other builders look for. */
function nearestFile(path: string, isUsual: boolean): string | undefined {
  const folder = dirname(path);
  if (!isFolder(folder)) return undefined;
  const files = readdirSync(folder, { withFileTypes: true }).flatMap((one) => (one.isFile() ? [one.name] : []));
  const other = isUsual ? files.find((name) => /^(?:containerfile|dockerfile)(?:\.|$)/i.test(name)) : undefined;
  return other ?? nearestWord(basename(path), files);
}

function isFile(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && !found.isDirectory();
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
