// What does a small image look like as BuildKit would leave it in a folder?

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { packTar } from "modern-tar";
import { digestOf } from "../../../src/image/registry.ts";

/**
 * Writes an OCI layout with one image of one layer, which runs as root.
 *
 * @param settings of its configuration, in place of its entry point
 * @param files by their paths in the image
 * @returns the digest of its manifest
 */
export async function writeLayout(
  folder: string,
  settings: object = { Entrypoint: ["/orders"] },
  files: Readonly<Record<string, string>> = { orders: "x" },
): Promise<string> {
  mkdirSync(join(folder, "blobs", "sha256"), { recursive: true });
  const write = (bytes: Buffer, mediaType: string) => {
    const digest = digestOf(bytes);
    writeFileSync(join(folder, "blobs", ...digest.split(":")), bytes);
    return { mediaType: `application/vnd.oci.image.${mediaType}`, digest, size: bytes.length };
  };
  const json = (content: unknown, mediaType: string) => write(Buffer.from(JSON.stringify(content)), mediaType);
  const entries = Object.entries(files).map(([name, body]) => {
    return { header: { name, size: Buffer.byteLength(body), type: "file", mode: 0o755 }, body } as const;
  });
  const layer = write(gzipSync(Buffer.from(await packTar(entries))), "layer.v1.tar+gzip");
  const content = { os: "linux", architecture: "amd64", config: settings };
  const config = json(content, "config.v1+json");
  const mediaType = "application/vnd.oci.image.manifest.v1+json";
  const manifest = json({ schemaVersion: 2, mediaType, config, layers: [layer] }, "manifest.v1+json");
  writeFileSync(join(folder, "index.json"), JSON.stringify({ schemaVersion: 2, manifests: [manifest] }));
  writeFileSync(join(folder, "oci-layout"), JSON.stringify({ imageLayoutVersion: "1.0.0" }));
  return manifest.digest;
}
