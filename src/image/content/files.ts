// Which files does an image hold, and which did its layers bring and take away again?

import { createReadStream } from "node:fs";
import { posix } from "node:path";
import { PassThrough, type Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createZstdDecompress } from "node:zlib";
import { extract, type Header } from "tar-stream";
import type { Layer } from "./image-content.ts";
import { blobPath } from "./layout.ts";

export interface ImageFile {
  /** From the root, without a `/` before it. */
  readonly path: string;
  readonly kind: "file" | "folder" | "link";
  /** Permissions. */
  readonly mode: number;
  readonly size: number;
  /** Where a link leads, as written; a hard link's from the root. */
  readonly target?: string | undefined;
  /** The beginning of a file that was asked for. */
  readonly text?: string | undefined;
}

export interface LayerFiles {
  readonly layer: Layer;
  /** What it brings. */
  readonly files: readonly ImageFile[];
  /** What it removes of the layers below; one that ends in `/` is all in that folder. */
  readonly removed: readonly string[];
}

const textBytes = 64 * 1024;

/**
 * Reads the layers of a layout, one after the other, and keeps only names and the texts that are asked for.
 *
 * @throws Error for a layer that is no tar, gzip or zstd
 */
export async function readLayers(
  folder: string,
  layers: readonly Layer[],
  wantsText: (path: string, size: number) => boolean,
  signal: AbortSignal,
): Promise<LayerFiles[]> {
  const read: LayerFiles[] = [];
  for (const layer of layers) {
    signal.throwIfAborted();
    read.push(await readLayer(folder, layer, wantsText, signal));
  }
  return read;
}

/** The files that are left when all layers lie over each other, by their paths. */
export function mergeLayers(layers: readonly LayerFiles[]): Map<string, ImageFile> {
  const files = new Map<string, ImageFile>();
  for (const layer of layers) {
    for (const path of layer.removed) removePath(files, path);
    for (const file of layer.files) files.set(file.path, file);
  }
  return files;
}

/** The file that a path leads to through links; undefined where there is none. */
export function findFile(files: ReadonlyMap<string, ImageFile>, path: string): ImageFile | undefined {
  let rest = partsOf(path);
  let at = "";
  // As many links as Linux follows.
  for (let links = 0; links < 40; ) {
    const [part, ...others] = rest;
    if (part === undefined) return at === "" ? rootFolder : files.get(at);
    const next = posix.join("/", at, part).slice(1);
    const target = files.get(next)?.target;
    rest = target === undefined ? others : [...partsOf(posix.resolve("/", at, target)), ...others];
    at = target === undefined ? next : "";
    if (target !== undefined) links++;
  }
  return undefined;
}

function partsOf(path: string): string[] {
  return path.split("/").filter((part) => part !== "" && part !== ".");
}

const rootFolder: ImageFile = { path: "", kind: "folder", mode: 0o755, size: 0 };

async function readLayer(
  folder: string,
  layer: Layer,
  wantsText: (path: string, size: number) => boolean,
  signal: AbortSignal,
): Promise<LayerFiles> {
  const files: ImageFile[] = [];
  const removed: string[] = [];
  const entries = extract();
  const source = createReadStream(blobPath(folder, layer.digest), { highWaterMark: chunkBytes });
  const unpacked = pipeline(source, unpackerOf(layer.mediaType), entries, { signal });
  // What goes wrong ends the entries too, which says less about it.
  unpacked.catch(() => undefined);
  try {
    for await (const entry of entries) {
      const path = posix.normalize(`/${entry.header.name}`).replace(/^\/+|\/+$/g, "");
      const whiteout = removedPath(path);
      if (whiteout !== undefined) removed.push(whiteout);
      const isFile = entry.header.type === "file" || entry.header.type === "contiguous-file";
      const text = isFile && wantsText(path, entry.header.size ?? 0) ? await readText(entry) : undefined;
      if (text === undefined) entry.resume();
      if (whiteout === undefined && path !== "") files.push(fileOf(path, entry.header, text));
    }
  } finally {
    await unpacked;
  }
  return { layer, files, removed };
}

/** https://github.com/opencontainers/image-spec/blob/main/layer.md#whiteouts */
function removedPath(path: string): string | undefined {
  const name = posix.basename(path);
  if (name === ".wh..wh..opq") return `${posix.dirname(path)}/`;
  return name.startsWith(".wh.") ? posix.join(posix.dirname(path), name.slice(4)) : undefined;
}

const chunkBytes = 256 * 1024;

function unpackerOf(mediaType: string): Transform {
  if (mediaType.endsWith("gzip")) return createGunzip({ chunkSize: chunkBytes });
  return mediaType.endsWith("zstd") ? createZstdDecompress({ chunkSize: chunkBytes }) : new PassThrough();
}

async function readText(entry: AsyncIterable<unknown>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of entry) {
    if (!(chunk instanceof Uint8Array)) continue;
    // What is over is read, for the next entry, and not kept.
    if (bytes < textBytes) chunks.push(chunk);
    bytes += chunk.length;
  }
  return Buffer.concat(chunks).subarray(0, textBytes).toString("latin1");
}

function fileOf(path: string, header: Header, text: string | undefined): ImageFile {
  const linked = header.type === "link" ? `/${header.linkname ?? ""}` : (header.linkname ?? undefined);
  const isLink = header.type === "link" || header.type === "symlink";
  return {
    path,
    kind: isLink ? "link" : header.type === "directory" ? "folder" : "file",
    mode: header.mode ?? 0,
    size: header.size ?? 0,
    ...(isLink && linked !== undefined ? { target: linked } : {}),
    ...(text === undefined ? {} : { text }),
  };
}

function removePath(files: Map<string, ImageFile>, path: string): void {
  const below = path.endsWith("/") ? path : `${path}/`;
  files.delete(path);
  for (const known of files.keys()) if (known.startsWith(below)) files.delete(known);
}
