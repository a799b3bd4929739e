import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { packTar } from "modern-tar";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findFile, type ImageFile, mergeLayers, readLayers } from "../../../../src/image/content/files.ts";
import type { Layer } from "../../../../src/image/content/image-content.ts";
import { never } from "../support.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slipway-files-"));
  mkdirSync(join(folder, "blobs", "sha256"), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

type Entries = Parameters<typeof packTar>[0];

async function layer(
  name: string,
  entries: Entries,
  pack: (bytes: Buffer) => Buffer = (bytes) => gzipSync(bytes),
  form = "tar+gzip",
): Promise<Layer> {
  const bytes = pack(Buffer.from(await packTar(entries)));
  writeFileSync(join(folder, "blobs", "sha256", name), bytes);
  return { digest: `sha256:${name}`, size: bytes.length, mediaType: `application/vnd.oci.image.layer.v1.${form}` };
}

const file = (name: string, body = "x", mode = 0o644): Entries[number] => ({
  header: { name, size: Buffer.byteLength(body), type: "file", mode },
  body,
});
const link = (name: string, linkname: string): Entries[number] => ({
  header: { name, size: 0, type: "symlink", linkname },
});

describe("the files of an image", () => {
  it("are those of all layers, of any compression, without what later ones remove", async () => {
    const layers = [
      await layer("1", [file("a"), file("b/c"), file("b/d"), file("e/f")]),
      await layer(
        "2",
        [file(".wh.a", ""), file("b/.wh.c", ""), file("e/.wh..wh..opq", ""), file("e/g")],
        (bytes) => zstdCompressSync(bytes),
        "tar+zstd",
      ),
      await layer("3", [file("./b/d", "longer")], (bytes) => bytes, "tar"),
    ];
    const read = await readLayers(folder, layers, () => false, never);
    const files = mergeLayers(read);
    expect([...files.keys()].sort()).toEqual(["b/d", "e/g"]);
    expect(files.get("b/d")?.size).toBe(6);
  });

  it("give the beginning of a large text, and what comes after it", async () => {
    const layers = [await layer("1", [file("large", "y".repeat(3_000_000)), file("z", "last")])];
    const [read] = await readLayers(folder, layers, () => true, never);
    expect(read?.files.map(({ text }) => text)).toEqual(["y".repeat(64 * 1024), "last"]);
  });

  it("give the text that is asked for, and read on after a large one that is not", async () => {
    const layers = [
      await layer("1", [file("large", "x".repeat(3_000_000)), file("etc/passwd", "root:x:0"), file("z")]),
    ];
    const [read] = await readLayers(folder, layers, (path) => path === "etc/passwd", never);
    expect(read?.files.map(({ path, text }) => [path, text])).toEqual([
      ["large", undefined],
      ["etc/passwd", "root:x:0"],
      ["z", undefined],
    ]);
  });

  it("refuse a layer that is none", async () => {
    writeFileSync(join(folder, "blobs", "sha256", "1"), "nonsense");
    const broken: Layer = { digest: "sha256:1", size: 8, mediaType: "application/vnd.oci.image.layer.v1.tar+gzip" };
    await expect(readLayers(folder, [broken], () => false, never)).rejects.toThrow();
  });

  it("are found through links, and a ring of links leads nowhere", async () => {
    const entries = [
      file("usr/bin/busybox", "x", 0o755),
      link("bin", "usr/bin"),
      link("usr/bin/sh", "busybox"),
      link("usr/local", "../opt"),
      file("opt/tool"),
      link("ring", "ring"),
    ];
    const files = mergeLayers(await readLayers(folder, [await layer("1", entries)], () => false, never));
    const pathOf = (path: string): ImageFile["path"] | undefined => findFile(files, path)?.path;
    expect(pathOf("/bin/sh")).toBe("usr/bin/busybox");
    expect(pathOf("/usr/local/tool")).toBe("opt/tool");
    expect(pathOf("/../bin/./busybox")).toBe("usr/bin/busybox");
    expect(pathOf("/ring/x")).toBeUndefined();
    expect(pathOf("/nope")).toBeUndefined();
  });
});
