// Which Kubernetes objects does a text describe?

import { parseKubernetesYaml, type YamlSource } from "../config/source.ts";
import type { KubeObject } from "../kube/object.ts";
import { Failure, type Position } from "../report/failure.ts";
import type { Manifest } from "./manifest.ts";
import { isTooDeep, refuseMasses, tooDeep } from "./read-file.ts";
import { refuseTemplates } from "./templates.ts";

/** Takes a file, or a document of one, that cannot be read, so that the others still are. */
export type OnProblem = (problem: Failure) => void;

/** The manifests in the text of one file. @throws Failure unless `onProblem` takes what is wrong with one document */
export function readManifests(text: string, file: string, onProblem?: OnProblem): Manifest[] {
  refuseMasses(text, file);
  refuseTemplates(text, file);
  return readObjects(text, file, onProblem);
}

/** The same for what a renderer wrote: what looks like a template in it is a text. */
export function readObjects(text: string, file: string, onProblem?: OnProblem): Manifest[] {
  return parsed(text, file).flatMap((source) => {
    try {
      if (isTooDeep(source.value)) throw tooDeep(file, source.position([]).line);
      return unfold(source, file, []);
    } catch (error) {
      if (onProblem === undefined || !(error instanceof Failure)) throw error;
      onProblem(error);
      return [];
    }
  });
}

/** A parser that calls itself for each level has an end of its own. */
function parsed(text: string, file: string): YamlSource[] {
  try {
    return parseKubernetesYaml(text, file);
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep(file, 1);
    throw error;
  }
}

function unfold(source: YamlSource, file: string, base: readonly (string | number)[]): Manifest[] {
  const value = valueAt(source.value, base);
  const at = source.position(base);
  if (!isMapping(value)) throw notAnObject(file, at, "it is not a mapping");
  if (isList(value)) return value.items.flatMap((_, index) => unfold(source, file, [...base, "items", index]));
  const object = checkObject(value, file, (below) => source.position([...base, ...below]));
  return [{ object, file, position: (below) => source.position([...base, ...below]) }];
}

/** A `List`, or the list of a kind: `DeploymentList`, as `kubectl get -o yaml` and the API write them. */
function isList(value: Record<string, unknown>): value is Record<string, unknown> & { items: unknown[] } {
  return typeof value.kind === "string" && value.kind.endsWith("List") && Array.isArray(value.items);
}

/** The least that the API server asks of any object, checked for those that it cannot be asked about yet. */
function checkObject(value: Record<string, unknown>, file: string, position: Manifest["position"]): KubeObject {
  const { apiVersion, kind, metadata } = value;
  if (!isText(apiVersion)) throw notAnObject(file, position(["apiVersion"]), "it has no apiVersion");
  if (!isText(kind)) throw notAnObject(file, position(["kind"]), "it has no kind");
  if (!isMapping(metadata)) throw notAnObject(file, position(["metadata"]), `the ${kind} has no metadata`);
  if (!isText(metadata.name)) throw nameless(kind, metadata, file, position);
  const { name, namespace } = metadata;
  if (namespace !== undefined && !isText(namespace)) {
    throw notAnObject(file, position(["metadata", "namespace"]), `the namespace of ${kind} ${name} is not a text`);
  }
  for (const field of ["labels", "annotations"])
    checkTexts(value, ["metadata", field], `${kind} ${name}`, file, position);
  return { ...value, apiVersion, kind, metadata: { ...metadata, name } };
}

/** Labels and annotations are texts: `version: 1.10` without quotes is the number 1.1 and would be refused by the server. */
function checkTexts(
  value: unknown,
  path: readonly string[],
  owner: string,
  file: string,
  position: Manifest["position"],
) {
  const texts = valueAt(value, path);
  if (texts === undefined || texts === null) return;
  if (!isMapping(texts)) throw notAnObject(file, position(path), `${path.join(".")} of ${owner} is not a mapping`);
  for (const [key, text] of Object.entries(texts)) {
    if (typeof text === "string") continue;
    throw new Failure({
      attempted: `reading the manifest ${file}`,
      found: `${path.join(".")} of ${owner} has a value at ${JSON.stringify(key)} that is not a text`,
      advice: "Put it in quotes.",
      at: position([...path, key]),
    });
  }
}

function nameless(
  kind: string,
  metadata: Record<string, unknown>,
  file: string,
  position: Manifest["position"],
): Failure {
  if (!isText(metadata.generateName)) {
    return notAnObject(file, position(["metadata", "name"]), `the ${kind} has no metadata.name`);
  }
  return new Failure({
    attempted: `reading the manifest ${file}`,
    found: `the ${kind} has generateName instead of a name`,
    advice:
      "Give it metadata.name: an object with a new name in each release could be neither compared nor taken back.",
    at: position(["metadata", "generateName"]),
  });
}

function notAnObject(file: string, at: Position, found: string): Failure {
  return new Failure({
    attempted: `reading the manifest ${file}`,
    found,
    advice:
      "Every document must be a Kubernetes object with apiVersion, kind and metadata.name. Name only the manifests, or move other files out of the folder.",
    at,
  });
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (parent, key) => (typeof parent === "object" && parent !== null ? Reflect.get(parent, key) : undefined),
    value,
  );
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
