// Where are the build context and the Dockerfile?

import { existsSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
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
  if (!existsSync(resolve(request.directory, dockerfile))) {
    throw new Failure({
      attempted: "looking for the Dockerfile",
      found: `there is no file ${dockerfile} in ${request.directory}`,
      advice: `Name it in the input "file", which begins at the workspace, not at the context.`,
    });
  }
  return { context, folder, dockerfile };
}

/** Annotations need a path from the workspace: `./a/Dockerfile` and `/workspace/a/Dockerfile` are `a/Dockerfile`. */
function fromDirectory(directory: string, file: string): string {
  const path = relative(directory, resolve(directory, file));
  return path.startsWith("..") ? file : path;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
