// How do images that several runners built become one image for several platforms?

import { createHash } from "node:crypto";
import { z } from "zod";
import { parseImageReference } from "../manifests/image-reference.ts";
import { Failure } from "../report/failure.ts";
import type { BuildContext } from "./build-request.ts";
import { type Descriptor, indexSchema, indexType, platformName } from "./content/image-content.ts";
import { imageAnnotations } from "./labels.ts";
import { tagImage } from "./push.ts";
import { putManifest, readBlob, readManifest } from "./registry.ts";
import { readRunFacts } from "./run-facts.ts";
import { readSourceFacts } from "./source-facts.ts";
import { ruleTags, type TagRule, versionOfRun } from "./tag-rules.ts";
import { checkRepository, imageTags } from "./tags.ts";
import { chooseVersion } from "./version.ts";

export interface MergeRequest {
  /** Where git is asked for the version. */
  readonly directory: string;
  /** The repository that all of the images are in. */
  readonly image?: string | undefined;
  readonly version?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly tagRules?: readonly TagRule[] | undefined;
  readonly annotations?: readonly string[] | undefined;
  /** `sha256:…` or `name@sha256:…`, one for each image: what the runners handed on. */
  readonly digests: readonly string[];
}

export interface MergedImage {
  readonly digest: string;
  /** `name@digest`. */
  readonly reference: string;
  readonly tags: readonly string[];
  readonly version: string;
  readonly platforms: readonly { readonly platform: string; readonly digest: string }[];
}

/**
 * Makes one index over the images, in the order given, pushes it by its digest and then sets its tags. Nothing is
 * built, and no layer is moved.
 *
 * @throws Failure where an image is missing, elsewhere, or for a platform that another is for too
 */
export async function mergeImages(request: MergeRequest, context: BuildContext): Promise<MergedImage> {
  const { repository, digests } = checkRequest(request);
  const { tags, version, annotations } = await namesOf(request, context);
  const parts: Descriptor[] = [];
  for (const digest of digests) parts.push(...(await readParts(`${repository}@${digest}`, context)));
  checkPlatforms(parts);
  const platforms = parts.flatMap(({ platform, digest }) =>
    platform === undefined || platform.os === "unknown" ? [] : [{ platform: platformName(platform), digest }],
  );

  const index = { schemaVersion: 2, mediaType: indexType, manifests: parts, annotations };
  const bytes = Buffer.from(JSON.stringify(index, undefined, 2));
  const digest = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
  await putManifest(repository, bytes, indexType, digest, context);
  const reference = `${repository}@${digest}`;
  await tagImage(reference, tags, context);
  context.log.info(
    `${platforms.map(({ platform }) => platform).join(", ")} ${platforms.length === 1 ? "is" : "are"} ${reference}.`,
  );
  return { digest, reference, tags, version, platforms };
}

/** @throws Failure where two images are for one platform */
export function checkPlatforms(parts: readonly Descriptor[]): void {
  const seen = new Map<string, string>();
  for (const { platform, digest } of parts) {
    if (platform === undefined || platform.os === "unknown") continue;
    const name = platformName(platform);
    const other = seen.get(name);
    if (other !== undefined && other !== digest) {
      throw new Failure({
        attempted: "merging the images",
        found: `two of them are for ${name}: ${other} and ${digest}`,
        advice: `Let each job build other platforms, or hand on only one of the two in "digests".`,
      });
    }
    seen.set(name, digest);
  }
}

function checkRequest({ image, digests }: MergeRequest): { repository: string; digests: string[] } {
  const attempted = "reading the inputs";
  if (image === undefined) {
    const advice = `Give the repository that the images are in, such as ghcr.io/acme/orders.`;
    throw new Failure({ attempted, found: `"image" is missing, and "operation" is merge`, advice });
  }
  const repository = checkRepository(image);
  if (digests.length === 0) {
    const advice = `Hand on the output "digest" of each job that built with "push-by-digest: true", one per line.`;
    throw new Failure({ attempted, found: `"digests" is empty, and "operation" is merge`, advice });
  }
  const plain = digests.map((text) => {
    const parsed = parseImageReference(text.includes("@") ? text : `${repository}@${text}`);
    if (parsed === undefined || parsed.digest === "") {
      const advice = "Write sha256:… or name@sha256:…, one per line.";
      throw new Failure({ attempted, found: `"${text}" in "digests" is no digest`, advice });
    }
    if (parsed.repository !== repository) {
      const advice = `Push all of them to ${repository}: an index can only name what its own repository has.`;
      throw new Failure({ attempted, found: `${text} in "digests" is in another repository`, advice });
    }
    return parsed.digest;
  });
  return { repository, digests: [...new Set(plain)] };
}

async function namesOf(request: MergeRequest, context: BuildContext) {
  const source = await readSourceFacts({ ...context, directory: request.directory });
  const run = readRunFacts(context.env);
  const rules = request.tagRules ?? [];
  const ruledVersion = rules.some(({ name }) => name === "semver") ? versionOfRun(run)?.version : undefined;
  const { version } = chooseVersion(request.version ?? ruledVersion, source);
  const now = new Date(source.committedAt === undefined ? Date.now() : source.committedAt * 1000);
  const ruled = rules.length === 0 ? undefined : ruleTags(rules, { run, source, now });
  const lines = imageAnnotations({ ...source, ...run }, version, request.annotations ?? [], true);
  const annotations = Object.fromEntries(
    lines.flatMap((line) => {
      const [, level = "", key = "", value = ""] = /^((?:manifest|index)[^:]*):([^=]+)=(.*)$/s.exec(line) ?? [];
      return level.includes("index") ? [[key, value]] : [];
    }),
  );
  return { version, annotations, tags: imageTags({ image: request.image, version, ruled, tags: request.tags }) };
}

const configPlatform = z.object({ os: z.string(), architecture: z.string(), variant: z.string().optional() });
const manifestConfig = z.object({ config: z.object({ digest: z.string() }) });

/** What an index names, or the one manifest with the platform that its configuration says. */
async function readParts(reference: string, context: BuildContext): Promise<Descriptor[]> {
  const answer = await readManifest(reference, context);
  if (answer.kind !== "found") {
    throw new Failure({
      attempted: `merging ${reference}`,
      found: answer.reason,
      advice: `Let each job push with "push-by-digest: true" to the same repository before this step, and check the login.`,
    });
  }
  const document: unknown = JSON.parse(answer.bytes.toString("utf8"));
  const index = indexSchema.safeParse(document);
  if (index.success) return index.data.manifests;
  const repository = parseImageReference(reference)?.repository ?? "";
  const config = await readBlob(repository, manifestConfig.parse(document).config.digest, context);
  const platform = configPlatform.parse(JSON.parse(config.toString("utf8")));
  const { mediaType, digest, bytes } = answer;
  const { os, architecture, variant } = platform;
  const named = variant === undefined ? { os, architecture } : { os, architecture, variant };
  return [{ mediaType, digest, size: bytes.length, platform: named }];
}
