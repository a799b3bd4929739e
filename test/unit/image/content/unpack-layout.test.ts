import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pack } from "tar-stream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { unpackLayout } from "../../../../src/image/content/unpack-layout.ts";

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "slipway-layout-")), "image");
});
afterEach(() => rmSync(join(folder, ".."), { recursive: true }));

const layer = randomBytes(700_000);
const hashOf = (algorithm: string, bytes: Buffer) => createHash(algorithm).update(bytes).digest("hex");
const layerPath = `blobs/sha256/${hashOf("sha256", layer)}`;

async function tarOf(files: Readonly<Record<string, Buffer | string | undefined>>): Promise<Buffer> {
  const tar = pack();
  for (const [name, content] of Object.entries(files)) {
    if (content === undefined) tar.entry({ name, type: "directory" });
    else tar.entry({ name }, content);
  }
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** In pieces that do not end where tar's blocks do. */
function inPieces(bytes: Buffer): Readable {
  const pieces = Array.from({ length: Math.ceil(bytes.length / 7001) }, (_, at) =>
    bytes.subarray(at * 7001, (at + 1) * 7001),
  );
  return Readable.from(pieces);
}

describe("an image that the builder hands out as a tar", () => {
  it("becomes a folder with the same bytes, and nothing else of the tar does", async () => {
    const small = Buffer.from("{}");
    const other = `blobs/sha512/${hashOf("sha512", small)}`;
    const tar = await tarOf({
      "blobs/": undefined,
      "blobs/sha256/": undefined,
      [layerPath]: layer,
      [other]: small,
      "index.json": "{}",
      "manifest.json": "[]",
      "../outside": "x",
      "blobs/sha256/../../../outside": "x",
      "oci-layout": "{}",
    });
    await unpackLayout(inPieces(tar), folder);
    expect(readFileSync(join(folder, layerPath)).equals(layer)).toBe(true);
    expect(readFileSync(join(folder, other)).equals(small)).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(["blobs", "index.json", "oci-layout"]);
    expect(existsSync(join(folder, "..", "outside"))).toBe(false);
  });

  it("is refused where a blob has other bytes than its name says", async () => {
    const changed = Buffer.from(layer);
    changed[5] = (changed[5] ?? 0) ^ 1;
    const tar = inPieces(await tarOf({ [layerPath]: changed, "index.json": "{}" }));
    await expect(unpackLayout(tar, folder)).rejects.toThrow(/handed out sha256:\w{64} with the bytes of \w{64}/);
    expect(tar.destroyed).toBe(true);
  });

  it("is refused where there is none, as where the build has failed", async () => {
    for (const nothing of [Buffer.alloc(0), await tarOf({ "oci-layout": "{}" })]) {
      await expect(unpackLayout(Readable.from([nothing]), folder)).rejects.toThrow(/handed out no image/);
    }
  });

  it("is refused where it ends in the middle of a blob", async () => {
    const tar = await tarOf({ [layerPath]: layer });
    await expect(unpackLayout(inPieces(tar.subarray(0, 300_000)), folder)).rejects.toThrow();
  });
});
