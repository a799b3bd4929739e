// Which Kubernetes objects do the user's files describe?

import path from "node:path";
import { describeObject } from "../kube/object.ts";
import { Failure } from "../report/failure.ts";
import { findFiles } from "./find-files.ts";
import { identityOf, type Manifest } from "./manifest.ts";
import { readText } from "./read-file.ts";
import { type OnProblem, readManifests } from "./read-objects.ts";
import { render, sourceOf } from "./render.ts";
import type { RenderOptions, Source } from "./renderer.ts";

export type { Manifest } from "./manifest.ts";

export interface LoadOptions {
  /** What patterns are relative to. */
  readonly directory: string;
  /** The namespace of objects that name none, to recognise two manifests for one object. */
  readonly namespace?: string | undefined;
  /** How kustomizations and charts become manifests; without it they are refused. */
  readonly render?: RenderOptions | undefined;
  /**
   * Takes each file, or document of one, that cannot be read: the others are read all the same, and objects that are
   * described twice are left to whoever looks. Without it the first problem is thrown.
   */
  readonly onProblem?: OnProblem | undefined;
}

/**
 * Reads the manifests of files, folders and globs, in the order in which they are named and
 * written. Lists are unfolded, empty documents left out. A folder with a kustomization or a chart in it is rendered.
 * @throws Failure, with file and line, for what is missing, is not YAML, is not a Kubernetes object, is a
 * template outside of a chart, or describes one object twice.
 */
export async function loadManifests(patterns: readonly string[], options: LoadOptions): Promise<Manifest[]> {
  const { onProblem, directory } = options;
  const manifests: Manifest[] = [];
  const read = new Set<string>();
  let isTold = false;
  const tell = (problem: Failure): void => {
    if (onProblem === undefined) throw problem;
    isTold = true;
    onProblem(problem);
  };
  for (const pattern of patterns) {
    const source = options.render === undefined ? undefined : await sourceOf(pattern, directory);
    for (const part of await partsOf(pattern, source, options, tell)) {
      if (!read.has(part.name)) manifests.push(...(await orTold(part.load, tell)));
      read.add(part.name);
    }
  }
  if (manifests.length === 0 && !isTold) throw nothingInside(patterns);
  if (onProblem === undefined) refuseDuplicates(manifests, options.namespace);
  return manifests;
}

/** @throws Failure that names both places where one object is described twice. */
export function refuseDuplicates(manifests: readonly Manifest[], defaultNamespace = ""): void {
  const seen = new Map<string, Manifest>();
  for (const manifest of manifests) {
    const identity = identityOf(manifest.object, defaultNamespace);
    const first = seen.get(identity);
    if (first !== undefined) throw describedTwice(first, manifest);
    seen.set(identity, manifest);
  }
}

/** The folder that is to be rendered, or each file that a pattern names. */
async function partsOf(
  pattern: string,
  source: Source | undefined,
  options: LoadOptions,
  tell: OnProblem,
): Promise<{ name: string; load: () => Promise<Manifest[]> }[]> {
  const { directory, render: rendering } = options;
  if (source !== undefined && rendering !== undefined) {
    return [{ name: source.folder, load: () => render(source, { ...options, ...rendering }) }];
  }
  const files = await findFiles([pattern], directory);
  return files.map((file) => ({ name: file, load: () => readFile(file, directory, tell) }));
}

async function readFile(file: string, directory: string, tell: OnProblem): Promise<Manifest[]> {
  return readManifests(await readText(path.resolve(directory, file), file), file, tell);
}

/** Nothing, where a Failure was told instead. */
async function orTold(load: () => Promise<Manifest[]>, tell: OnProblem): Promise<Manifest[]> {
  try {
    return await load();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    tell(error);
    return [];
  }
}

function describedTwice(first: Manifest, second: Manifest): Failure {
  const [one, other] = [first.position([]), second.position([])];
  return new Failure({
    attempted: `reading the manifest ${second.file}`,
    found: `${describeObject(second.object)} is described twice: ${one.file}:${one.line} and ${other.file}:${other.line}`,
    advice: "Keep one of the two.",
    at: other,
  });
}

function nothingInside(patterns: readonly string[]): Failure {
  return new Failure({
    attempted: `reading the manifests ${patterns.join(", ")}`,
    found: "the files describe no object",
    advice: "Name at least one file with a Kubernetes object in it.",
  });
}
