// Would the API server take the labels and annotations?

import { podSpecPath } from "../../manifests/containers.ts";
import type { Check } from "../check.ts";
import { type Complaint, eachObject } from "../examine.ts";
import { textsAt } from "../fields.ts";
import type { Path, Seen } from "../subject.ts";

const part = /^[A-Za-z0-9](?:[-_.A-Za-z0-9]*[A-Za-z0-9])?$/;
const prefix = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
const mostBytes = 256 * 1024;

export const labels: Check = {
  id: "objects/labels",
  severity: "high",
  title: "Labels and annotations are valid",
  why: "The API server refuses the object: a value with a space or longer than 63 characters, a key with two slashes, annotations above 256 KiB.",
  source: "https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set",
  recommendation: "Put long or free text into an annotation; begin and end a label with a letter or a digit.",
  run: (subject) => eachObject(subject.written, judge, "there is no manifest"),
};

function judge({ object }: Seen): Complaint[] {
  const podSpec = podSpecPath(object);
  const template = podSpec === undefined || podSpec.length === 1 ? [] : [podSpec.slice(0, -1)];
  return [[], ...template].flatMap((base) => {
    const own = [...base, "metadata", "labels"];
    const notes = [...base, "metadata", "annotations"];
    return [
      ...textsAt(object, own).flatMap(([key, value]) => [...badKey(key, own), ...badValue(key, value, own)]),
      ...textsAt(object, notes).flatMap(([key]) => badKey(key.toLowerCase(), notes, key)),
      ...tooMany(textsAt(object, notes), notes),
    ];
  });
}

function badKey(key: string, path: Path, written = key): Complaint[] {
  const [first = "", second, ...more] = key.split("/");
  const name = second ?? first;
  const isGood =
    more.length === 0 &&
    name.length <= 63 &&
    part.test(name) &&
    (second === undefined || (first.length <= 253 && prefix.test(first)));
  return isGood ? [] : [{ evidence: `${JSON.stringify(written)} is not a valid key`, path: [...path, written] }];
}

function badValue(key: string, value: string, path: Path): Complaint[] {
  if (value === "" || (value.length <= 63 && part.test(value))) return [];
  const what =
    value.length > 63 ? `has ${value.length} characters, 63 are allowed` : "has characters that no label may have";
  return [{ evidence: `the value of ${key} ${what}`, path: [...path, key] }];
}

function tooMany(texts: readonly (readonly [string, string])[], path: Path): Complaint[] {
  const bytes = texts.reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0);
  return bytes <= mostBytes ? [] : [{ evidence: `the annotations have ${bytes} bytes`, path }];
}
