// What stands at a path of a value that nobody has checked yet?

import type { Path } from "../config/shape.ts";

export type Fields = Readonly<Record<string, unknown>>;

export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (parent, key) => (typeof parent === "object" && parent !== null ? Reflect.get(parent, key) : undefined),
    value,
  );
}

/** The fields of a mapping; none of anything else. */
export function fieldsAt(value: unknown, path: Path = []): Fields {
  const found = valueAt(value, path);
  return typeof found === "object" && found !== null && !Array.isArray(found) ? (found as Fields) : {};
}

/** The items of a list; none of anything else. */
export function itemsAt(value: unknown, path: Path = []): readonly unknown[] {
  const found = valueAt(value, path);
  return Array.isArray(found) ? found : [];
}

/** A text that is not empty. */
export function textAt(value: unknown, path: Path = []): string | undefined {
  const found = valueAt(value, path);
  return typeof found === "string" && found !== "" ? found : undefined;
}

/** The entries of a mapping of texts, such as labels. */
export function textsAt(value: unknown, path: Path = []): readonly (readonly [string, string])[] {
  return Object.entries(fieldsAt(value, path)).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
}
