// What does a build keep in the registry for who finds its image by the key?

import { createHash } from "node:crypto";
import { z } from "zod";
import { indexSchema, indexType } from "../content/image-content.ts";

/** Outputs that nobody could compute again without building. */
export interface KeptOutputs {
  /** buildx's metadata file. */
  readonly metadata: string;
  /** Of the tests: `tests-passed`, `tests-failed`. */
  readonly tests: Readonly<Record<string, string>>;
}

export interface KeptImage {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

const annotation = "slipway.dev/outputs";
/** Registries take manifests of 4 MiB at most. */
const mostKept = 1024 ** 2;

/** An index over the one image: it keeps the image from being cleaned up, and carries the outputs beside it. */
export function keptIndex(
  { mediaType, digest, size }: KeptImage,
  outputs: KeptOutputs,
): { digest: string; mediaType: string; bytes: Buffer } {
  const text = JSON.stringify(outputs);
  const kept = text.length > mostKept ? JSON.stringify({ ...outputs, metadata: "" }) : text;
  const annotations = { [annotation]: kept };
  const index = { schemaVersion: 2, mediaType: indexType, manifests: [{ mediaType, digest, size }], annotations };
  const bytes = Buffer.from(JSON.stringify(index));
  return { digest: `sha256:${createHash("sha256").update(bytes).digest("hex")}`, mediaType: indexType, bytes };
}

/** @returns undefined for what no build of this toolkit kept */
export function readKept(bytes: Buffer): { readonly digest: string; readonly outputs: KeptOutputs } | undefined {
  const parsed = keptSchema.safeParse(JSON.parse(bytes.toString("utf8")));
  const [image, ...others] = parsed.data?.manifests ?? [];
  if (parsed.data === undefined || image === undefined || others.length > 0) return undefined;
  const outputs = outputsSchema.safeParse(JSON.parse(parsed.data.annotations[annotation] ?? "null"));
  return outputs.success ? { digest: image.digest, outputs: outputs.data } : undefined;
}

const keptSchema = indexSchema.extend({ annotations: z.record(z.string(), z.string()) });
const outputsSchema = z.object({ metadata: z.string(), tests: z.record(z.string(), z.string()) });
