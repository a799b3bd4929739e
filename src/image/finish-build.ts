// How does what a build left become a proven image in its registry?

import { stat } from "node:fs/promises";
import { Failure } from "../report/failure.ts";
import { type Attestation, missingAttestations, separateAttestations } from "./attestations.ts";
import type { BuildStep } from "./build-log.ts";
import { withProvenance } from "./build-metadata.ts";
import type { BuildContext, BuildRequest, Made } from "./build-request.ts";
import type { ImageContent } from "./content/image-content.ts";
import { blobPath, layoutDigest, readLayout } from "./content/layout.ts";
import type { Gate, GateReport, ImageUnderTest } from "./gate.ts";
import { inspectGate } from "./inspect/inspect-gate.ts";
import { isOn, provenanceOf, pushes } from "./invocation.ts";
import { keyTag } from "./key/build-key.ts";
import { type KeptOutputs, keptIndex } from "./key/built-before.ts";
import type { Preparation } from "./prepare-build.ts";
import { beginPush } from "./push.ts";
import { greetRegistries } from "./registry.ts";

export interface Left {
  /** A folder in the form of an OCI image layout. */
  readonly layout: string;
  /** Empty where the image is not to be found again. */
  readonly key: string;
  /** What the tests of its source told, as outputs. */
  readonly tests: KeptOutputs["tests"];
  /** Whether the builder was asked for an SBOM in the end. */
  readonly sbom: boolean;
  /** The end of buildx, which may come later than the image: it exports caches, and asks BuildKit what it did. */
  readonly ended: Promise<Ended>;
}

export interface Ended {
  /** What buildx says about the result. */
  readonly metadata: string;
  readonly steps: readonly BuildStep[];
}

/** Connects to where the image goes, and logs in, while it is not there yet. Tells nobody what goes wrong: the push does. */
export async function knock(
  request: BuildRequest,
  { repositories }: Preparation,
  context: BuildContext,
): Promise<void> {
  if (pushes(request)) await greetRegistries(repositories, context);
}

/**
 * Tests and judges the image, pushes exactly its bytes, and names them last. Its manifests wait for a good end of buildx
 * and for the gates that may fail, its names for all gates.
 *
 * @throws Failure for an image that does not pass, what `ended` throws, and as `Push.publish` does
 */
export async function finishBuild(
  request: BuildRequest,
  prepared: Preparation,
  { layout, key, tests, sbom, ended }: Left,
  context: BuildContext,
): Promise<Made> {
  const form = request.attestations ?? "referrers";
  const separated = separateAttestations(layout, layoutDigest(layout), form);
  const { digest } = separated;
  const content = await readLayout(layout, digest);
  checkAttested(request, separated.attestations, content, sbom, context);
  const subject = { image: content, place: { kind: "layout", folder: layout } } as const;
  const { platforms } = content;
  const tell = (metadata: string) =>
    withProvenance(metadata, request, context.env, { layout, platforms, ...separated });
  if (!pushes(request)) {
    await passGates(request, prepared, subject, context);
    const { metadata, steps } = await ended;
    return { digest: "", reference: "", metadata: tell(metadata), steps, content, reused: false };
  }
  const { tags, repositories } = prepared;
  const { pushAttempts: attempts } = request;
  const image = { mediaType: content.mediaType, digest, size: (await stat(blobPath(layout, digest))).size };
  const push = beginPush({ layout, ...separated, tags, repositories, attempts }, context);
  try {
    // What no gate can keep back is sent while they look at it; otherwise the registry is only asked what it has.
    if (mayFail(request)) push.look();
    else {
      push.sendParts();
      ended.then(push.sendAll, () => undefined);
    }
    await passGates(request, prepared, subject, context);
    const { metadata, steps } = await ended;
    const told = withImage(tell(metadata), image);
    const helpful =
      key === "" ? undefined : { tag: keyTag(key), manifest: keptIndex(image, { metadata: told, tests }) };
    const publish = () => push.publish(helpful);
    const pushed = await context.log.group(`Push to ${repositories.join(", ")}`, publish);
    if (pushed.digest !== digest) throw new Error(`${digest} was tested and ${pushed.digest} was pushed`);
    const reference = `${repositories[0]}@${digest}`;
    return { digest, reference, metadata: told, content, reused: false, steps };
  } finally {
    push.close();
  }
}

/** What the builder was asked for, it made: an SBOM that is lost on the way is noticed before anything is pushed. */
function checkAttested(
  request: BuildRequest,
  attestations: readonly Attestation[],
  { platforms }: ImageContent,
  sbom: boolean,
  { log }: BuildContext,
): void {
  const provenance = isOn(provenanceOf(request)) ? missingAttestations(attestations, platforms, "provenance") : [];
  const lists = sbom ? missingAttestations(attestations, platforms, "SBOM") : [];
  const insisted = request.sbom === "auto" ? provenance : [...provenance, ...lists];
  if (insisted.length > 0) {
    throw new Failure({
      attempted: "attesting the image",
      found: `the builder was asked for ${insisted.join(" and ")}, and made none`,
      advice: "Look at what the generator printed in the log above; provenance: false and sbom: false do without them.",
    });
  }
  for (const one of lists) log.warning(`The builder was asked for ${one}, and made none.`);
}

/** All of them run, so that one look at the summary tells everything; then the first failure ends the build. */
export async function passGates(
  request: BuildRequest,
  prepared: Preparation,
  image: Pick<ImageUnderTest, "image" | "place">,
  context: BuildContext,
): Promise<void> {
  const subject = { ...image, dockerfile: prepared.dockerfile, repository: prepared.repositories[0] };
  const failures: Failure[] = [];
  for (const gate of gatesOf(request, prepared, context)) {
    const report: GateReport = await gate(subject, context);
    context.onReport?.(report);
    if (report.failure !== undefined) failures.push(report.failure);
  }
  const [first, ...others] = failures;
  for (const failure of others) context.log.error(failure.message, failure.at);
  if (first !== undefined) throw first;
}

function gatesOf(request: BuildRequest, prepared: Preparation, context: BuildContext): Gate[] {
  const { testCommands = [], inspect, addHosts = [], network, ulimit = [], shmSize, builder } = request;
  const settings = { addHosts, network, ulimit, shmSize, builder };
  const own: Gate[] = [];
  if (inspect !== undefined) own.push(inspectGate(inspect, request.target));
  if (testCommands.length > 0) {
    own.push(async (subject) => {
      const { testCommandGate } = await import("./tests/test-command-gate.ts");
      return testCommandGate(testCommands, subject, prepared, settings, context);
    });
  }
  return [...own, ...(request.gates ?? [])];
}

/** Whether anything can still keep the image from being pushed. */
function mayFail({ inspect, testCommands = [], gates = [] }: BuildRequest): boolean {
  return (
    testCommands.length > 0 ||
    Object.values(inspect ?? {}).includes("error") ||
    gates.some(({ onlyTells }) => !onlyTells)
  );
}

/** Who reads the digest there means the image that was pushed, without what became referrers of it. */
function withImage(metadata: string, image: { readonly digest: string }): string {
  const told = { "containerimage.descriptor": image, "containerimage.digest": image.digest };
  return JSON.stringify({ ...JSON.parse(metadata), ...told }, undefined, 2);
}
