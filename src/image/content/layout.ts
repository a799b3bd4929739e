// What did BuildKit leave in the folder that it exported to?

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type ImageContent, indexSchema, readImage } from "./image-content.ts";

/**
 * Reads an OCI layout (https://github.com/opencontainers/image-spec/blob/main/image-layout.md) with one image.
 *
 * @param digest what in it is the image; what its index.json names unless given
 */
export async function readLayout(folder: string, digest?: string): Promise<ImageContent> {
  return readImage(digest ?? layoutDigest(folder), async (one) => readFileSync(blobPath(folder, one)));
}

/** The digest that the layout's index.json names. */
export function layoutDigest(folder: string): string {
  const index = indexSchema.parse(JSON.parse(readFileSync(join(folder, "index.json"), "utf8")));
  const [only, ...others] = index.manifests;
  if (only === undefined || others.length > 0) throw new Error(`${index.manifests.length} images in one layout`);
  return only.digest;
}

/** Where the layout keeps what has this digest. */
export function blobPath(folder: string, digest: string): string {
  const [algorithm = "", hash = ""] = digest.split(":");
  return join(folder, "blobs", algorithm, hash);
}
