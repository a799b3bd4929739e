// What does a step ask, once captured values are put in?

import type { Step } from "./suite.ts";
import { fill } from "./variables.ts";

/** Steps in which nothing is to be put: they are asked of each pod, and searched once. */
const complete = new WeakSet<Step>();

/** @returns `missing`: names that the step uses and that were not captured. Pure. */
export function fillStep(step: Step, values: ReadonlyMap<string, unknown>): { value: Step; missing: string[] } {
  if (complete.has(step)) return { value: step, missing: [] };
  const texts = { name: step.name, ask: withTextsOnly(step.ask), expect: step.expect, captures: step.captures };
  const { value, missing } = fill(texts, values);
  if (value === texts) {
    complete.add(step);
    return { value: step, missing };
  }
  const ask = step.ask.kind === "protocol" ? { ...value.ask, protocol: step.ask.protocol } : value.ask;
  return { value: { ...step, ...value, name: String(value.name), ask: asTexts(ask as Step["ask"]) }, missing };
}

/** A protocol is no part of the document. */
function withTextsOnly(ask: Step["ask"]): object {
  return ask.kind === "protocol" ? { kind: ask.kind, options: ask.options } : ask;
}

/** Captured numbers keep their type in JSON; in a path, a header and a text they are written out. */
function asTexts(ask: Step["ask"]): Step["ask"] {
  if (ask.kind === "protocol") return ask;
  const { location, headers, body } = ask;
  return {
    ...ask,
    location:
      location.kind === "path"
        ? { ...location, path: String(location.path) }
        : { ...location, url: String(location.url) },
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    body: body === undefined ? undefined : String(body),
  };
}
