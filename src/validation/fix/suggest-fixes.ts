// Which change of the manifests mends what a machine can mend?

import { isDeepStrictEqual } from "node:util";
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import { parseDocument } from "yaml";
import { parseKubernetesYaml } from "../../config/source.ts";
import { identityOf } from "../../manifests/manifest.ts";
import type { Finding, Fix } from "../check.ts";
import type { Path } from "../subject.ts";
import { type Edited, editYaml } from "./edit-yaml.ts";

export interface Suggestion<F extends Finding = Finding> {
  /** A unified diff for `git apply`, empty where nothing can be mended. */
  readonly patch: string;
  readonly mended: readonly F[];
  /** What a check would mend and the text does not allow, with the reason. */
  readonly left: readonly { readonly finding: F; readonly reason: string }[];
}

/**
 * Writes the fixes that findings propose into the texts of their files. Each change is read again: where the object
 * would then differ in anything but the one value, it is left. Pure.
 *
 * @param files the manifests' texts, by the name that the findings' positions have
 */
export function suggestFixes<F extends Finding>(
  findings: readonly F[],
  files: ReadonlyMap<string, string>,
): Suggestion<F> {
  const mended: F[] = [];
  const left: { finding: F; reason: string }[] = [];
  const parts = new Map([...files].map(([file, text]) => [file, partsOf(text, file)]));
  for (const finding of findings) {
    if (finding.fix === undefined) continue;
    const outcome = mend(parts.get(finding.at?.file ?? ""), finding.fix);
    if (outcome.kind === "edited") mended.push(finding);
    else left.push({ finding, reason: outcome.reason });
  }
  return { patch: diffOf(files, parts), mended, left };
}

/** The text of one document, which edits replace, and the objects in it. */
interface Part {
  text: string;
  readonly file: string;
  readonly objects: readonly { readonly identity: string; readonly base: Path }[];
}

/** Joined again they are the whole text. One edit reads one document only, however long the file is. */
function partsOf(text: string, file: string): Part[] {
  return text.split(/^(?=---(?:\s|$))/m).map((own) => ({ text: own, file, objects: objectsOf(readValue(own, file)) }));
}

function mend(parts: readonly Part[] | undefined, { object, path, value }: Fix): Edited {
  if (parts === undefined) return left("its text stands in no file of the repository");
  const wanted = [identityOf(object), identityOf({ ...object, metadata: { ...object.metadata, namespace: "" } })];
  for (const part of parts) {
    const own = part.objects.find(({ identity }) => wanted.includes(identity));
    if (own === undefined) continue;
    const whole = [...own.base, ...path];
    const edited = editYaml(part.text, parseDocument(part.text), whole, value);
    if (edited.kind === "not-possible") return edited;
    const expected = withValue(readValue(part.text, part.file), whole, value);
    if (!isDeepStrictEqual(expected, readValue(edited.text, part.file))) {
      return left("the change would touch more than this value");
    }
    part.text = edited.text;
    return edited;
  }
  return left("a renderer made this object: change its template or its base");
}

function readValue(text: string, file: string): unknown {
  return parseKubernetesYaml(text, file)[0]?.value;
}

function objectsOf(value: unknown): { identity: string; base: Path }[] {
  const { apiVersion, kind, metadata, items } = Object(value);
  if (Array.isArray(items)) {
    return items.flatMap((item, index) =>
      objectsOf(item).map(({ identity, base }) => ({ identity, base: ["items", index, ...base] })),
    );
  }
  const isObject = typeof apiVersion === "string" && typeof Object(metadata).name === "string";
  return isObject ? [{ identity: identityOf({ apiVersion, kind, metadata }), base: [] }] : [];
}

function withValue(object: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(object)) return object.with(Number(key), withValue(object[Number(key)], rest, value));
  const { [key]: inner, ...others } = Object(object) as Record<string, unknown>;
  const written = withValue(inner, rest, value);
  return written === undefined ? others : { ...others, [key]: written };
}

function diffOf(files: ReadonlyMap<string, string>, parts: ReadonlyMap<string, readonly Part[]>): string {
  return [...files]
    .map(([file, before]) => ({ file, before, after: (parts.get(file) ?? []).map(({ text }) => text).join("") }))
    .filter(({ before, after }) => before !== after)
    .map(({ file, before, after }) =>
      createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after, "", "", { headerOptions: FILE_HEADERS_ONLY }),
    )
    .join("");
}

function left(reason: string): Edited {
  return { kind: "not-possible", reason };
}
