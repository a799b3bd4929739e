// Which line of the Dockerfile made a layer?

import type { Dockerfile, Instruction, Stage } from "./dockerfile.ts";
import { findStage } from "./dockerfile.ts";

/**
 * BuildKit writes a step into the image's history as `RUN |1 VERSION=1 /bin/sh -c go build # buildkit` or
 * `COPY --from=build /orders /orders # buildkit`, with variables put in. A step of a base image has no line.
 *
 * @param target the stage that was built; its own base stages are looked through too
 */
export function lineOfLayer(
  dockerfile: Dockerfile,
  createdBy: string | undefined,
  target?: string | undefined,
): number | undefined {
  if (createdBy === undefined) return undefined;
  const step = readStep(createdBy);
  if (step === undefined) return undefined;
  for (const stage of ancestry(dockerfile, findStage(dockerfile, target))) {
    const match = stage.instructions.findLast((instruction) => makes(instruction, step));
    if (match !== undefined) return match.line;
  }
  return undefined;
}

interface Step {
  readonly keyword: string;
  readonly words: readonly string[];
}

function readStep(createdBy: string): Step | undefined {
  const text = createdBy
    .replace(/\s*# buildkit\s*$/, "")
    .replace(/\s+/g, " ")
    .trim();
  const [, keyword, rest = ""] = /^([A-Z]+) (.*)$/.exec(text) ?? [];
  if (keyword === undefined) return undefined;
  return { keyword, words: rest.split(" ").filter((word) => !word.startsWith("--")) };
}

/** The stage and those it stands on, the nearest first. */
function ancestry(dockerfile: Dockerfile, stage: Stage | undefined): Stage[] {
  const found: Stage[] = [];
  for (let next = stage; next !== undefined && !found.includes(next); ) {
    found.push(next);
    const base = next.base.toLowerCase();
    const before = dockerfile.stages.slice(0, dockerfile.stages.indexOf(next));
    next = before.findLast((one) => one.name === base);
  }
  return found;
}

function makes(instruction: Instruction, step: Step): boolean {
  if (instruction.keyword !== step.keyword) return false;
  const written = instruction.text.replace(/\s+/g, " ");
  switch (instruction.keyword) {
    case "RUN":
      return fits(written, step.words.join(" ").replace(/^\|\d+ /, ""));
    case "COPY":
    case "ADD":
      // The brackets form of COPY is written into the history as words.
      return likeWords(
        written.replace(/^\[(.*)\]$/, (_, list: string) => list.replaceAll(/[",]+/g, " ")),
        step.words,
      );
    default:
      return likeWords(written, step.words);
  }
}

/** A RUN keeps its text: the shell puts the variables in, not BuildKit. Before it stand arguments and the shell. */
function fits(written: string, recorded: string): boolean {
  const plain = written.startsWith("[")
    ? written
        .replaceAll(/[[\]",]+/g, " ")
        .replace(/\s+/g, " ")
        .trim()
    : written;
  return recorded.endsWith(plain);
}

function likeWords(written: string, words: readonly string[]): boolean {
  const own = written.trim().split(/\s+/);
  if (own.length !== words.length) return false;
  return own.every((word, index) => word.includes("$") || word.replaceAll(/["']/g, "") === words[index]);
}
