// Which folders must be rendered before they are manifests, and by what?

import { promises as fs } from "node:fs";
import path from "node:path";
import type { Manifest } from "./manifest.ts";
import { renderChart } from "./render-chart.ts";
import { renderKustomization } from "./render-kustomization.ts";
import type { RenderOptions, Source } from "./renderer.ts";

/** What a pattern names: a folder to render, or undefined for files. A kustomization.yaml or Chart.yaml stands for its folder. */
export async function sourceOf(pattern: string, directory: string): Promise<Source | undefined> {
  const there = path.resolve(directory, pattern);
  const folder = isMarker(path.basename(there)) ? path.dirname(there) : there;
  const entries = await fs.readdir(folder).catch(() => []);
  const marker = entries.find(isMarker);
  if (marker === undefined) return undefined;
  const relative = path.relative(directory, folder);
  const name = relative.startsWith("..") || path.isAbsolute(relative) ? folder : relative || ".";
  return { kind: /^Chart/.test(marker) ? "chart" : "kustomization", folder, name };
}

/** @throws Failure for what the renderer refuses, in its words. */
export async function render(
  source: Source,
  options: RenderOptions & { readonly directory: string; readonly namespace?: string | undefined },
): Promise<Manifest[]> {
  return source.kind === "chart" ? renderChart(source, options) : renderKustomization(source, options);
}

function isMarker(name: string): boolean {
  return /^(?:kustomization(?:\.ya?ml)?|Chart\.ya?ml)$/i.test(name);
}
