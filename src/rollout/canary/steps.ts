// Which stages does a candidate go through, and how long does it stay in each?

import { z } from "zod";
import { formatDuration, readDuration } from "../../config/duration.ts";
import { Failure } from "../../report/failure.ts";

/** One stage: the candidate's share of traffic in percent, and what has to pass before the next one. */
export interface Step {
  /** A whole number from 0 to 100. */
  readonly weight: number;
  readonly pause: Pause;
}

export type Pause =
  | { readonly kind: "none" }
  | { readonly kind: "for"; readonly milliseconds: number }
  /** The job ends here as `paused`; a later call promotes or aborts. */
  | { readonly kind: "manual" };

/** What is wrong with the text, and what to write instead. */
export interface BadSteps {
  readonly found: string;
  readonly advice: string;
}

/** For the schema of an action: `5:2m, 25:manual, 50:5m, 100`. */
export function steps(): z.ZodType<readonly Step[], string> {
  return z.string().transform((text, context) => {
    const read = readSteps(text);
    if (!isBad(read)) return read;
    context.addIssue({ code: "custom", message: `${read.found}. ${read.advice}` });
    return z.NEVER;
  });
}

/**
 * `5:2m, 25:manual, 50:5m, 100` as steps. Weights are percent and rise; the last one is 100, also where it is not
 * written. A step without a pause goes on as soon as its analysis passes.
 *
 * @param what how the user knows the value, for the message: `input "steps"`
 * @throws Failure for anything else
 */
export function parseSteps(text: string, what: string): readonly Step[] {
  const read = readSteps(text);
  if (!isBad(read)) return read;
  throw new Failure({ attempted: `reading the ${what}`, ...read });
}

/** What `parseSteps` reads back. */
export function formatSteps(list: readonly Step[]): string {
  return list.map(formatStep).join(", ");
}

export function formatStep({ weight, pause }: Step): string {
  switch (pause.kind) {
    case "none":
      return String(weight);
    case "for":
      return `${weight}:${formatDuration(pause.milliseconds)}`;
    case "manual":
      return `${weight}:manual`;
  }
}

/** The same without throwing. */
export function readSteps(text: string): readonly Step[] | BadSteps {
  const entries = text
    .split(/[,\n]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
  if (entries.length === 0) return { found: "there is no step", advice: example };
  const list: Step[] = [];
  for (const entry of entries) {
    const step = readStep(entry);
    if (isBad(step)) return step;
    const before = list.at(-1);
    if (before !== undefined && before.weight >= step.weight) {
      return {
        found: `the step ${JSON.stringify(entry)} does not give the candidate more than the ${before.weight} % before it`,
        advice: `Write the steps in rising order, each weight once. ${example}`,
      };
    }
    list.push(step);
  }
  const last = list.at(-1);
  if (last?.weight !== 100) return [...list, { weight: 100, pause: none }];
  if (last.pause.kind !== "none") {
    return {
      found: `the last step, 100, has the pause ${JSON.stringify(formatStep(last).slice("100:".length))}`,
      advice:
        "At 100 the candidate is promoted, so nothing is waited for there: give the pause to the step before, or watch after promotion with `bake-time`.",
    };
  }
  return list;
}

const none: Pause = { kind: "none" };
const example = "Write WEIGHT:PAUSE, for instance `5:2m, 25:5m, 50:manual, 100`.";

function readStep(entry: string): Step | BadSteps {
  const [weightText = "", pauseText, ...more] = entry.split(":").map((part) => part.trim());
  const weight = /^\d+$/.test(weightText.replace(/\s*%$/, "")) ? Number.parseInt(weightText, 10) : Number.NaN;
  if (more.length > 0 || Number.isNaN(weight)) {
    return { found: `${JSON.stringify(entry)} is not a step`, advice: example };
  }
  if (weight > 100) {
    return {
      found: `the step ${JSON.stringify(entry)} has a weight above 100`,
      advice: "A weight is the candidate's share of traffic in percent, from 0 to 100.",
    };
  }
  if (pauseText === undefined) return { weight, pause: none };
  if (pauseText === "manual") return { weight, pause: { kind: "manual" } };
  const milliseconds = readDuration(pauseText);
  if (typeof milliseconds !== "number") {
    return {
      found: `the pause of the step ${JSON.stringify(entry)} is wrong: ${milliseconds.found}`,
      advice: `${milliseconds.advice} Or write \`manual\` to end the job there until a person goes on.`,
    };
  }
  return { weight, pause: milliseconds === 0 ? none : { kind: "for", milliseconds } };
}

function isBad<T extends object>(read: T | BadSteps): read is BadSteps {
  return "found" in read;
}
