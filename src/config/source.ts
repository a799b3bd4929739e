// What does a YAML file of the user's say, and on which line?

import type { Document, ScalarTag, YAMLError } from "yaml";
import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseAllDocuments, type YAMLMap } from "yaml";
import type { z } from "zod";
import { type Evidence, Failure, type Position, placeText } from "../report/failure.ts";
import { readPlain, splitDocuments } from "./plain-yaml.ts";
import { checkValue, type Path, pathText, type ShapeProblem } from "./shape.ts";

/** One document of a YAML file. */
export interface YamlSource {
  readonly value: unknown;
  /**
   * Where a path stands in the file: the key of a mapping's entry, the item of a list. Follows aliases
   * and merge keys. A path that is not there gives the place of its nearest parent.
   */
  position(path: Path): Position;
}

/**
 * Reads every document of a YAML file (JSON is YAML too). Empty documents are left out.
 *
 * @param file the file as the user named it
 * @throws Failure with line and column for what is not YAML, for a key that stands twice, and for aliases that blow up
 */
export function parseYaml(text: string, file: string): YamlSource[] {
  return parse(text, file, []);
}

/**
 * The same, reading `0644` and `yes` as kubectl does: as the number 420 and as true
 * (YAML 1.1 by way of sigs.k8s.io/yaml, which Kubernetes keeps for compatibility).
 */
export function parseKubernetesYaml(text: string, file: string): YamlSource[] {
  return parsePlainly(text, file) ?? parse(text, file, kubernetesTags);
}

/**
 * The value of a document, if it has the shape that the schema asks for.
 *
 * @param what how the user knows the file's content: `the smoke suite`
 * @throws Failure that names file, line, what was found, what is allowed and the nearest valid word; the first
 *   problem in full and all of them as evidence
 */
export function checkShape<T>(schema: z.ZodType<T>, source: YamlSource, what: string): T {
  const result = checkValue(schema, source.value);
  if (result.kind === "fits") return result.value;
  throw misfit(source, what, result.problems);
}

/** Document by document, the plain ones fast. Undefined where the text must be read as a whole. */
function parsePlainly(text: string, file: string): YamlSource[] | undefined {
  return splitDocuments(text)?.flatMap(({ start, end, line }) => {
    const plain = readPlain(text, start, end, line);
    if (plain === undefined) return parse(text.slice(start, end), file, kubernetesTags, line);
    const { value } = plain;
    if (value === undefined || value === null) return [];
    return [{ value, position: (path: Path) => ({ file, ...plain.place(path) }) }];
  });
}

function parse(text: string, file: string, customTags: ScalarTag[], firstLine = 1): YamlSource[] {
  const lines = new LineCounter();
  const options = { lineCounter: lines, merge: true, prettyErrors: false };
  const documents = parseAllDocuments(text, { ...options, customTags: (tags) => [...customTags, ...tags] });
  const at: Locate = (offset) => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1) + firstLine - 1, column: Math.max(col, 1) };
  };
  if (!Array.isArray(documents)) return [];
  const errors = documents.flatMap((document) => document.errors);
  if (errors.length > 0) throw notYaml(file, errors, at);
  return documents
    .map((document) => ({
      value: plainValue(document, file, at),
      position: (path: Path) => at(offsetOf(document, path)),
    }))
    .filter((source) => source.value !== null && source.value !== undefined);
}

type Locate = (offset: number) => Position;

function notYaml(file: string, errors: readonly YAMLError[], at: Locate): Failure {
  const [first] = errors;
  const describe = (error: YAMLError | undefined): string =>
    error?.code === "DUPLICATE_KEY" ? "a key stands twice in one mapping" : lowerFirst(error?.message ?? "");
  const all = errors.map((error) => `${placeText(at(error.pos[0]))}: ${describe(error)}`);
  return new Failure({
    attempted: `reading ${file}`,
    found: describe(first),
    advice: first?.code === "DUPLICATE_KEY" ? "Keep one of the two." : "Correct the YAML at this place.",
    at: at(first?.pos[0] ?? 0),
    evidence: listed("what is wrong in the file", all),
    cause: first,
  });
}

/** The document as plain values. An alias that stands for a hundred times its size is an attack, not a document. */
function plainValue(document: Document, file: string, at: Locate): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new Failure({
      attempted: `reading ${file}`,
      found: lowerFirst(error instanceof Error ? error.message : String(error)),
      advice: "Write the values out where the aliases stand.",
      at: at(document.contents?.range?.[0] ?? 0),
      cause: error,
    });
  }
}

function offsetOf(document: Document, path: Path): number {
  let node: unknown = document.contents;
  let offset = document.contents?.range?.[0] ?? 0;
  for (const part of path) {
    const next = childOf(resolved(node, document), part, document);
    if (next === undefined) return offset;
    offset = next.offset ?? offset;
    node = next.node;
  }
  return offset;
}

function childOf(
  node: unknown,
  part: string | number,
  document: Document,
): { node: unknown; offset: number | undefined } | undefined {
  if (isSeq(node)) {
    const item = typeof part === "number" ? node.items[part] : undefined;
    return item === undefined ? undefined : { node: item, offset: startOf(item) };
  }
  if (!isMap(node)) return undefined;
  const entry = node.items.find((pair) => keyText(pair.key) === String(part));
  if (entry !== undefined) return { node: entry.value, offset: startOf(entry.key) };
  return mergedInto(node, document)
    .map((merged) => childOf(merged, part, document))
    .find((child) => child !== undefined);
}

/** The mappings that `<<` brings into one, the last first, because that one wins. */
function mergedInto(map: YAMLMap, document: Document): unknown[] {
  return map.items
    .filter((pair) => keyText(pair.key) === "<<")
    .map((pair) => resolved(pair.value, document))
    .flatMap((value) => (isSeq(value) ? value.items.map((item) => resolved(item, document)) : [value]));
}

function resolved(node: unknown, document: Document): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}

function keyText(key: unknown): string {
  const value = isScalar(key) ? key.value : key;
  return typeof value === "symbol" ? (value.description ?? "") : String(value);
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? (node as Node).range?.[0] : undefined;
}

function misfit(source: YamlSource, what: string, problems: readonly ShapeProblem[]): Failure {
  const [first] = problems;
  const at = source.position(first?.path ?? []);
  const all = problems.map(
    (problem) =>
      `${placeText(source.position(problem.path))}: ${pathText(problem.path)}: ${problem.found}. ${problem.advice}`,
  );
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : "";
  return new Failure({
    attempted: `reading ${pathText(first?.path ?? [])} of ${what} in ${placeText(at)}`,
    found: `${first?.found ?? "it does not fit"}${more}`,
    advice: first?.advice ?? "",
    at,
    evidence: listed(`all that is wrong in ${at.file}`, all),
  });
}

function listed(title: string, lines: readonly string[]): Evidence[] {
  return lines.length > 1 ? [{ title, text: lines.join("\n") }] : [];
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

const kubernetesTags: ScalarTag[] = [
  {
    identify: () => false,
    default: true,
    tag: "tag:yaml.org,2002:int",
    test: /^0[0-7]+$/,
    resolve: (text) => Number.parseInt(text, 8),
  },
  {
    identify: () => false,
    default: true,
    tag: "tag:yaml.org,2002:bool",
    test: /^(?:[yY]|yes|Yes|YES|on|On|ON)$/,
    resolve: () => true,
  },
  {
    identify: () => false,
    default: true,
    tag: "tag:yaml.org,2002:bool",
    test: /^(?:[nN]|no|No|NO|off|Off|OFF)$/,
    resolve: () => false,
  },
];
