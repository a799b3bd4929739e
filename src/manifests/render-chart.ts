// Which objects does a Helm chart make, and where does each come from?

import { promises as fs } from "node:fs";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";

import { describeObject, type KubeObject } from "../kube/object.ts";
import { Failure, type Position } from "../report/failure.ts";
import type { Manifest } from "./manifest.ts";
import { readObjects } from "./read-objects.ts";
import { type ClusterCapabilities, type RenderOptions, runRenderer, type Source } from "./renderer.ts";

/**
 * Rendered by `helm template`, for the cluster's version and what it serves. Tests of the chart are left out.
 * @throws Failure for a hook: it asks to be run by Helm at a moment that a release here does not have; and for a Secret
 * that is drawn by chance.
 */
export async function renderChart(
  { folder, name }: Source,
  options: RenderOptions & { readonly directory: string; readonly namespace?: string | undefined },
): Promise<Manifest[]> {
  const { helm, directory, namespace } = options;
  const release = helm.release ?? path.basename(folder);
  const args = [
    ...["template", release, folder, "--include-crds"],
    ...(namespace === undefined ? [] : ["--namespace", namespace]),
    ...capabilityArguments(await options.capabilities()),
    ...helm.values.flatMap((file) => ["--values", path.resolve(directory, file)]),
    ...helm.set.flatMap((pair) => ["--set", pair]),
  ];
  const command = {
    attempted: `rendering the chart ${name}`,
    get: "GitHub's runners have helm; on others install it in a step before, for example with azure/setup-helm.",
  };
  const text = await runRenderer("helm", args, command, options);
  const manifests = await manifestsIn(text, folder, name, directory);
  if (manifests.some(({ object }) => object.kind === "Secret")) {
    const again = await runRenderer("helm", args, command, options);
    if (again !== text) refuseChance(manifests, await manifestsIn(again, folder, name, directory));
  }
  return manifests;
}

async function manifestsIn(text: string, folder: string, name: string, directory: string): Promise<Manifest[]> {
  const templates = new Map<string, string>();
  const manifests: Manifest[] = [];
  for (const part of partsOf(text)) {
    const file = fileOf(part.source, folder, name);
    const template = templates.get(file) ?? (await fs.readFile(path.resolve(directory, file), "utf8").catch(() => ""));
    templates.set(file, template);
    for (const { object } of readObjects(part.text, file)) {
      const manifest: Manifest = { object, file, position: (below) => guess(template, file, object.kind, below) };
      if (!isTest(manifest)) manifests.push(manifest);
    }
  }
  return manifests;
}

/** Helm keeps what a chart has drawn once by `lookup`, which finds nothing here: each release would draw another password. */
function refuseChance(manifests: readonly Manifest[], again: readonly Manifest[]): void {
  const drawn = manifests.find(({ object }, index) => {
    const other = again[index]?.object;
    return object.kind === "Secret" && other !== undefined && !sameContent(object, other);
  });
  if (drawn === undefined) return;
  throw new Failure({
    attempted: `rendering ${describeObject(drawn.object)}`,
    found: "its content is another one each time that the chart is rendered",
    advice:
      "A release would put a new password, key or certificate in the place of the one that is in use (`lookup` finds nothing outside of Helm). Give it in the values, or let the chart use a Secret that is there.",
    at: drawn.position([]),
  });
}

function sameContent(one: KubeObject, other: KubeObject): boolean {
  return isDeepStrictEqual([one.data, one.stringData], [other.data, other.stringData]);
}

function capabilityArguments(capabilities: ClusterCapabilities | undefined): string[] {
  if (capabilities === undefined) return [];
  const { kubernetes, apiVersions } = capabilities;
  return ["--kube-version", kubernetes, ...apiVersions.flatMap((version) => ["--api-versions", version])];
}

/** Helm writes before each document which template made it. */
function partsOf(text: string): { source: string; text: string }[] {
  return text
    .split(/^---\s*$/m)
    .filter((part) => part.trim() !== "")
    .map((part) => ({ source: /^# Source: (.+)$/m.exec(part)?.[1]?.trim() ?? "", text: part }));
}

/** `orders/templates/x.yaml` begins with the chart's name, not with its folder. */
function fileOf(source: string, folder: string, name: string): string {
  if (source === "") return path.join(name, "Chart.yaml");
  const [, ...below] = source.split("/");
  return path.join(name === "." ? path.relative(process.cwd(), folder) : name, ...below);
}

function isTest({ object, position }: Manifest): boolean {
  const hook = object.metadata.annotations?.["helm.sh/hook"];
  if (hook === undefined) return false;
  const moments = hook.split(",").map((moment) => moment.trim());
  if (moments.every((moment) => moment === "test" || moment === "test-success" || moment === "test-failure"))
    return true;
  throw new Failure({
    attempted: `rendering ${describeObject(object)}`,
    found: `it is a hook of Helm's (${hook})`,
    advice:
      "A release here applies objects and runs no hooks: make a migration a step or a Job of its own before the release, and switch the hook off in the chart's values.",
    at: position(["metadata", "annotations", "helm.sh/hook"]),
  });
}

/**
 * The line of a template that wrote a path, as far as it can be told from its text: each key is looked for after the one
 * above it, in the part that begins with the object's kind. Templates have no positions of their own.
 */
function guess(template: string, file: string, kind: string, below: readonly (string | number)[]): Position {
  const lines = template.split("\n");
  let line = Math.max(
    0,
    lines.findIndex((text) => new RegExp(`^kind:\\s*["']?${kind}\\b`).test(text)),
  );
  for (const key of below) {
    if (typeof key === "number") continue;
    const wanted = key.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const found = lines.findIndex(
      (text, index) => index >= line && new RegExp(`^\\s*(?:- +)*["']?${wanted}["']?:`).test(text),
    );
    if (found < 0) break;
    line = found;
  }
  return { file, line: line + 1 };
}
