// Does a health answer say that all is well?

import type { HttpAnswer } from "./http-answer.ts";

/** Words that real health endpoints use when they are not well: Spring, ASP.NET, Rails, Go's health libraries. */
const bad =
  /^(?:un-?healthy|down|degraded|warn(?:ing)?|fail(?:ed|ing|ure)?|error|critical|broken|unavailable|disconnected|not[ _-]?(?:ok|ready|healthy|alive|connected)|out[ _-]of[ _-]service|starting|unknown)$/i;
const badInText =
  /\b(?:unhealthy|degraded|out of service|not (?:ok|ready|healthy))\b|^\s*(?:down|fail(?:ed)?|error)\s*$/i;
const statusKeys = /^(?:status|state|health|result)$/i;
const flagKeys = /^(?:healthy|is_?healthy|ok|ready|alive|up|success|connected)$/i;
const partKeys = /^(?:checks?|components?|details|services|dependencies|entries|results|info)$/i;

/** One sentence for each part that is not well: a 200 whose body says otherwise is no health. Pure. */
export function unhealthyParts(answer: Pick<HttpAnswer, "body">): string[] {
  const text = answer.body.trim();
  if (!/^[[{"]/.test(text)) {
    return badInText.test(text)
      ? [`expected a healthy answer, but the body says ${JSON.stringify(text.slice(0, 80))}`]
      : [];
  }
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return ["expected a healthy answer, but the body begins like JSON and is none"];
  }
  if (typeof document === "string" && bad.test(document)) return [sentence("$", document)];
  return badParts(document, "$", false, 0);
}

function badParts(value: unknown, path: string, isPart: boolean, depth: number): string[] {
  if (typeof value !== "object" || value === null || depth > 20) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const where = Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`;
    if (typeof item === "string")
      return (isPart || statusKeys.test(key)) && bad.test(item) ? [sentence(where, item)] : [];
    if (item === false) return isPart || flagKeys.test(key) ? [sentence(where, item)] : [];
    return badParts(item, where, partKeys.test(key), depth + 1);
  });
}

function sentence(where: string, value: unknown): string {
  return `expected a healthy answer, but ${where} is ${JSON.stringify(value)}`;
}
