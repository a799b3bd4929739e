// How does the image that BuildKit hands out reach a folder?

import { createHash, type Hash } from "node:crypto";
import { closeSync, mkdirSync, openSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { extract } from "tar-stream";

/** https://github.com/opencontainers/image-spec/blob/main/image-layout.md */
const partNames = /^(?:oci-layout|index\.json|blobs\/(?<algorithm>sha256|sha512)\/(?<hash>[0-9a-f]+))$/;

/**
 * Writes an OCI layout that comes as a tar into a folder, piece by piece as it comes, and holds each blob to the digest
 * that names it. The disk is not waited for: BuildKit's own way into a folder does that twice for each blob, and nobody
 * needs the folder after a crash.
 *
 * @throws Error for a blob with other bytes than its name says, a tar that ends too early or holds no image (as that of a
 * build that fails), and a disk that takes no more
 */
export async function unpackLayout(tar: Readable, folder: string): Promise<void> {
  const entries = extract();
  const unpacked = pipeline(tar, entries);
  // What goes wrong ends the entries too.
  unpacked.catch(() => undefined);
  let isThere = false;
  try {
    for await (const entry of entries) {
      const known = partNames.exec(entry.header.name);
      if (entry.header.type !== "file" || known === null) entry.resume();
      else await writePart(entry, join(folder, entry.header.name), known.groups);
      isThere ||= entry.header.name === "index.json";
    }
  } catch (error) {
    tar.destroy();
    throw error;
  }
  await unpacked;
  if (!isThere) throw new Error("the builder handed out no image");
}

async function writePart(
  part: AsyncIterable<unknown>,
  path: string,
  { algorithm, hash: expected }: Readonly<Record<string, string | undefined>> = {},
): Promise<void> {
  const hash: Hash | undefined = algorithm === undefined ? undefined : createHash(algorithm);
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, "wx");
  try {
    for await (const chunk of part) {
      if (!(chunk instanceof Uint8Array)) continue;
      hash?.update(chunk);
      // In this thread: a chunk is what a pipe holds, and a turn of the thread pool takes longer than to write it.
      writeFileSync(file, chunk);
    }
  } finally {
    closeSync(file);
  }
  const found = hash?.digest("hex");
  if (found !== expected) throw new Error(`the builder handed out ${algorithm}:${expected} with the bytes of ${found}`);
}
