// Which version gave this answer?

import { jsonpath } from "json-p3";
import type { ProbeAnswer } from "./probe-route.ts";

/** Where an answer says which version gave it. */
export type VersionSource =
  | { readonly kind: "none" }
  | { readonly kind: "header"; readonly name: string }
  | { readonly kind: "json"; readonly path: string }
  /** The pod's name without its last part: its ReplicaSet. */
  | { readonly kind: "pod" };

const longest = 60;

/** `header:NAME`, `json:$.version`, `pod` or nothing; what is wrong otherwise. */
export function parseVersionSource(text: string): VersionSource | { readonly found: string; readonly advice: string } {
  const advice = "Write header:NAME, json:$.PATH or pod.";
  if (text === "") return { kind: "none" };
  if (text === "pod") return { kind: "pod" };
  const [, kind, what = ""] = /^(header|json):(.+)$/.exec(text) ?? [];
  if (kind === "header") return { kind: "header", name: what.trim().toLowerCase() };
  if (kind !== "json") return { found: `"${text}" is no place for a version`, advice };
  try {
    jsonpath.compile(what.trim());
    return { kind: "json", path: what.trim() };
  } catch (error) {
    return { found: `"${what}" is not a JSONPath: ${error instanceof Error ? error.message : String(error)}`, advice };
  }
}

/** Empty where the answer does not say. Pure. */
export function versionOf({ headers, body, pod }: ProbeAnswer, source: VersionSource): string {
  switch (source.kind) {
    case "none":
      return "";
    case "header":
      return shortened(headers[source.name] ?? "");
    case "pod":
      return pod.replace(/-[^-]+$/, "");
    case "json":
      return shortened(versionInJson(body, source.path));
  }
}

function versionInJson(body: string, path: string): string {
  let value: unknown;
  try {
    value = jsonpath.query(path, JSON.parse(body)).values()[0];
  } catch {
    // An error page is not JSON: it names no version.
    return "";
  }
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function shortened(text: string): string {
  return text.trim().slice(0, longest);
}
