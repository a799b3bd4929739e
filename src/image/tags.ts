// Under which names is the image pushed?

import { parseImageReference } from "../manifests/image-reference.ts";
import { Failure } from "../report/failure.ts";

export interface TagInputs {
  /** A repository: `ghcr.io/acme/orders`. The tag is then the version. */
  readonly image?: string | undefined;
  readonly version: string;
  /** Tags of `image` in place of the version, where rules gave some. */
  readonly ruled?: readonly string[] | undefined;
  /** Whole references: `ghcr.io/acme/orders:1.4.0`. */
  readonly tags?: readonly string[] | undefined;
}

/**
 * Every name of the image, those made of `image` first, each once. Upper case in a
 * repository is lowered: an owner on GitHub may have it, a registry may not, and an expression of a
 * workflow cannot lower it.
 *
 * @throws Failure for a text that is no reference, for an `image` that carries a tag of its own, and for a version that
 * holds nothing of what a tag may
 */
export function imageTags(inputs: TagInputs): string[] {
  const repository = inputs.image === undefined ? undefined : checkRepository(inputs.image);
  const own =
    repository === undefined
      ? []
      : (inputs.ruled ?? [inputs.version]).map((tag) => `${repository}:${checkVersion(tag)}`);
  return [...new Set([...own, ...(inputs.tags ?? []).map(checkTag)])];
}

/** A version as a tag can hold it: at most 128 of letters, digits, `_`, `.`, `-`; the first no `.` or `-`. */
export function sanitiseTag(version: string): string {
  return version
    .replace(/[^\w.-]+/g, "-")
    .replace(/^[.-]+/, "")
    .slice(0, 128);
}

/** @throws Failure for a text that is not the name of a repository */
export function checkRepository(image: string): string {
  const parsed = parseImageReference(lowerRepository(image));
  if (parsed === undefined) throw malformed("image", image, "Write a repository such as ghcr.io/acme/orders.");
  if (parsed.tag !== "" || parsed.digest !== "") {
    throw new Failure({
      attempted: `reading the input "image"`,
      found: `"${image}" has a ${parsed.digest === "" ? "tag" : "digest"} of its own`,
      advice: `Write only the repository, ${parsed.repository}: its tag is the version. Other names go into "tags".`,
    });
  }
  return parsed.repository;
}

function checkVersion(version: string): string {
  const tag = sanitiseTag(version);
  if (tag !== "") return tag;
  throw new Failure({
    attempted: "choosing the tags",
    found: `the version "${version}" has nothing that a tag can hold`,
    advice: "Give a version with letters or digits, such as 1.4.0.",
  });
}

function checkTag(text: string): string {
  const parsed = parseImageReference(lowerRepository(text));
  if (parsed === undefined) {
    throw malformed("tags", text, "Write whole references such as ghcr.io/acme/orders:1.4.0, one per line.");
  }
  if (parsed.digest !== "") {
    throw malformed("tags", text, "A digest is what the build gives, not what it is given: write name:tag.");
  }
  return `${parsed.repository}:${parsed.tag || "latest"}`;
}

/** Only the repository: a tag keeps its case. */
function lowerRepository(reference: string): string {
  const afterPath = reference.lastIndexOf("/") + 1;
  const tagAt = reference.slice(afterPath).search(/[:@]/);
  const end = tagAt === -1 ? reference.length : afterPath + tagAt;
  return reference.slice(0, end).toLowerCase() + reference.slice(end);
}

function malformed(input: string, text: string, advice: string): Failure {
  return new Failure({
    attempted: `reading the input "${input}"`,
    found: `"${text}" is not the name of an image`,
    advice,
  });
}
