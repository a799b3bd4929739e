import { describe, expect, it } from "vitest";
import { readDump } from "../../../../src/validation/backup/drill/dump-reader.ts";
import { refuseOther } from "../../../../src/validation/backup/drill/scratch-database.ts";
import { digestRows } from "../../../../src/validation/backup/drill/table-digest.ts";

const rows = ["1\tcoffee", "2\tC:\\\\connect", "\\N\ttea"];
const dump = (body = "") => `--
-- PostgreSQL database dump
--

\\restrict q7Vn2LxW
CREATE TABLE public.orders (id int, what text);
COPY public.orders (id, what) FROM stdin;
${rows.join("\n")}
\\.
COPY public."odd; name" (id) FROM stdin;
\\.
${body}
--
-- PostgreSQL database dump complete
--
`;

function read(text: string, pieces: number) {
  const reader = readDump();
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += pieces) reader.push(bytes.subarray(at, at + pieces));
  return reader.end();
}

function digest(texts: readonly string[]) {
  const builder = digestRows();
  for (const text of texts) builder.add(Buffer.from(text));
  return builder.end();
}

describe("the contents of a dump", () => {
  it.each([1, 7, 100, 100_000])("are the same in pieces of %d bytes, and rows in another order", (pieces) => {
    const { tables, isComplete, forbidden, hasInserts } = read(dump(), pieces);
    expect(Object.fromEntries(tables)).toEqual({
      "public.orders (id, what)": digest(rows.toReversed()),
      'public."odd; name" (id)': { rows: 0, checksum: "0".repeat(32) },
    });
    expect({ isComplete, forbidden, hasInserts }).toEqual({
      isComplete: true,
      forbidden: undefined,
      hasInserts: false,
    });
  });

  it("differ where one row does, or stands twice", () => {
    expect(digest(["a", "b"])).not.toEqual(digest(["a", "c"]));
    expect(digest(["a", "a", "b"]).checksum).not.toEqual(digest(["b"]).checksum);
  });

  it.each([
    ["in a table", "COPY public.orders"],
    ["between tables", "odd; name"],
    ["before its last line", "-- PostgreSQL database dump complete"],
  ])("are not complete where it is cut %s", (_name, before) => {
    const text = dump();
    expect(read(text.slice(0, text.indexOf(before) + 25), 64).isComplete).toBe(false);
  });

  it.each([
    "\\connect orders",
    "  \\c orders",
    "\\! rm -r /",
    "CREATE DATABASE orders WITH TEMPLATE = template0;",
    "DROP ROLE orders;",
    "alter user orders superuser;",
  ])("are not to be restored with %s", (line) => {
    expect(read(dump(line), 64).forbidden).toBe(line);
  });

  it.each(["CREATE USER MAPPING FOR a SERVER b;", "ALTER TABLE public.orders OWNER TO orders;", "-- \\connect"])(
    "may have %s",
    (line) => {
      expect(read(dump(line), 64).forbidden).toBeUndefined();
    },
  );

  it("say that there are rows that nobody counts", () => {
    expect(read(dump("INSERT INTO public.orders VALUES (1);"), 64).hasInserts).toBe(true);
  });
});

describe("a scratch database", () => {
  it.each([
    "orders",
    "slipway_drill_",
    "slipway_drill_0123456789abcdef0",
    'slipway_drill_0123456789abcde"',
    "postgres",
  ])("is not %s", (name) => {
    expect(() => refuseOther(name)).toThrow(/no scratch database/);
  });

  it("has the name that a drill gives", () => {
    expect(() => refuseOther("slipway_drill_0123456789abcdef")).not.toThrow();
  });
});
