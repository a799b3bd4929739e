// Was an image with the same content built before?

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { BuildSources } from "../dockerfile/bases.ts";
import type { ResolvedBase } from "../dockerfile/pin-bases.ts";
import { hashTree, sendsGit } from "./context-tree.ts";
import { parseIgnoreRules, readIgnoreRules } from "./dockerignore.ts";

/** All that decides what is built. Values are compared as they are: a list in another order is another build. */
export interface KeyInputs {
  /** The context's folder. */
  readonly folder: string;
  /** The Dockerfile's path. */
  readonly dockerfile: string;
  /** Named contexts that are folders begin here. */
  readonly directory: string;
  readonly sources: BuildSources;
  readonly bases: readonly ResolvedBase[];
  /** `NAME=value`, bare names with the job's value: what BuildKit gets. */
  readonly buildArgs: Readonly<Record<string, string>>;
  /** What git says of the commit; for a context that git's own folder is part of. */
  readonly commit: string;
  /** Everything else that changes the image: target, platforms, the ids of secrets, the network, … and its tests. */
  readonly settings: Readonly<Record<string, unknown>>;
}

export type BuildKey =
  | {
      readonly kind: "known";
      readonly key: string;
      readonly files: number;
      readonly bytes: number;
      /** Another commit has another key, whatever it changes: .git is part of the context. */
      readonly bound: boolean;
    }
  /** The same inputs could make another image. */
  | { readonly kind: "unknown"; readonly reason: string };

/** Another way to make keys, or images, must not find the images of the old one. */
const keyVersion = 3;

/**
 * sha256 over the tree after .dockerignore, the Dockerfile, the arguments, the digests of the base images and the
 * settings. Not the commit (but where the build could read it, in .git) and not the time: the same content is the same
 * image.
 */
export async function computeKey(inputs: KeyInputs, signal: AbortSignal): Promise<BuildKey> {
  const [remote] = inputs.sources.remote;
  if (remote !== undefined)
    return unknown(`line ${remote.line} of the Dockerfile adds ${remote.what} without --checksum`);
  const unresolved = inputs.bases.find(({ digest }) => digest === "");
  if (unresolved !== undefined) return unknown(`the digest of the base image ${unresolved.reference} is not known`);
  const foreign = inputs.sources.contexts.find((context) => /^[a-z][a-z\d+.-]*:\/\/|^git@/.test(context));
  if (foreign !== undefined) return unknown(`the named context ${foreign} is not a folder of this machine`);

  try {
    return await hashInputs(inputs, signal);
  } catch (error) {
    signal.throwIfAborted();
    // A file that nobody may read, a name that is no text, a pattern that is none: BuildKit says what is wrong with it.
    const reason = error instanceof Error ? error.message : String(error);
    return unknown(`the context cannot be read (${reason})`);
  }
}

async function hashInputs(inputs: KeyInputs, signal: AbortSignal): Promise<BuildKey> {
  const rules = await readIgnoreRules(inputs.folder, inputs.dockerfile);
  const tree = await hashTree(inputs.folder, rules, signal);
  const named: string[] = [];
  for (const context of inputs.sources.contexts) {
    named.push((await hashTree(resolve(inputs.directory, context), parseIgnoreRules(""), signal)).hash);
  }
  const bases = inputs.bases.map(({ name, digest }) => [name, digest]);
  const dockerfile = (await readFile(inputs.dockerfile)).toString("base64");
  const bound = sendsGit(inputs.folder, rules);
  const commit = bound ? inputs.commit : "";
  const whole = [
    keyVersion,
    tree.hash,
    commit,
    dockerfile,
    sorted(inputs.buildArgs),
    bases,
    named,
    sorted(inputs.settings),
  ];
  const key = createHash("sha256").update(JSON.stringify(whole)).digest("hex");
  return { kind: "known", key, files: tree.files, bytes: tree.bytes, bound };
}

/** The tag under which an image is found by its key. */
export function keyTag(key: string): string {
  return `slipway-key-${key.slice(0, 40)}`;
}

function unknown(reason: string): BuildKey {
  return { kind: "unknown", reason };
}

function sorted(record: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1));
}
