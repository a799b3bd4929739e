// Which part of a suite is to run?

import { nearestWord } from "../config/shape.ts";
import { Failure } from "../report/failure.ts";
import { stepsOf } from "./load-suite.ts";
import type { Journey, Stage, Suite } from "./suite.ts";

/**
 * The journeys and steps that carry one of the tags, without those that carry one with `!` before it.
 * A journey's tags count for its steps; what a selected journey needs comes with it, setup and cleanup too. Pure.
 *
 * @throws Failure for a tag that nothing carries, and where nothing is left: that would be no test
 */
export function selectSuite(suite: Suite, tags: readonly string[]): Suite {
  if (tags.length === 0) return suite;
  const known = [
    ...new Set([...suite.journeys.flatMap((one) => one.tags), ...stepsOf(suite).flatMap((one) => one.tags)]),
  ];
  for (const tag of tags.map((one) => one.replace(/^!/, ""))) {
    if (!known.includes(tag)) throw unknownTag(tag, known, suite);
  }
  const without = new Set(tags.filter((tag) => tag.startsWith("!")).map((tag) => tag.slice(1)));
  const wanted = new Set(tags.filter((tag) => !tag.startsWith("!")));
  const fits = (carried: readonly string[]): boolean =>
    !carried.some((tag) => without.has(tag)) && (wanted.size === 0 || carried.some((tag) => wanted.has(tag)));
  const chosen = suite.journeys.flatMap((journey) => {
    const stages = keep(journey.stages, (step) => fits([...journey.tags, ...step.tags]));
    return stages.length === 0 ? [] : [{ ...journey, stages }];
  });
  if (chosen.length === 0) throw nothingLeft(tags, suite);
  const names = new Set(chosen.map(({ name }) => name));
  const needed = withNeeds(suite.journeys, chosen).filter(({ name }) => !names.has(name));
  const order = suite.journeys.map(({ name }) => name);
  const journeys = [...chosen, ...needed].sort((one, other) => order.indexOf(one.name) - order.indexOf(other.name));
  return { ...suite, journeys };
}

function keep(stages: readonly Stage[], fits: (step: Stage[number]) => boolean): Stage[] {
  return stages.map((stage) => stage.filter(fits)).filter((stage) => stage.length > 0);
}

function withNeeds(all: readonly Journey[], chosen: readonly Journey[]): readonly Journey[] {
  const needed = all.filter(({ name }) => chosen.some((one) => one.needs.includes(name)));
  return needed.length === 0
    ? []
    : [...needed, ...withNeeds(all, needed)].filter((one, index, list) => list.indexOf(one) === index);
}

function unknownTag(tag: string, known: readonly string[], suite: Suite): Failure {
  const nearest = nearestWord(tag, known);
  const list = known.length === 0 ? "Nothing in the suite has tags." : `There are: ${known.join(", ")}.`;
  return new Failure({
    attempted: 'reading the input "tags"',
    found: `nothing in the smoke suite carries the tag "${tag}"`,
    advice: `${nearest === undefined ? "" : `Did you mean "${nearest}"? `}${list}`,
    at: { file: suite.file, line: 1 },
  });
}

function nothingLeft(tags: readonly string[], suite: Suite): Failure {
  return new Failure({
    attempted: `selecting steps of the smoke suite ${suite.name} by ${tags.join(", ")}`,
    found: "no step is left, so it would pass whatever the service does",
    advice: 'Change the input "tags".',
    at: { file: suite.file, line: 1 },
  });
}
