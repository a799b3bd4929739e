// Which values does a JSONPath (RFC 9535) select?

import { type JSONPathQuery, type JSONValue, jsonpath } from "json-p3";

/** A suite has few paths and asks for them at each attempt; what captured values make of them is bounded. */
const most = 1000;
const compiled = new Map<string, JSONPathQuery>();

/** @throws what json-p3 says of a path that is none */
export function valuesAt(path: string, document: JSONValue): unknown[] {
  const query = compiled.get(path) ?? jsonpath.compile(path);
  if (compiled.size < most) compiled.set(path, query);
  return query.query(document).values();
}
