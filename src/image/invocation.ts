// What is buildx told for a request?

import { type BuildxInvocation, layoutOutput } from "./arguments.ts";
import type { BuildRequest } from "./build-request.ts";
import { imageAnnotations, imageLabels } from "./labels.ts";
import type { Preparation } from "./prepare-build.ts";
import { tolerantCacheTo } from "./push-cache.ts";

/** @param isHandedOut whether somebody looks at the image */
export function invocationOf(
  request: BuildRequest,
  prepared: Preparation,
  isHandedOut: boolean,
  metadataFile: string,
): BuildxInvocation {
  const { place, facts, version } = prepared;
  const given = withDefaults(request);
  return {
    ...given,
    context: place.context,
    file: place.folder === undefined ? request.file : place.dockerfile,
    labels: imageLabels(facts, version, given.labels),
    cacheTo: tolerantCacheTo(given.cacheTo),
    metadataFile,
    ...(isHandedOut ? attested(request, prepared, given.annotations) : { annotations: [] }),
    outputs: outputsOf(request, prepared, isHandedOut),
  };
}

export function provenanceOf(request: BuildRequest): string {
  return request.provenance ?? "mode=min";
}

/** Whether a value of `provenance` or `sbom` asks for one. */
export function isOn(attestation: string | undefined): boolean {
  return attestation !== undefined && attestation !== "false";
}

export function pushes(request: BuildRequest): boolean {
  return request.push ?? true;
}

/** Without a push, only what has to look into the image needs it. */
export function handsOutImage(request: BuildRequest): boolean {
  const { inspect, testCommands = [], gates = [] } = request;
  return pushes(request) || inspect !== undefined || testCommands.length > 0 || gates.length > 0;
}

/** https://docs.docker.com/build/building/variables/#buildx_metadata_provenance */
export const metadataVariable = "BUILDX_METADATA_PROVENANCE";

/**
 * To tell a build's provenance in its metadata file, buildx asks BuildKit for its record of the build, which takes as
 * long as half of a cached build. Where a provenance of the same mode goes with the image, that is at hand: see
 * `withProvenance`. BuildKit's record of more is another one.
 */
export function metadataVariables(request: BuildRequest): Record<string, string> {
  const isAtHand = handsOutImage(request) && ["mode=min", "true"].includes(provenanceOf(request));
  return isAtHand ? { [metadataVariable]: "disabled" } : {};
}

type Given = Omit<BuildxInvocation, "context" | "outputs" | "metadataFile">;

function withDefaults(request: BuildRequest): Given {
  const { target, network, shmSize, builder } = request;
  return {
    ...{ target, network, shmSize, builder },
    buildArgs: listed(request.buildArgs),
    buildContexts: listed(request.buildContexts),
    secrets: listed(request.secrets),
    secretFiles: listed(request.secretFiles),
    ssh: listed(request.ssh),
    platforms: listed(request.platforms),
    labels: listed(request.labels),
    annotations: listed(request.annotations),
    cacheFrom: listed(request.cacheFrom),
    cacheTo: listed(request.cacheTo),
    noCache: request.noCache === true,
    pull: request.pull === true,
    addHosts: listed(request.addHosts),
    ulimit: listed(request.ulimit),
  };
}

function listed<Value>(values: readonly Value[] | undefined): readonly Value[] {
  return values ?? [];
}

function attested(
  request: BuildRequest,
  { facts, version, platforms, sbom }: Preparation,
  own: readonly string[],
): Pick<BuildxInvocation, "annotations" | "provenance" | "sbom"> {
  const provenance = provenanceOf(request);
  const hasIndex = isOn(provenance) || sbom !== undefined || platforms.length > 1;
  return {
    annotations: imageAnnotations(facts, version, own, hasIndex),
    provenance,
    sbom,
  };
}

function outputsOf(request: BuildRequest, prepared: Preparation, isHandedOut: boolean): string[] {
  const own = request.outputs ?? [];
  // Beside a layout with attestations it cannot be: docker's store takes none, and gets the image by itself.
  if (!isHandedOut) return request.load ? [...own, dockerOutput(request, prepared)] : [...own];
  const { tags, repositories } = prepared;
  return [layoutOutput(request.reproducible ?? true, tags[0] ?? repositories[0]), ...own];
}

/** The image that was just built, once more into docker's store: every step comes from the builder's cache. */
export function loadInvocation(
  request: BuildRequest,
  invocation: BuildxInvocation,
  prepared: Preparation,
): BuildxInvocation {
  const nothing = { annotations: [], cacheTo: [], metadataFile: undefined, noCache: false, pull: false };
  const outputs = [dockerOutput(request, prepared)];
  return { ...invocation, ...nothing, provenance: "false", sbom: undefined, outputs };
}

/** Dated as what is pushed, so that its id is the digest of the same configuration. */
function dockerOutput({ reproducible = true }: BuildRequest, { tags }: Preparation): string {
  return ["type=docker"]
    .concat(tags.length === 0 ? [] : [`"name=${tags.join(",")}"`])
    .concat(reproducible ? ["rewrite-timestamp=true"] : [])
    .join(",");
}
