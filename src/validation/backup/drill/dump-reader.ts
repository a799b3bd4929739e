// What does a dump in plain SQL hold, and may it be run?

import { type DigestBuilder, digestRows, type TableDigest } from "./table-digest.ts";

export interface DumpContents {
  /** By the words of its COPY statement: `public.orders (id, total)`. */
  readonly tables: ReadonlyMap<string, TableDigest>;
  /** Rows that stand as INSERT statements, which nobody counts. */
  readonly hasInserts: boolean;
  /** Whether pg_dump wrote its last line. */
  readonly isComplete: boolean;
  /** The line that would reach beyond the scratch database, or run a program. */
  readonly forbidden: string | undefined;
}

export interface DumpReader {
  push(chunk: Buffer): void;
  end(): DumpContents;
}

const identifier = String.raw`(?:"(?:[^"]|"")+"|[\w$]+)`;
const copyStart = new RegExp(String.raw`^COPY (${identifier}\.${identifier} \(.*\)) FROM stdin;$`);
const lastLine = /^-- PostgreSQL database (?:cluster )?dump complete/;
/** psql's own commands would connect elsewhere or run programs. Newer dumps begin with \restrict, which forbids them. */
const command = /^\s*\\(?!(?:un)?restrict\b)/;
/** What concerns the whole server: pg_dump --create and pg_dumpall write it. */
const beyond = /^(?:CREATE|DROP|ALTER)\s+(?:DATABASE|ROLE|TABLESPACE|USER(?!\s+MAPPING))\b/i;
const newline = 0x0a;
/** A statement this long is no statement that is looked for. */
const longest = 64 * 1024;

export function readDump(): DumpReader {
  const tables = new Map<string, TableDigest>();
  let rest: Buffer = Buffer.alloc(0);
  let table: { readonly name: string; readonly digest: DigestBuilder } | undefined;
  let hasInserts = false;
  let isComplete = false;
  let forbidden: string | undefined;
  const sql = (line: string): void => {
    const name = copyStart.exec(line)?.[1];
    if (name !== undefined) table = { name, digest: digestRows() };
    else if (command.test(line) || beyond.test(line)) forbidden ??= line.slice(0, 100);
    else if (line.startsWith("INSERT INTO ")) hasInserts = true;
    else if (lastLine.test(line)) isComplete = true;
  };
  const take = (line: Buffer): void => {
    const bytes = line.at(-1) === 0x0d ? line.subarray(0, -1) : line;
    if (table === undefined) {
      sql(bytes.subarray(0, longest).toString("utf8"));
    } else if (bytes.length === 2 && bytes[0] === 0x5c && bytes[1] === 0x2e) {
      tables.set(table.name, table.digest.end());
      table = undefined;
    } else {
      table.digest.add(bytes);
    }
  };
  return {
    push(chunk) {
      const all = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      let start = 0;
      for (let end = all.indexOf(newline); end >= 0; end = all.indexOf(newline, start)) {
        take(all.subarray(start, end));
        start = end + 1;
      }
      rest = all.subarray(start);
    },
    end() {
      if (rest.length > 0) take(rest);
      // A table without its end: what comes after is missing too.
      return { tables, hasInserts, isComplete: isComplete && table === undefined, forbidden };
    },
  };
}
