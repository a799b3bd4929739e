// What does this suite file ask for?

import { readFile } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { checkValue, type Path } from "../config/shape.ts";
import { checkShape, parseYaml, type YamlSource } from "../config/source.ts";
import { Failure, type Position } from "../report/failure.ts";
import { completeStep, readCondition, type StepContext } from "./complete-step.ts";
import { type ExpandOptions, expandSuite, namedFiles } from "./expand-suite.ts";
import { type GroupName, groupOf } from "./groups/registry.ts";
import type { compileJsonSchema, readJsonSchema } from "./json-schema.ts";
import { milliseconds } from "./read-expectation.ts";
import type { StageInFile } from "./step-schema.ts";
import { type Journey, mostSteps, type Stage, type Suite } from "./suite.ts";
import { type SuiteFile, suiteSchema } from "./suite-schema.ts";

export interface LoadOptions {
  /** What `{{ name }}` stands for. */
  readonly variables?: Readonly<Record<string, string>> | undefined;
  /** The same, masked and redacted. */
  readonly secrets?: Readonly<Record<string, string>> | undefined;
  readonly environment?: string | undefined;
  /** What the file's path is relative to; the current folder unless given. */
  readonly directory?: string | undefined;
}

interface ParseOptions extends LoadOptions {
  readonly files?: ReadonlyMap<string, string> | undefined;
  readonly jsonSchema?: { compile: typeof compileJsonSchema; read: typeof readJsonSchema } | undefined;
}

const defaultDeadline = 60_000;
const defaultConcurrency = 4;

/** @throws Failure with the line in the file for anything that is not a suite that can prove something. */
export async function loadSuite(file: string, options: LoadOptions = {}): Promise<Suite> {
  const path = resolve(options.directory ?? "", file);
  const text = await read(path, `the smoke suite ${file}`, "Check its path: it is relative to the workspace.");
  const values = parseYaml(text, file).map(({ value }) => value);
  const named = new Set(namedFiles(values));
  const files = new Map<string, string>();
  for (const name of named) {
    const advice = "Its path is relative to the suite's own folder.";
    files.set(name, await read(resolve(dirname(path), name), `${name}, which the smoke suite ${file} names`, advice));
  }
  // Half the time that a suite takes to load, so only for those that use it.
  const needsSchema = /\bschema["']?\s*:/.test(text);
  const loaded = needsSchema ? await import("./json-schema.ts") : undefined;
  const jsonSchema = loaded && { compile: loaded.compileJsonSchema, read: loaded.readJsonSchema };
  return parseSuite(text, file, { ...options, files, jsonSchema });
}

/** The same for text that was read already, with the files that it names. Pure. */
export function parseSuite(text: string, file: string, options: ParseOptions = {}): Suite {
  const sources = parseYaml(text, file);
  const [only] = sources;
  if (only === undefined || sources.length > 1) {
    throw new Failure({
      attempted: `reading the smoke suite ${file}`,
      found: only === undefined ? "it is empty" : `it holds ${sources.length} YAML documents`,
      advice: "Write one document with a list of requests.",
      at: { file, line: 1 },
    });
  }
  const environment = options.environment;
  const variables = { ...(environment ? { environment } : {}), ...options.variables, ...options.secrets };
  const source = expanded(only, { variables, environment, files: options.files ?? new Map() });
  const written = checkShape(suiteSchema, source, "smoke suite");
  const complete = completion(written, source, options);
  const suite: Suite = {
    name: written.name ?? basename(file).replace(/\.ya?ml$/, ""),
    file,
    directory: dirname(resolve(options.directory ?? "", file)),
    deadlineMs: milliseconds(written.deadline) ?? defaultDeadline,
    concurrency: written.concurrency ?? defaultConcurrency,
    flapping: written.flapping ?? "warn",
    auth: written.auth,
    setup: complete.stages(written.setup, ["setup"]),
    journeys: [
      ...(written.requests === undefined ? [] : [complete.requests(written.requests)]),
      ...(written.journeys ?? []).map(complete.journey),
      ...(written.groups ?? []).flatMap(complete.groups),
    ],
    cleanup: complete.stages(written.cleanup, ["cleanup"]),
    secrets: Object.values(options.secrets ?? {}),
  };
  checkJourneys(suite);
  return suite;
}

/** A mistyped key, such as one that captures, is the mistake, and not the name that is missing because of it. */
function expanded(source: YamlSource, options: ExpandOptions): YamlSource {
  try {
    return expandSuite(source, options);
  } catch (error) {
    const { problems } = { problems: [], ...checkValue(suiteSchema, source.value) };
    if (problems.some(({ found }) => found.endsWith("is not a known key")))
      checkShape(suiteSchema, source, "smoke suite");
    throw error;
  }
}

/** All steps of a suite, in the file's order. */
export function stepsOf({ setup, journeys, cleanup }: Pick<Suite, "setup" | "journeys" | "cleanup">): Stage {
  return [...setup, ...journeys.flatMap((one) => [...one.setup, ...one.stages, ...one.cleanup]), ...cleanup].flat();
}

async function read(path: string, what: string, advice: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    const isAbsent = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
    const found = isAbsent ? "there is no such file" : cause instanceof Error ? cause.message : String(cause);
    throw new Failure({ attempted: `reading ${what}`, found, advice, cause });
  }
}

