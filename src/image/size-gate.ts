// Is an image small enough, and what makes it large?

import { Failure } from "../report/failure.ts";
import { codeSpan, details, escapeMarkdown, table } from "../report/markdown.ts";
import { type ImageContent, type PlatformImage, readImage } from "./content/image-content.ts";
import { lineOfLayer } from "./dockerfile/layer-line.ts";
import type { Gate, GateContext, GateReport, ImageUnderTest } from "./gate.ts";
import { readBlob, readManifest } from "./registry.ts";
import { type Growth, largestAfter, mayRefuse, sizeText } from "./size-limit.ts";

export interface SizeSettings {
  /** Compressed, in bytes, for each platform. */
  readonly maxSize?: number | undefined;
  readonly maxGrowth?: Growth | undefined;
  /** The image before: `ghcr.io/acme/orders:production`, or who finds out what it is once somebody asks. */
  readonly compareWith?: string | FindImageBefore | undefined;
  /** The stage that was built. */
  readonly target?: string | undefined;
}

/** @returns undefined where there is none yet */
export type FindImageBefore = (repository: string | undefined) => Promise<string | undefined>;

export interface PlatformSize {
  readonly platform: string;
  /** What a pull fetches: every layer once, compressed. */
  readonly bytes: number;
  /** Undefined where the image before has no such platform. */
  readonly before: number | undefined;
  /** The largest first. */
  readonly layers: readonly SizedLayer[];
}

interface SizedLayer {
  readonly bytes: number;
  readonly createdBy: string;
  /** `Dockerfile:12`; empty for a step of the base image. */
  readonly place: string;
  readonly line: number | undefined;
}

/** With the name of the image before. */
type SizeBudget = Omit<SizeSettings, "compareWith"> & { readonly compareWith?: string | undefined };

/** Judges what is pulled, by platform, against a budget and against the image before; the summary shows the layers. */
export function sizeGate(settings: SizeSettings): Gate {
  const gate: Gate = async (subject, context): Promise<GateReport> => {
    const { compareWith: given } = settings;
    const compareWith = typeof given === "function" ? await given(subject.repository) : given;
    const before = compareWith === undefined ? undefined : await imageBefore(compareWith, context);
    const sizes = measure(subject, before, settings.target);
    const failure = judgeSizes(sizes, { ...settings, compareWith }, subject);
    const largest = Math.max(...sizes.map(({ bytes }) => bytes), 0);
    return {
      name: "size",
      result: failure === undefined ? "passed" : "failed",
      markdown: sizeSummary(sizes, { ...settings, compareWith }),
      outputs: { size: String(largest) },
      failure,
    };
  };
  return Object.assign(gate, { onlyTells: !mayRefuse(settings) });
}

export function measure(
  subject: Pick<ImageUnderTest, "image" | "dockerfile">,
  before: ImageContent | undefined,
  target?: string,
): PlatformSize[] {
  return subject.image.platforms.map((one) => {
    const earlier = before?.platforms.find(({ platform }) => platform === one.platform);
    return {
      platform: one.platform,
      bytes: pulled(one),
      before: earlier === undefined ? undefined : pulled(earlier),
      layers: layersOf(one, subject.dockerfile, target),
    };
  });
}

/** The failure of the first platform that is too large, at the line that made its largest layer. */
export function judgeSizes(
  sizes: readonly PlatformSize[],
  { maxSize, maxGrowth, compareWith }: SizeBudget,
  subject: Pick<ImageUnderTest, "dockerfile">,
): Failure | undefined {
  for (const size of sizes) {
    const { platform, bytes, before } = size;
    if (maxSize !== undefined && bytes > maxSize) {
      return tooLarge(
        size,
        `the image for ${platform} is ${sizeText(bytes)} large, and max-size allows ${sizeText(maxSize)}`,
        subject,
      );
    }
    const limit =
      maxGrowth === undefined || before === undefined ? Number.POSITIVE_INFINITY : largestAfter(maxGrowth, before);
    if (bytes > limit && before !== undefined) {
      const grown = `${sizeText(bytes - before)} (${percent(bytes, before)})`;
      return tooLarge(
        size,
        `the image for ${platform} has grown by ${grown} to ${sizeText(bytes)} since ${compareWith}, and max-growth allows ${sizeText(limit - before)}`,
        subject,
      );
    }
  }
  return undefined;
}

