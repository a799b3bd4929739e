// What kinds of value can an input, or a key of slipway.yaml, hold?

import { z } from "zod";
import { readDuration } from "./duration.ts";

/**
 * Schemas for inputs: each takes the text that the runner gives and hands out what the code wants.
 *
 * ```ts
 * z.strictObject({ image: z.string(), timeout: duration().default(600_000), force: flag().default(false) })
 * ```
 */

/** `90s`, `5m`, `1h30m` as milliseconds. */
export function duration(): z.ZodType<number, string> {
  return z.string().transform((text, context) => {
    const milliseconds = readDuration(text);
    if (typeof milliseconds === "number") return milliseconds;
    context.addIssue({ code: "custom", message: `${milliseconds.found}. ${milliseconds.advice}` });
    return z.NEVER;
  });
}

/** `true` or `false` as a boolean. */
export function flag(): z.ZodType<boolean, "true" | "false"> {
  return z.enum(["true", "false"]).transform((text) => text === "true");
}

/** A whole number within limits, both included. */
export function wholeNumber(limits: { min?: number; max?: number } = {}): z.ZodType<number, string> {
  const { min = 0, max = Number.MAX_SAFE_INTEGER } = limits;
  return z.string().transform((text, context) => {
    const number = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
    if (number >= min && number <= max) return number;
    const advice = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
    context.addIssue({
      code: "custom",
      message: `${JSON.stringify(text)} is not allowed. Write a whole number ${advice}.`,
    });
    return z.NEVER;
  });
}

/** One entry per line; lines are trimmed, empty lines and lines that begin with # are left out. */
export function lines(): z.ZodType<string[], string> {
  return z.string().transform((text) =>
    text
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== "" && !line.startsWith("#")),
  );
}

/**
 * As `lines`, for entries that may have several lines: one that begins with a quote goes on until it is closed, a quote
 * in it doubled. So docker/build-push-action reads its lists. Quotes that close elsewhere are part of the entry.
 */
export function quotedLines(): z.ZodType<string[], string> {
  return z.string().transform((text) => {
    const entries: string[] = [];
    for (let rest = text.trimStart(); rest !== ""; ) {
      const quoted = /^"((?:[^"]|"")*)"[^\S\r\n]*(?:\r?\n|$)/.exec(rest);
      const [whole = "", entry = ""] = quoted ?? /^([^\r\n]*)/.exec(rest) ?? [];
      if (quoted !== null) entries.push(entry.replaceAll('""', '"'));
      else if (!entry.startsWith("#")) entries.push(entry.trim());
      rest = rest.slice(whole.length).trimStart();
    }
    return entries.filter((entry) => entry !== "");
  });
}

/** One entry per line or between commas, for values that cannot hold a comma. */
export function words(): z.ZodType<string[], string> {
  return lines().transform((entries) =>
    entries
      .flatMap((entry) => entry.split(","))
      .map((entry) => entry.trim())
      .filter((entry) => entry !== ""),
  );
}

/** `KEY=value`, one per line. The value may hold `=`; a key that stands twice is refused. */
export function keyValues(): z.ZodType<Record<string, string>, string> {
  return lines().transform((entries, context) => {
    const pairs = new Map<string, string>();
    for (const entry of entries) {
      const cut = entry.indexOf("=");
      const key = entry.slice(0, Math.max(cut, 0)).trim();
      if (key === "") {
        context.addIssue({ code: "custom", message: `a line has no KEY= at its start. Write one KEY=value per line.` });
        return z.NEVER;
      }
      if (pairs.has(key)) {
        context.addIssue({ code: "custom", message: `${key} stands twice. Keep one of the two.` });
        return z.NEVER;
      }
      pairs.set(key, entry.slice(cut + 1));
    }
    return Object.fromEntries(pairs);
  });
}