/** How the parts of the file become parts of the suite; every step knows where it stands. */
function completion(written: SuiteFile, source: YamlSource, options: ParseOptions) {
  const context = (at: Position): StepContext => ({
    defaults: written.defaults ?? {},
    compile: (schema) => compileSchema(schema, at, options),
  });
  const stages = (list: readonly StageInFile[] | undefined, path: (string | number)[]): Stage[] =>
    (list ?? []).map(({ parallel, ...step }, index) => {
      const at = source.position([...path, index]);
      if (parallel === undefined) return [completeStep(step, at, context(at))];
      return parallel.map((one, inner) => {
        const place = source.position([...path, index, "parallel", inner]);
        return completeStep(one, place, context(place));
      });
    });
  const plain = { tags: [], needs: [], when: undefined, last: false, setup: [], cleanup: [] };
  return {
    stages,
    requests: (list: readonly StageInFile[]): Journey => ({
      ...plain,
      name: "requests",
      keepGoing: true,
      stages: stages(list, ["requests"]),
      at: source.position(["requests"]),
    }),
    journey: (journey: NonNullable<SuiteFile["journeys"]>[number], index: number): Journey => ({
      name: journey.name,
      tags: journey.tags ?? [],
      needs: [journey.needs ?? []].flat(),
      when: readCondition(journey.when),
      keepGoing: journey["keep-going"] ?? false,
      last: false,
      setup: stages(journey.setup, ["journeys", index, "setup"]),
      stages: stages(journey.steps, ["journeys", index, "steps"]),
      cleanup: stages(journey.cleanup, ["journeys", index, "cleanup"]),
      at: source.position(["journeys", index]),
    }),
    groups: (entry: NonNullable<SuiteFile["groups"]>[number], index: number): Journey[] => {
      const at = source.position(["groups", index]);
      const asked = typeof entry === "string" ? { [entry]: {} } : entry;
      return Object.entries(asked).map(([name, given]) => {
        const group = groupOf(name as GroupName);
        const position = (path: Path) => source.position(["groups", index, name, ...path]);
        const checked = checkShape(group.schema, { value: given, position }, `smoke suite: group ${name}`);
        const steps = group.steps(checked).map(({ step, judges }) => [completeStep(step, at, context(at), judges)]);
        return { ...plain, name, tags: [name], keepGoing: true, last: group.last, stages: steps, at };
      });
    },
  };
}

function compileSchema(
  schema: string | Record<string, unknown>,
  at: Position,
  { files, jsonSchema }: ParseOptions,
): { name: string; check: (document: unknown) => string[] } {
  if (jsonSchema === undefined) throw new Error("the checker of JSON Schemas was not loaded");
  if (typeof schema !== "string") {
    return { name: "the schema", check: jsonSchema.compile(schema, "the schema in the suite", at) };
  }
  const read = jsonSchema.read(files?.get(schema) ?? "", schema, at);
  return { name: schema, check: jsonSchema.compile(read, schema, at) };
}

/** @throws Failure for journeys that share a name or need what is not there, and for suites that are too large */
function checkJourneys(suite: Suite): void {
  const attempted = `reading the smoke suite ${suite.file}`;
  const names = suite.journeys.map(({ name }) => name);
  for (const [index, { name, needs, at }] of suite.journeys.entries()) {
    if (names.indexOf(name) < index) {
      throw new Failure({ attempted, found: `two journeys are named "${name}"`, advice: "Name each of its own.", at });
    }
    const later = needs.find((needed) => !names.slice(0, index).includes(needed));
    if (later === undefined) continue;
    const found = `the journey "${name}" needs "${later}", which is not among the journeys before it`;
    const advice = index === 0 ? "Put it first." : `There are: ${names.slice(0, index).join(", ")}.`;
    throw new Failure({ attempted, found, advice, at });
  }
  const count = stepsOf(suite).length;
  if (count <= mostSteps) return;
  throw new Failure({
    attempted,
    found: `it has ${count} steps`,
    advice: `Give it at most ${mostSteps}; for more requests than that, use a load stage.`,
    at: { file: suite.file, line: 1 },
  });
}
