// Which Kubernetes objects do the user's files describe?

import { promises as fs } from "node:fs";
import path from "node:path";
import { describeObject } from "../kube/object.ts";
import { Failure } from "../report/failure.ts";
import { findFiles } from "./find-files.ts";
import { identityOf, type Manifest } from "./manifest.ts";
import { readManifests } from "./read-objects.ts";
import { render, sourceOf } from "./render.ts";
import type { RenderOptions } from "./renderer.ts";

export type { Manifest } from "./manifest.ts";

export interface LoadOptions {
  /** What patterns are relative to. */
  readonly directory: string;
  /** The namespace of objects that name none, to recognise two manifests for one object. */
  readonly namespace?: string | undefined;
  /** How kustomizations and charts become manifests; without it they are refused. */
  readonly render?: RenderOptions | undefined;
}

/**
 * Reads the manifests of files, folders and globs, in the order in which they are named and
 * written. Lists are unfolded, empty documents left out. A folder with a kustomization or a chart in it is rendered.
 * @throws Failure, with file and line, for what is missing, is not YAML, is not a Kubernetes object, is a
 * template outside of a chart, or describes one object twice.
 */
export async function loadManifests(patterns: readonly string[], options: LoadOptions): Promise<Manifest[]> {
  const manifests: Manifest[] = [];
  const read = new Set<string>();
  for (const pattern of patterns) {
    const source = options.render === undefined ? undefined : await sourceOf(pattern, options.directory);
    if (source !== undefined && options.render !== undefined) {
      if (!read.has(source.folder)) manifests.push(...(await render(source, { ...options, ...options.render })));
      read.add(source.folder);
      continue;
    }
    for (const file of await findFiles([pattern], options.directory)) {
      if (read.has(file)) continue;
      read.add(file);
      const text = await fs.readFile(path.resolve(options.directory, file), "utf8");
      manifests.push(...readManifests(text, file));
    }
  }
  if (manifests.length === 0) throw nothingInside(patterns);
  refuseDuplicates(manifests, options.namespace);
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
