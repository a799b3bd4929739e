// Is there an image in the registry that was built from the same content?

import { parseImageReference } from "../manifests/image-reference.ts";
import type { BuildContext, BuildRequest } from "./build-request.ts";
import { foreignFrontend } from "./check-settings.ts";
import { type ImageContent, readImage } from "./content/image-content.ts";
import { type BuildKey, computeKey, keyTag } from "./key/build-key.ts";
import { type KeptOutputs, readKept } from "./key/built-before.ts";
import type { Preparation } from "./prepare-build.ts";
import { readBlob, readManifest } from "./registry.ts";

/** All that decides what the image is and which tests it has passed, beside its content. */
export function keyOf(request: BuildRequest, prepared: Preparation, { signal }: BuildContext): Promise<BuildKey> {
  const { place, dockerfile, sources, bases, buildArgs, platforms, facts } = prepared;
  if (place.folder === undefined || dockerfile === undefined) {
    return Promise.resolve({ kind: "unknown", reason: "the source is not on this machine" });
  }
  const frontend = foreignFrontend(dockerfile.parsed, buildArgs);
  if (frontend !== undefined) {
    return Promise.resolve({ kind: "unknown", reason: `${frontend} reads the file, in a way of its own` });
  }
  const settings = {
    platforms,
    target: request.target,
    labels: request.labels,
    annotations: request.annotations,
    secrets: [...(request.secrets ?? []), ...(request.secretFiles ?? [])].map(({ id }) => id),
    ssh: request.ssh,
    addHosts: request.addHosts,
    network: request.network,
    provenance: request.provenance,
    sbom: request.sbom,
    attestations: request.attestations,
    reproducible: request.reproducible,
    testTarget: request.testTarget,
    testResults: request.testResults,
    testCommands: request.testCommands,
    inspect: request.inspect,
  };
  const inputs = { folder: place.folder, dockerfile: dockerfile.path, directory: request.directory };
  const commit = `${facts.commit} ${facts.described}`;
  return computeKey({ ...inputs, sources, bases, buildArgs, commit, settings }, signal);
}

export interface FoundImage {
  /** `name@digest` in the first of the repositories. */
  readonly reference: string;
  readonly content: ImageContent;
  /** What its build told. */
  readonly outputs: KeptOutputs;
}

/** The same image in each of the repositories, or none. A registry that does not answer has none. */
export async function findByKey(
  key: string,
  repositories: readonly string[],
  context: BuildContext,
): Promise<FoundImage | undefined> {
  const options = { env: context.env, signal: context.signal, timeout: 10_000 };
  const answers = await Promise.all(
    repositories.map((repository) => readManifest(`${repository}:${keyTag(key)}`, options)),
  );
  const kept = answers.map((answer) => (answer.kind === "found" ? readKept(answer.bytes) : undefined));
  const [first] = kept;
  const [repository = ""] = repositories;
  if (first === undefined || kept.some((one) => one?.digest !== first.digest)) return undefined;
  const reference = `${repository}@${first.digest}`;
  try {
    return { reference, content: await readFromRegistry(reference, context), outputs: first.outputs };
  } catch (error) {
    context.signal.throwIfAborted();
    context.log.warning(
      `An image with the same content is in the registry, but cannot be read (${String(error)}): it is built anew.`,
    );
    return undefined;
  }
}

/**
 * What a registry has under a digest, its layers left out.
 *
 * @throws Error where a part of it cannot be had
 */
export async function readFromRegistry(
  reference: string,
  { env, signal }: Pick<BuildContext, "env" | "signal">,
): Promise<ImageContent> {
  const parsed = parseImageReference(reference);
  const repository = parsed?.repository ?? "";
  return readImage(parsed?.digest ?? "", async (digest, kind) => {
    if (kind === "config") return readBlob(repository, digest, { env, signal });
    const answer = await readManifest(`${repository}@${digest}`, { env, signal });
    if (answer.kind !== "found") throw new Error(answer.reason);
    return answer.bytes;
  });
}
