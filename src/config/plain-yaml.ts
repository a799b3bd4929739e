// What do the plain forms of YAML say, read fast?

import { plainScalar } from "./plain-scalar.ts";

/** A document in plain forms: what it says, and where. */
export interface PlainDocument {
  /** Undefined where it says nothing. */
  readonly value: unknown;
  /** Of a mapping's key or a list's item; of its nearest parent where the path is not there. Both count from 1. */
  place(path: readonly (string | number)[]): { readonly line: number; readonly column: number };
}

/**
 * The documents of a text, without the markers between them. Undefined where it has line ends of Windows, directives,
 * ends of documents, or content beside a marker.
 */
export function splitDocuments(text: string): { start: number; end: number; line: number }[] | undefined {
  if (/\r|^[%\uFEFF]|\n%|(?:^|\n)\.\.\./.test(text)) return undefined;
  const documents: { start: number; end: number; line: number }[] = [];
  let start = 0;
  let startLine = 1;
  let line = 1;
  for (let at = 0; at < text.length; line++) {
    const found = text.indexOf("\n", at);
    const stop = found < 0 ? text.length : found;
    if (text.charCodeAt(at) === dash && text.startsWith("---", at)) {
      const marker = text.slice(at, stop);
      const isMarker = /^---(?: *| +#.*)$/.test(marker);
      // `---text` is a plain scalar, no marker.
      if (!isMarker && /^---[ \t]/.test(marker)) return undefined;
      if (isMarker) {
        documents.push({ start, end: at, line: startLine });
        start = stop + 1;
        startLine = line + 1;
      }
    }
    at = stop + 1;
  }
  if (start < text.length) documents.push({ start, end: text.length, line: startLine });
  return documents;
}

/**
 * Reads the document between two offsets of a text, both at beginnings of lines, if it is written as nearly all
 * manifests are: mappings, lists, scalars on one line, literal blocks, JSON. Undefined for everything else (anchors,
 * aliases, tags, merge keys, plain scalars over several lines, keys that stand twice, and whatever is not YAML): that
 * is left to the library, which also tells what is wrong. What is read here is what the library would have read, many
 * times faster and in a fraction of the memory; the tests hold the two equal.
 *
 * @param line the number of the first line
 */
export function readPlain(text: string, start: number, end: number, line: number): PlainDocument | undefined {
  try {
    return new PlainReader(text, start, end, line).read();
  } catch (error) {
    if (error === notPlain) return undefined;
    throw error;
  }
}

/** Thrown where a form is met that is left to the library. Nobody sees it, so no stack is taken. */
const notPlain = { name: "NotPlain" };

const deepest = 60;

const tab = 9;
const newline = 10;
const space = 32;
const doubleQuote = 34;
const hash = 35;
const singleQuote = 39;
const comma = 44;
const dash = 45;
const colon = 58;
const closeList = 93;
const openList = 91;
const openMap = 123;
const closeMap = 125;

/** What no plain scalar begins with: `-`, `?` and `:` may, where no space follows. */
const indicators = new Set([..."[]{},#&*!|>'\"%@`"].map((one) => one.charCodeAt(0)));
const mayFollowItself = new Set([..."-?:"].map((one) => one.charCodeAt(0)));

class PlainReader {
  private readonly text: string;
  private readonly end: number;
  /** Where the line after the current one begins. */
  private next: number;
  private line: number;
  /** Of the current line: where it begins, where its `\n` stands, how far it is indented (-1 after the last line). */
  private lineStart = 0;
  private lineEnd = 0;
  private indent = -1;
  private at = 0;
  private depth = 0;
  /** Three numbers for each entry and item, in the order of the text: line, column, and how many entries it holds with itself. */
  private readonly places: number[] = [];

  constructor(text: string, start: number, end: number, line: number) {
    this.text = text;
    this.end = end;
    this.next = start;
    this.line = line - 1;
  }

  read(): PlainDocument {
    this.advance();
    if (this.indent < 0) return { value: undefined, place: () => ({ line: this.line, column: 1 }) };
    const root = this.open();
    const value = this.blockNode(-1);
    if (this.indent >= 0) throw notPlain;
    this.close(root);
    const places = Int32Array.from(this.places);
    return { value, place: (path) => placeOf(value, places, path) };
  }

  /** To the next line that is neither empty nor a comment. */
  private advance(): void {
    const { text, end } = this;
    for (;;) {
      if (this.next >= end) {
        this.indent = -1;
        return;
      }
      const start = this.next;
      let at = start;
      while (text.charCodeAt(at) === space) at++;
      const found = text.indexOf("\n", at);
      const stop = found < 0 || found > end ? end : found;
      this.line++;
      this.next = stop + 1;
      if (at >= stop) continue;
      const first = text.charCodeAt(at);
      if (first === hash) continue;
      if (first === tab) throw notPlain;
      this.lineStart = start;
      this.lineEnd = stop;
      this.at = at;
      this.indent = at - start;
      return;
    }
  }

  /** A node that begins on the current line, in the block of a parent at a column. */
  private blockNode(parent: number): unknown {
    const first = this.text.charCodeAt(this.at);
    if (first === openMap || first === openList) return this.inline(parent);
    if (this.isItem()) return this.list(this.indent);
    return this.mapping(this.indent);
  }

  private mapping(column: number): unknown {
    this.deeper();
    const map: Record<string, unknown> = {};
    for (;;) {
      const place = this.open();
      const key = this.blockKey();
      if (map[key] !== undefined) throw notPlain;
      map[key] = this.afterKey(column);
      this.close(place);
      if (this.indent < column) break;
      if (this.indent > column || this.isItem()) throw notPlain;
    }
    this.depth--;
    return map;
  }

  private afterKey(column: number): unknown {
    if (this.hasMore()) return this.inline(column);
    this.advance();
    if (this.indent > column) return this.blockNode(column);
    return this.indent === column && this.isItem() ? this.list(column) : null;
  }

  private list(column: number): unknown[] {
    this.deeper();
    const items: unknown[] = [];
    while (this.indent === column && this.isItem()) {
      this.at++;
      items.push(this.item(column));
    }
    if (this.indent > column) throw notPlain;
    this.depth--;
    return items;
  }

  private item(column: number): unknown {
    if (!this.hasMore()) {
      this.advance();
      if (this.indent <= column) throw notPlain;
      const place = this.open();
      const node = this.blockNode(column);
      this.close(place);
      return node;
    }
    const place = this.open();
    const node = this.inlineItem(column);
    this.close(place);
    return node;
  }

  private inlineItem(column: number): unknown {
    const own = this.at - this.lineStart;
    if (this.isItem()) {
      this.indent = own;
      return this.list(own);
    }
    const first = this.text.charCodeAt(this.at);
    if (first === openMap || first === openList || !this.hasKey()) return this.inline(column);
    this.indent = own;
    return this.mapping(own);
  }

  /** Whether the rest of the line begins with a key. */
  private hasKey(): boolean {
    const { text, at, lineEnd } = this;
    const first = text.charCodeAt(at);
    if (first === doubleQuote || first === singleQuote) {
      this.quoted();
      const isKey = text.charCodeAt(this.at) === colon;
      this.at = at;
      return isKey;
    }
    for (let here = at; here < lineEnd; here++) {
      const code = text.charCodeAt(here);
      if (code === colon && (here + 1 === lineEnd || text.charCodeAt(here + 1) === space)) return true;
      if (code === hash && text.charCodeAt(here - 1) === space) return false;
    }
    return false;
  }

  /** The key at the current place, which is left behind its colon. */
  private blockKey(): string {
    const { text, at, lineEnd } = this;
    const first = text.charCodeAt(at);
    if (first === doubleQuote || first === singleQuote) {
      const key = checkedKey(this.quoted());
      this.expect(colon);
      if (this.at < lineEnd && text.charCodeAt(this.at) !== space) throw notPlain;
      return key;
    }
    this.refuseIndicator(at);
    let here = at;
    while (!(text.charCodeAt(here) === colon && (here + 1 === lineEnd || text.charCodeAt(here + 1) === space))) {
      const code = text.charCodeAt(here);
      if (here >= lineEnd || code === tab || code === hash) throw notPlain;
      here++;
    }
    if (text.charCodeAt(here - 1) === space) throw notPlain;
    this.at = here + 1;
    return checkedKey(this.scalar(text.slice(at, here)));
  }

  /** A value that begins on a line on which something stands before it. */
  private inline(parent: number): unknown {
    const first = this.text.charCodeAt(this.at);
    if (first === doubleQuote || first === singleQuote) {
      const value = this.quoted();
      this.finishLine();
      return value;
    }
    if (first === openMap || first === openList) {
      const value = this.flow(parent);
      this.finishLine();
      return value;
    }
    if (first === 124 || first === 62) return this.block(parent, first === 62);
    return this.plainToEnd();
  }

  private plainToEnd(): unknown {
    const { text, at } = this;
    this.refuseIndicator(at);
    let stop = this.lineEnd;
    for (let here = at; here < stop; here++) {
      const code = text.charCodeAt(here);
      if (code > colon) continue;
      if (code === tab) throw notPlain;
      if (code === colon && (here + 1 === stop || text.charCodeAt(here + 1) === space)) throw notPlain;
      if (code === hash && text.charCodeAt(here - 1) === space) stop = here;
    }
    while (text.charCodeAt(stop - 1) === space) stop--;
    const value = this.scalar(text.slice(at, stop));
    this.advance();
    return value;
  }

  /** A literal or folded block without an indentation indicator. */
  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one walk over the characters is faster and plainer than its parts
  private block(parent: number, folded: boolean): string {
    const header = this.text.slice(this.at + 1, this.lineEnd);
    if (header !== "" && header !== "-") throw notPlain;
    const { text, end } = this;
    let own = -1;
    const lines: string[] = [];
    let next = this.next;
    let line = this.line;
    while (next < end) {
      const stop = text.indexOf("\n", next);
      // The end of a text without a last newline is left to the library.
      if (stop < 0 || stop >= end) throw notPlain;
      let at = next;
      while (text.charCodeAt(at) === space) at++;
      const indent = at - next;
      if (at === stop) {
        if (folded || own < 0 || indent > own) throw notPlain;
        lines.push("");
      } else {
        if (own < 0) {
          if (indent <= parent) throw notPlain;
          own = indent;
        }
        if (indent < own) {
          if (indent > parent) throw notPlain;
          break;
        }
        if (folded && (indent > own || text.charCodeAt(at) === tab)) throw notPlain;
        lines.push(text.slice(next + own, stop));
      }
      next = stop + 1;
      line++;
    }
    if (own < 0) throw notPlain;
    while (lines.at(-1) === "") lines.pop();
    this.next = next;
    this.line = line;
    this.advance();
    return lines.join(folded ? " " : "\n") + (header === "-" ? "" : "\n");
  }

  private flow(parent: number): unknown {
    this.deeper();
    const isMap = this.text.charCodeAt(this.at) === openMap;
    this.at++;
    const value = isMap ? this.flowMapping(parent) : this.flowList(parent);
    this.depth--;
    return value;
  }

  private flowMapping(parent: number): Record<string, unknown> {
    const map: Record<string, unknown> = {};
    if (this.flowSpace(parent) === closeMap) {
      this.at++;
      return map;
    }
    for (;;) {
      const place = this.open();
      const first = this.text.charCodeAt(this.at);
      const key = checkedKey(
        first === doubleQuote || first === singleQuote ? this.quoted() : this.scalar(this.flowText(true)),
      );
      this.expect(colon);
      if (map[key] !== undefined) throw notPlain;
      this.flowSpace(parent);
      map[key] = this.flowNode(parent);
      this.close(place);
      if (this.flowNext(parent, closeMap)) return map;
    }
  }

  private flowList(parent: number): unknown[] {
    const items: unknown[] = [];
    if (this.flowSpace(parent) === closeList) {
      this.at++;
      return items;
    }
    for (;;) {
      const place = this.open();
      items.push(this.flowNode(parent));
      this.close(place);
      if (this.flowNext(parent, closeList)) return items;
    }
  }

  private flowNode(parent: number): unknown {
    const first = this.text.charCodeAt(this.at);
    if (first === openMap || first === openList) return this.flow(parent);
    if (first === doubleQuote || first === singleQuote) return this.quoted();
    return this.scalar(this.flowText(false));
  }

  /** A plain scalar inside of brackets. */
  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one walk over the characters is faster and plainer than its parts
  private flowText(isKey: boolean): string {
    const { text, at, lineEnd } = this;
    this.refuseIndicator(at);
    let here = at;
    for (; here < lineEnd; here++) {
      const code = text.charCodeAt(here);
      if (code === comma || code === closeMap || code === closeList) break;
      if (code === tab || code === openMap || code === openList || code === hash) throw notPlain;
      if (code !== colon) continue;
      const after = text.charCodeAt(here + 1);
      if (here + 1 === lineEnd || after === space) {
        if (isKey) break;
        throw notPlain;
      }
      if (after === comma || after === openMap || after === openList || after === closeMap || after === closeList)
        throw notPlain;
    }
    let stop = here;
    while (text.charCodeAt(stop - 1) === space) stop--;
    if (stop === at || (isKey && stop !== here)) throw notPlain;
    this.at = here;
    return text.slice(at, stop);
  }

  /** Whether the collection ends here; otherwise it stands at its next entry. */
  private flowNext(parent: number, close: number): boolean {
    const code = this.flowSpace(parent);
    this.at++;
    if (code === close) return true;
    if (code !== comma || this.flowSpace(parent) === close) throw notPlain;
    return false;
  }

  /** Over spaces and line ends; answers the character that stands there then. */
  private flowSpace(parent: number): number {
    const { text, end } = this;
    for (;;) {
      const code = text.charCodeAt(this.at);
      if (code === space) {
        this.at++;
        continue;
      }
      if (code !== newline) return code;
      this.lineStart = this.at + 1;
      this.line++;
      const found = text.indexOf("\n", this.lineStart);
      this.lineEnd = found < 0 || found > end ? end : found;
      this.next = this.lineEnd + 1;
      this.at = this.lineStart;
      while (text.charCodeAt(this.at) === space) this.at++;
      if (this.at >= end || (this.at - this.lineStart <= parent && this.at !== this.lineEnd)) throw notPlain;
    }
  }

  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one walk over the characters is faster and plainer than its parts
  private quoted(): string {
    const { text, at, lineEnd } = this;
    const isDouble = text.charCodeAt(at) === doubleQuote;
    let stop = text.indexOf(isDouble ? '"' : "'", at + 1);
    if (isDouble) while (stop > 0 && isEscaped(text, stop)) stop = text.indexOf('"', stop + 1);
    else while (stop > 0 && text.charCodeAt(stop + 1) === singleQuote) stop = text.indexOf("'", stop + 2);
    if (stop < 0 || stop >= lineEnd) throw notPlain;
    this.at = stop + 1;
    const inside = text.slice(at + 1, stop);
    if (!isDouble) return inside.includes("''") ? inside.replaceAll("''", "'") : inside;
    if (!inside.includes("\\")) return inside;
    if (!/^(?:[^\\\t]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*$/.test(inside)) throw notPlain;
    return JSON.parse(`"${inside}"`);
  }

  private scalar(text: string): unknown {
    const value = plainScalar(text);
    if (value === undefined) throw notPlain;
    return value;
  }

  /** A dash with something behind it, or with a value on the lines below. */
  private isItem(): boolean {
    if (this.text.charCodeAt(this.at) !== dash) return false;
    return this.at + 1 === this.lineEnd || this.text.charCodeAt(this.at + 1) === space;
  }

  /** Over spaces: whether anything but a comment stands on the rest of the line. */
  private hasMore(): boolean {
    const { text, lineEnd } = this;
    const before = this.at;
    while (this.at < lineEnd && text.charCodeAt(this.at) === space) this.at++;
    if (this.at >= lineEnd) return false;
    const code = text.charCodeAt(this.at);
    if (code === tab) throw notPlain;
    return code !== hash || this.at === before;
  }

  private finishLine(): void {
    if (this.hasMore()) throw notPlain;
    this.advance();
  }

  private expect(code: number): void {
    if (this.text.charCodeAt(this.at) !== code) throw notPlain;
    this.at++;
  }

  private refuseIndicator(at: number): void {
    const code = this.text.charCodeAt(at);
    // A letter, as nearly always.
    if (code > 96 && code < 123) return;
    if (indicators.has(code)) throw notPlain;
    if (!mayFollowItself.has(code)) return;
    const after = this.text.charCodeAt(at + 1);
    if (at + 1 >= this.lineEnd || after === space || indicators.has(after)) throw notPlain;
  }

  private deeper(): void {
    this.depth++;
    if (this.depth > deepest) throw notPlain;
  }

  /** Notes the current place. */
  private open(): number {
    return this.places.push(this.line, this.at - this.lineStart + 1, 0) - 3;
  }

  private close(place: number): void {
    this.places[place + 2] = (this.places.length - place) / 3;
  }
}

/** A key whose place in an object is not its place in the text, or that has a meaning of its own, is left to the library. */
function checkedKey(key: unknown): string {
  if (typeof key !== "string" || key === "<<" || key === "__proto__" || /^\d+$/.test(key)) throw notPlain;
  return key;
}

function isEscaped(text: string, at: number): boolean {
  let before = at - 1;
  while (text.charCodeAt(before) === 92) before--;
  return (at - before) % 2 === 0;
}

function placeOf(
  root: unknown,
  places: Int32Array,
  path: readonly (string | number)[],
): { line: number; column: number } {
  let value = root;
  let place = 0;
  for (const part of path) {
    const index = indexOf(value, part);
    if (index < 0) break;
    place += 3;
    for (let sibling = 0; sibling < index; sibling++) place += 3 * (places[place + 2] ?? 0);
    value = (value as Record<string | number, unknown>)[part];
  }
  return { line: places[place] ?? 1, column: places[place + 1] ?? 1 };
}

/** Which entry or item of a value a part of a path names; -1 for none. */
function indexOf(value: unknown, part: string | number): number {
  if (Array.isArray(value)) return typeof part === "number" && part >= 0 && part < value.length ? part : -1;
  return typeof value === "object" && value !== null ? Object.keys(value).indexOf(String(part)) : -1;
}