export function sizeSummary(sizes: readonly PlatformSize[], { maxSize, compareWith }: SizeBudget): string {
  const rows = sizes.map(({ platform, bytes, before }) => [
    escapeMarkdown(platform),
    sizeText(bytes),
    before === undefined ? "" : `${bytes >= before ? "+" : ""}${sizeText(bytes - before)} (${percent(bytes, before)})`,
    maxSize === undefined ? "" : sizeText(maxSize),
  ]);
  const layers = sizes.map(({ platform, layers: all }) => {
    const shown = all
      .slice(0, 15)
      .map((layer) => [
        sizeText(layer.bytes),
        layer.place === "" ? "base image" : codeSpan(layer.place),
        codeSpan(layer.createdBy),
      ]);
    return details(`Layers of ${platform} by size`, table(["size", "made at", "by"], shown));
  });
  const grown = sizes.some(({ before }) => before !== undefined)
    ? `Compared with ${codeSpan(compareWith ?? "")}.\n\n`
    : "";
  return `${table(["platform", "size (compressed)", "change", "budget"], rows)}\n${grown}${layers.join("\n")}`;
}

/** The image before as its registry describes it; undefined where there is none: a first build has nothing to grow from. */
async function imageBefore(reference: string, { env, signal, log }: GateContext): Promise<ImageContent | undefined> {
  const options = { env, signal, attempts: 3 };
  const repository = reference.replace(/@.*$/, "").replace(/:[^:/]+$/, "");
  const found = await readManifest(reference, options);
  if (found.kind === "missing") {
    log.info(`There is no image before to compare the size with: ${found.reason}.`);
    return undefined;
  }
  if (found.kind !== "found") {
    throw new Failure({
      attempted: `comparing the size with ${reference}`,
      found: found.reason,
      advice:
        "Check the input compare-with and the login at its registry: without the image before, its growth is unknown.",
    });
  }
  return readImage(found.digest, async (digest) => {
    if (digest === found.digest) return found.bytes;
    const manifest = await readManifest(`${repository}@${digest}`, options);
    // A configuration is a blob, and no manifest has its digest.
    return manifest.kind === "found" ? manifest.bytes : readBlob(repository, digest, options);
  });
}

function pulled({ layers }: PlatformImage): number {
  return [...new Map(layers.map(({ digest, size }) => [digest, size])).values()].reduce((sum, size) => sum + size, 0);
}

function layersOf(
  image: PlatformImage,
  dockerfile: ImageUnderTest["dockerfile"],
  target: string | undefined,
): SizedLayer[] {
  return image.layers
    .map(({ size, createdBy = "" }) => {
      const line = dockerfile === undefined ? undefined : lineOfLayer(dockerfile.parsed, createdBy, target);
      return {
        bytes: size,
        createdBy: shorten(createdBy),
        place: line === undefined ? "" : `${dockerfile?.file}:${line}`,
        line,
      };
    })
    .sort((one, other) => other.bytes - one.bytes);
}

function tooLarge(size: PlatformSize, found: string, { dockerfile }: Pick<ImageUnderTest, "dockerfile">): Failure {
  const own = size.layers.find(({ line }) => line !== undefined);
  const first = size.layers[0];
  return new Failure({
    attempted: "judging the size of the image",
    found,
    advice:
      own === undefined
        ? "Take a smaller base image, or raise the budget."
        : `Look at what ${own.place} puts into the image (${sizeText(own.bytes)}), or raise the budget.`,
    at: own?.line === undefined || dockerfile === undefined ? undefined : { file: dockerfile.file, line: own.line },
    evidence:
      first === undefined
        ? []
        : [
            {
              title: `layers of ${size.platform} by size`,
              text: size.layers
                .slice(0, 10)
                .map((one) => `${sizeText(one.bytes).padStart(9)}  ${one.place || "base image"}  ${one.createdBy}`)
                .join("\n"),
            },
          ],
  });
}

function percent(bytes: number, before: number): string {
  if (before === 0) return "from nothing";
  const share = ((bytes - before) / before) * 100;
  return `${share >= 0 ? "+" : ""}${share.toFixed(1)} %`;
}

function shorten(step: string): string {
  const text = step
    .replace(/\s*# buildkit\s*$/, "")
    .replaceAll(/\s+/g, " ")
    .trim();
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
