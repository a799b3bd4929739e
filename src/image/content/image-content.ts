// What is an image made of?

import { z } from "zod";

/** An image as its index, manifests and configurations describe it. */
export interface ImageContent {
  /** Of what a reference names: the index, or the one manifest. */
  readonly digest: string;
  readonly mediaType: string;
  readonly platforms: readonly PlatformImage[];
  readonly attestations: readonly Attestation[];
}

/** The image for one platform. */
export interface PlatformImage {
  /** `linux/amd64`, `linux/arm/v7`. */
  readonly platform: string;
  /** Of its manifest. */
  readonly digest: string;
  readonly config: ImageConfig;
  /** The bytes of the configuration and of its manifest are not in it: only what a pull has to fetch as layers. */
  readonly layers: readonly Layer[];
}

export interface Layer {
  readonly digest: string;
  /** Compressed, in bytes. */
  readonly size: number;
  readonly mediaType: string;
  /** What BuildKit wrote of the step that made it: `COPY --from=build /orders /orders # buildkit`. */
  readonly createdBy?: string | undefined;
}

/** BuildKit's statement about the image for one platform: its provenance, its SBOM. */
export interface Attestation {
  readonly digest: string;
  /** Of the manifest that it is about. */
  readonly subject: string;
}

const descriptorSchema = z.object({
  mediaType: z.string().default(""),
  digest: z.string().regex(/^sha\d{3}:[0-9a-f]+$/),
  size: z.number(),
  platform: z.object({ os: z.string(), architecture: z.string(), variant: z.string().optional() }).optional(),
  annotations: z.record(z.string(), z.string()).optional(),
});
export type Descriptor = z.infer<typeof descriptorSchema>;

/** https://github.com/opencontainers/image-spec/blob/main/image-index.md */
export const indexSchema = z.object({ mediaType: z.string().optional(), manifests: z.array(descriptorSchema) });
/** https://github.com/opencontainers/image-spec/blob/main/manifest.md */
const manifestSchema = z.object({
  mediaType: z.string().optional(),
  config: descriptorSchema,
  layers: z.array(descriptorSchema),
});

const settingsSchema = z.object({
  User: z.string().optional(),
  ExposedPorts: z.record(z.string(), z.unknown()).nullish(),
  Env: z.array(z.string()).nullish(),
  Entrypoint: z.array(z.string()).nullish(),
  Cmd: z.array(z.string()).nullish(),
  WorkingDir: z.string().optional(),
  Labels: z.record(z.string(), z.string()).nullish(),
  // Docker's own, and BuildKit keeps it: https://github.com/moby/docker-image-spec
  Shell: z.array(z.string()).nullish(),
  Healthcheck: z.object({ Test: z.array(z.string()).nullish() }).nullish(),
});

/** https://github.com/opencontainers/image-spec/blob/main/config.md */
const configSchema = z.object({
  os: z.string().default(""),
  architecture: z.string().default(""),
  variant: z.string().optional(),
  created: z.string().optional(),
  config: settingsSchema.optional(),
  history: z.array(z.object({ created_by: z.string().optional(), empty_layer: z.boolean().optional() })).optional(),
});
export type ImageConfig = z.infer<typeof configSchema>;

/** Gives the bytes of a manifest (or an index) or of a configuration. */
export type ReadContent = (digest: string, kind: "manifest" | "config") => Promise<Buffer>;

/**
 * Reads the index and everything below it but the layers.
 *
 * @throws Error where something is no image
 */
export async function readImage(digest: string, read: ReadContent): Promise<ImageContent> {
  const root: unknown = parse(await read(digest, "manifest"));
  const index = indexSchema.safeParse(root);
  if (!index.success) {
    const platform = await readPlatform(digest, root, read);
    return { digest, mediaType: mediaTypeOf(root, manifestType), platforms: [platform], attestations: [] };
  }
  const isAttestation = (one: Descriptor) => one.annotations?.[referenceType] === "attestation-manifest";
  const images = index.data.manifests.filter((one) => !isAttestation(one));
  return {
    digest,
    mediaType: mediaTypeOf(root, indexType),
    platforms: await Promise.all(
      images.map(async (one) => readPlatform(one.digest, parse(await read(one.digest, "manifest")), read)),
    ),
    attestations: index.data.manifests
      .filter(isAttestation)
      .map((one) => ({ digest: one.digest, subject: one.annotations?.[referenceDigest] ?? "" })),
  };
}

export const indexType = "application/vnd.oci.image.index.v1+json";
const manifestType = "application/vnd.oci.image.manifest.v1+json";
// https://github.com/moby/buildkit/blob/master/docs/attestations/attestation-storage.md
const referenceType = "vnd.docker.reference.type";
const referenceDigest = "vnd.docker.reference.digest";

function parse(bytes: Buffer): unknown {
  return JSON.parse(bytes.toString("utf8"));
}

function mediaTypeOf(document: unknown, otherwise: string): string {
  return z.object({ mediaType: z.string() }).safeParse(document).data?.mediaType ?? otherwise;
}

async function readPlatform(digest: string, document: unknown, read: ReadContent): Promise<PlatformImage> {
  const manifest = manifestSchema.parse(document);
  const config = configSchema.parse(parse(await read(manifest.config.digest, "config")));
  const steps = (config.history ?? []).filter((step) => step.empty_layer !== true);
  return {
    platform: platformName(config),
    digest,
    config,
    layers: manifest.layers.map((layer, index) => ({
      digest: layer.digest,
      size: layer.size,
      mediaType: layer.mediaType,
      // A history that does not fit the layers says nothing about them.
      createdBy: steps.length === manifest.layers.length ? steps[index]?.created_by : undefined,
    })),
  };
}

/** As `--platform` takes it. */
export function platformName(platform: { os: string; architecture: string; variant?: string | undefined }): string {
  // arm64 is v8 always: https://github.com/containerd/platforms/blob/main/database.go
  const variant = platform.architecture === "arm64" && platform.variant === "v8" ? "" : platform.variant;
  return [platform.os, platform.architecture, variant].filter((part) => part).join("/");
}
