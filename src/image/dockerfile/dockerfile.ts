// What does a Dockerfile say, and on which line?

import { DockerfileParser, type Flag, type From, type Instruction as Parsed } from "dockerfile-ast";

export interface Dockerfile {
  /** `ARG NAME=value` before the first FROM. */
  readonly globalArguments: Readonly<Record<string, string>>;
  readonly stages: readonly Stage[];
  /** Of `# syntax=…`. */
  readonly syntax: string | undefined;
}

export interface Stage {
  /** Of `AS name`, in lower case as BuildKit compares it. */
  readonly name: string | undefined;
  /** What FROM names, as written, with its variables. */
  readonly base: string;
  /** Of `--platform`, as written. */
  readonly platform: string | undefined;
  /** Of FROM, counted from 1. */
  readonly line: number;
  /** All after FROM. */
  readonly instructions: readonly Instruction[];
}

export interface Instruction {
  /** In upper case. */
  readonly keyword: string;
  readonly line: number;
  readonly lastLine: number;
  /** What follows the flags, as written; continued lines are joined, comments between them left out. */
  readonly text: string;
  readonly flags: readonly { readonly name: string; readonly value: string }[];
}

/** Reads what BuildKit's own frontend would. A line that it would refuse is left to it: it says so better. */
export function parseDockerfile(text: string): Dockerfile {
  const parsed = DockerfileParser.parse(text);
  const stages: (Stage & { instructions: Instruction[] })[] = [];
  const globalArguments: Record<string, string> = {};
  for (const instruction of parsed.getInstructions()) {
    const keyword = instruction.getKeyword();
    const read = readInstruction(instruction, keyword);
    if (keyword === "FROM") {
      stages.push(readStage(instruction as From, read.line));
    } else if (stages.length === 0) {
      if (keyword === "ARG") Object.assign(globalArguments, readArguments(read.text));
    } else {
      stages.at(-1)?.instructions.push(read);
    }
  }
  const syntax = parsed.getDirectives().find((directive) => directive.getName().toLowerCase() === "syntax");
  return { globalArguments, stages, syntax: syntax?.getValue() ?? undefined };
}

/** The stage that BuildKit would build: the named one, or the last. Only COPY knows stages by their numbers. */
export function findStage(dockerfile: Dockerfile, target: string | undefined): Stage | undefined {
  if (!target) return dockerfile.stages.at(-1);
  const name = target.toLowerCase();
  return dockerfile.stages.findLast((stage) => stage.name === name);
}

/** `A=1 B="two"`, the arguments of one ARG, as names with their defaults; one without a default is left out. */
export function readArguments(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/([A-Za-z_]\w*)=("(?:[^"\\]|\\.)*"|'[^']*'|\S*)/g)];
  return Object.fromEntries(pairs.map(([, name = "", value = ""]) => [name, value.replace(/^(["'])(.*)\1$/s, "$2")]));
}

/** The form with brackets as its words; undefined for the form of a shell. */
export function readExecForm(text: string): string[] | undefined {
  if (!text.trimStart().startsWith("[")) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) && parsed.every((word) => typeof word === "string") ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function readStage(from: From, line: number): Stage & { instructions: Instruction[] } {
  return {
    name: from.getBuildStage()?.toLowerCase() ?? undefined,
    base: from.getImage() ?? "",
    platform: from.getPlatformFlag()?.getValue() ?? undefined,
    line,
    instructions: [],
  };
}

function readInstruction(instruction: Parsed, keyword: string): Instruction {
  const range = instruction.getRange();
  return {
    keyword,
    line: range.start.line + 1,
    lastLine: range.end.line + 1,
    text: joinLines(instruction.getRawArgumentsContent() ?? ""),
    flags: flagsOf(instruction).map((flag) => ({ name: flag.getName(), value: flag.getValue() ?? "" })),
  };
}

/** Only some instructions take flags, and the library gives the method to those alone. */
function flagsOf(instruction: Parsed): readonly Flag[] {
  return "getFlags" in instruction && typeof instruction.getFlags === "function" ? instruction.getFlags() : [];
}

function joinLines(text: string): string {
  if (/^<<-?["']?\w/.test(text)) return text;
  return text
    .split(/\r?\n/)
    .filter((line, index) => index === 0 || !/^\s*#/.test(line))
    .map((line) => line.replace(/[\\`][ \t]*$/, ""))
    .join(" ")
    .replace(/[ \t]+/g, " ")
    .trim();
}
