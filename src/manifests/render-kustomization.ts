// Which objects does a kustomization make, and where does each come from?

import { promises as fs } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { parseKubernetesYaml, type YamlSource } from "../config/source.ts";
import type { KubeObject } from "../kube/object.ts";
import type { Position } from "../report/failure.ts";
import type { Manifest } from "./manifest.ts";
import { readObjects } from "./read-objects.ts";
import { fieldOf, refuseRemoteBases } from "./remote-bases.ts";
import { type RenderOptions, runRenderer, type Source } from "./renderer.ts";

const originAnnotation = "config.kubernetes.io/origin";

/**
 * Rendered by `kubectl kustomize`. A kustomization of our own around the user's asks for the origin of each object,
 * so that a failure can name the file and the line that the user wrote.
 */
export async function renderKustomization(
  { folder, name }: Source,
  options: RenderOptions & { readonly directory: string },
): Promise<Manifest[]> {
  if (!options.allowRemoteBases) await refuseRemoteBases(folder, options.directory);
  // kustomize follows links before it compares folders.
  const around = await fs.realpath(await fs.mkdtemp(path.join(options.tempDirectory, "kustomize-")));
  try {
    const resource = path.relative(around, await fs.realpath(folder));
    const wrapper = { resources: [resource], buildMetadata: ["originAnnotations"] };
    await fs.writeFile(path.join(around, "kustomization.yaml"), JSON.stringify(wrapper));
    const command = {
      attempted: `rendering the kustomization ${name}`,
      get: "GitHub's runners have kubectl; on others install it in a step before, for example with azure/setup-kubectl.",
    };
    const text = await runRenderer("kubectl", ["kustomize", around], command, options);
    const marker = { file: path.join(name, "kustomization.yaml"), line: 1 };
    const sources = new Map<string, Promise<YamlSource[]>>();
    return await Promise.all(
      readObjects(text, `${name} (rendered)`).map(({ object }) => located(object, around, marker, sources, options)),
    );
  } finally {
    await fs.rm(around, { recursive: true, force: true });
  }
}

async function located(
  object: KubeObject,
  around: string,
  marker: Position,
  sources: Map<string, Promise<YamlSource[]>>,
  { directory }: { readonly directory: string },
): Promise<Manifest> {
  const clean = withoutOrigin(object);
  const origin = originOf(object);
  if (origin === undefined) return { object: clean, file: marker.file, position: () => marker };
  const absolute = path.resolve(around, origin.path);
  const relative = path.relative(directory, absolute);
  const file = relative.startsWith("..") ? absolute : relative;
  const place = { file, line: 1 };
  // Of a generator there is only the place of the kustomization; a remote base is not on this disk.
  if (origin.generated) return { object: clean, file, position: () => place };
  const read = sources.get(file) ?? readSources(absolute, file);
  sources.set(file, read);
  const source = bestMatch(await read, object);
  return { object: clean, file, position: (below) => source?.position(below) ?? place };
}

async function readSources(absolute: string, file: string): Promise<YamlSource[]> {
  const text = await fs.readFile(absolute, "utf8").catch(() => "");
  return parseKubernetesYaml(text, file);
}

/** The document of the same kind whose name the rendered one holds: kustomize puts prefixes, suffixes and hashes around it. */
function bestMatch(sources: readonly YamlSource[], { kind, metadata }: KubeObject): YamlSource | undefined {
  const ofKind = sources.filter(({ value }) => fieldOf(value, "kind") === kind);
  const named = ofKind
    .map((source) => ({ source, name: String(fieldOf(fieldOf(source.value, "metadata"), "name") ?? "") }))
    .filter(({ name }) => name !== "" && metadata.name.includes(name))
    .toSorted((one, other) => other.name.length - one.name.length);
  return named[0]?.source ?? (ofKind.length === 1 ? ofKind[0] : undefined);
}

function originOf(object: KubeObject): { path: string; generated: boolean } | undefined {
  const text = object.metadata.annotations?.[originAnnotation];
  if (text === undefined) return undefined;
  const origin: unknown = parse(text);
  // A `repo` is somebody else's: its path is not one of this disk.
  if (fieldOf(origin, "repo") !== undefined) return undefined;
  const own = fieldOf(origin, "path");
  if (typeof own === "string") return { path: own, generated: false };
  const configured = fieldOf(origin, "configuredIn");
  return typeof configured === "string" ? { path: configured, generated: true } : undefined;
}

function withoutOrigin(object: KubeObject): KubeObject {
  const { [originAnnotation]: _, ...annotations } = object.metadata.annotations ?? {};
  const { annotations: __, ...metadata } = object.metadata;
  return { ...object, metadata: { ...metadata, ...(Object.keys(annotations).length === 0 ? {} : { annotations }) } };
}
