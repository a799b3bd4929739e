// How is one value of a YAML text changed, and nothing else?

import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  stringify,
  type YAMLMap,
} from "yaml";
import type { Path } from "../subject.ts";

export type Edited =
  | { readonly kind: "edited"; readonly text: string }
  /** Only a person can do it here, with the reason. */
  | { readonly kind: "not-possible"; readonly reason: string };

/**
 * Sets a value, or takes it away, by a change of the few characters that stand for it: comments, order, quotes and
 * indentation of all the rest stay. Mappings that are missing on the way are written. Pure.
 *
 * @param document parsed from `text`; its ranges are read, it is not changed
 * @param value undefined takes the entry away
 */
export function editYaml(text: string, document: Document, path: Path, value: unknown): Edited {
  return editNode(text, document.contents, path, value);
}

function editNode(text: string, node: unknown, path: Path, value: unknown): Edited {
  const [part, ...rest] = path;
  if (isShared(node)) return impossible("it stands under an anchor or alias, which other places share");
  if (part === undefined) return impossible("the whole document would be replaced");
  if (isSeq(node) && typeof part === "number") return editNode(text, node.items[part], rest, value);
  if (!isMap(node)) return impossible("there is no mapping to write it in");
  const entry = entryOf(node, part);
  const isLast = rest.length === 0;
  const inner = rest.reduceRight<unknown>((written, key) => ({ [key]: written }), value);
  if (entry === undefined) {
    return value === undefined ? { kind: "edited", text } : addEntry(text, node, String(part), inner);
  }
  if (isLast && value === undefined) return removeEntry(text, node, entry);
  if (isEmpty(entry.value)) return fillEntry(text, entry, inner);
  return isLast ? replaceValue(text, entry.value, value) : editNode(text, entry.value, rest, value);
}

function addEntry(text: string, map: YAMLMap, key: string, value: unknown): Edited {
  if (map.flow) return addToFlow(text, map, key, value);
  const last = map.items.at(-1);
  const first = map.items[0];
  if (first === undefined || last === undefined) return impossible("the mapping is empty");
  const indent = columnOf(text, startOf(first.key));
  const at = endOfLine(text, endOf(last));
  const block = stringify({ [key]: value }, { indent: 2, lineWidth: 0 }).trimEnd();
  const lines = block.split("\n").map((line) => " ".repeat(indent) + line);
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  return { kind: "edited", text: `${text.slice(0, at)}${newline}${lines.join(newline)}${text.slice(at)}` };
}

function addToFlow(text: string, map: YAMLMap, key: string, value: unknown): Edited {
  const last = map.items.at(-1);
  const entry = `${key}: ${flow(value)}`;
  if (last === undefined) {
    const [start, end] = map.range ?? [0, 0];
    return { kind: "edited", text: `${text.slice(0, start)}{ ${entry} }${text.slice(end)}` };
  }
  const at = endOf(last);
  return { kind: "edited", text: `${text.slice(0, at)}, ${entry}${text.slice(at)}` };
}

/** `securityContext:` with nothing behind it, `null` or `{}`. */
function fillEntry(text: string, entry: Pair, value: unknown): Edited {
  const { value: node } = entry;
  if (isShared(node)) return impossible("it is an anchor, which other places share");
  const colon = text.indexOf(":", keyEnd(entry)) + 1;
  const end = isNode(node) && node.range ? node.range[1] : colon;
  const isWritten = text.slice(colon, end).trim() !== "";
  return { kind: "edited", text: `${text.slice(0, colon)} ${flow(value)}${text.slice(isWritten ? end : colon)}` };
}

/** A comment behind it stays. */
function replaceValue(text: string, node: unknown, value: unknown): Edited {
  if (isShared(node)) return impossible("an anchor or alias stands there, which other places share");
  const isBlock = (isCollection(node) && !node.flow) || (isScalar(node) && node.type?.startsWith("BLOCK"));
  if (!isNode(node) || !node.range || isBlock) return impossible("a block of several lines stands there");
  const [start, end] = node.range;
  return { kind: "edited", text: `${text.slice(0, start)}${flow(value)}${text.slice(end)}` };
}

function removeEntry(text: string, map: YAMLMap, entry: Pair): Edited {
  if (map.items.length === 1) return removeOnly(text, map);
  const start = startOf(entry.key);
  if (!map.flow) {
    const lineStart = text.lastIndexOf("\n", start - 1) + 1;
    // The first entry of a list's item shares its line with the dash.
    if (text.slice(lineStart, start).trim() !== "") return impossible("it stands in the line of its list's dash");
    const lineEnd = Math.min(endOfLine(text, endOf(entry)) + 1, text.length);
    return { kind: "edited", text: text.slice(0, lineStart) + text.slice(lineEnd) };
  }
  const index = map.items.indexOf(entry);
  const next = map.items[index + 1];
  if (next !== undefined) return { kind: "edited", text: text.slice(0, start) + text.slice(startOf(next.key)) };
  const before = map.items[index - 1];
  const from = before === undefined ? start : endOf(before);
  return { kind: "edited", text: text.slice(0, from) + text.slice(endOf(entry)) };
}

function removeOnly(text: string, map: YAMLMap): Edited {
  const [start, end] = map.range ?? [0, 0];
  if (!map.flow) return impossible("it is the only entry of its mapping");
  return { kind: "edited", text: `${text.slice(0, start)}{}${text.slice(end)}` };
}

/** On one line, as it may stand anywhere. */
function flow(value: unknown): string {
  return stringify(value, { collectionStyle: "flow", lineWidth: 0, flowCollectionPadding: true }).trimEnd();
}

function entryOf(map: YAMLMap, key: string | number): Pair | undefined {
  return map.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(key));
}

function isShared(node: unknown): boolean {
  return isAlias(node) || (isNode(node) && "anchor" in node && node.anchor !== undefined);
}

function isEmpty(node: unknown): boolean {
  if (node === null || node === undefined) return true;
  if (isScalar(node)) return node.value === null;
  return isCollection(node) && node.items.length === 0;
}

function isCollection(node: unknown): node is Node & { items: unknown[]; flow?: boolean } {
  return isMap(node) || isSeq(node);
}

function startOf(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}

function keyEnd({ key }: Pair): number {
  return isNode(key) ? (key.range?.[1] ?? 0) : 0;
}

/** Where the value ends, or the key where there is none. Comments after it do not count. */
function endOf(entry: Pair): number {
  const { value } = entry;
  return isNode(value) && value.range && value.range[1] > keyEnd(entry) ? value.range[1] : keyEnd(entry) + 1;
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf("\n", offset - 1) + 1);
}

/** Before the line break, also behind a comment; the last line may have none. */
function endOfLine(text: string, offset: number): number {
  // The range of a block ends behind its last line break.
  const from = offset > 0 && text[offset - 1] === "\n" ? offset - 1 : offset;
  const newline = text.indexOf("\n", from);
  const end = newline === -1 ? text.length : newline;
  return text[end - 1] === "\r" ? end - 1 : end;
}

function impossible(reason: string): Edited {
  return { kind: "not-possible", reason };
}
