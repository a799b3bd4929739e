// Which checks does the project bring itself?

import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { checkShape, parseYaml, type YamlSource } from "../../config/source.ts";
import { Failure, placeText } from "../../report/failure.ts";
import type { Check, Examination, Finding } from "../check.ts";
import type { LiveKind } from "../live-kinds.ts";
import { nameOf, type Path, type Seen, type Subject } from "../subject.ts";
import { type CelProgram, compile, within } from "./cel.ts";
import { type CustomCheck, customCheckFile } from "./custom-schema.ts";

/**
 * Reads files of custom checks.
 *
 * @param files as the user named them
 * @param directory where relative paths begin
 * @throws Failure with file and line: for what does not fit, for an expression that is none, for an id that stands twice
 */
export async function loadCustomChecks(files: readonly string[], directory: string): Promise<readonly Check[]> {
  const texts = await Promise.all(files.map((file) => readText(file, directory)));
  return parseCustomChecks(texts.map((content, index) => ({ content, file: files[index] ?? "" })));
}

/** @throws Failure with the line of what is wrong */
export function parseCustomChecks(files: readonly { readonly content: string; readonly file: string }[]): Check[] {
  const seen = new Map<string, string>();
  return files
    .flatMap(({ content, file }) => parseYaml(content, file))
    .flatMap((source) =>
      checkShape(customCheckFile, source, "the custom checks").checks.map((written, index) => {
        const at = source.position(["checks", index, "id"]);
        const other = seen.get(written.id);
        if (other !== undefined) {
          throw new Failure({
            attempted: `reading the custom check ${written.id}`,
            found: `there is another one of this id at ${other}`,
            advice: "Give each check an id of its own.",
            at,
          });
        }
        seen.set(written.id, placeText(at));
        return checkOf(written, programsOf(written, source, index));
      }),
    );
}

/** What one custom check may cost, over all objects together, in milliseconds. */
const base = 1000;
const perObject = 1;

interface Programs {
  readonly match: CelProgram | undefined;
  readonly expression: CelProgram;
  readonly message: CelProgram | undefined;
}

function programsOf(written: CustomCheck, source: YamlSource, index: number): Programs {
  const program = (key: "match" | "expression" | "message-expression", type: "bool" | "string") => {
    const text = written[key];
    if (text === undefined) return undefined;
    const at = source.position(["checks", index, key]);
    return compile(text, { type, at, what: `${key} of the custom check ${written.id}` });
  };
  const expression = program("expression", "bool");
  // The schema asks for it.
  if (expression === undefined) throw new Error("a custom check without an expression");
  return { match: program("match", "bool"), expression, message: program("message-expression", "string") };
}

function checkOf(written: CustomCheck, programs: Programs): Check {
  const { id, title, severity, why, fix, source = "https://kubernetes.io/docs/reference/using-api/cel/" } = written;
  return {
    // The schema asks for `custom/…`.
    id: id as Check["id"],
    ...{ title, severity, why, source },
    recommendation: fix,
    run: (subject) => examine(written, programs, subject),
  };
}

/** An object of which the expression makes no sense is never one that passed. */
function examine(written: CustomCheck, programs: Programs, subject: Subject): Examination {
  const { objects, unreadable } = objectsOf(subject, written.kinds);
  if (unreadable !== undefined) return { kind: "unknown", reason: unreadable };
  const findings: Finding[] = [];
  const senseless: string[] = [];
  let count = 0;
  const limit = base + perObject * objects.length;
  const ended = within(limit, () => {
    for (const seen of objects) {
      try {
        const evidence = judge(written, programs, seen);
        if (evidence === "not meant") continue;
        count++;
        if (evidence !== undefined) findings.push(findingAt(seen, evidence, written.path));
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        count++;
        senseless.push(`${nameOf(seen)}: ${error.message}`);
      }
    }
  });
  if (!ended)
    return { kind: "unknown", reason: `its expression took more than ${limit} ms over ${objects.length} objects` };
  if (senseless.length > 0) {
    const more = senseless.length > 1 ? ` (and ${senseless.length - 1} more)` : "";
    const found = findings.length > 0 ? `; ${findings.length} others were found wrong` : "";
    return { kind: "unknown", reason: `its expression does not fit ${senseless[0]}${more}${found}` };
  }
  if (count === 0) return { kind: "not-applicable", reason: "there is no object that it is meant for" };
  return { kind: "examined", count, findings };
}

/** What is wrong with one object; undefined where nothing is. */
function judge(written: CustomCheck, programs: Programs, { object }: Seen): string | "not meant" | undefined {
  if (programs.match !== undefined && programs.match(object) !== true) return "not meant";
  if (programs.expression(object) === true) return undefined;
  return programs.message === undefined
    ? (written.message ?? `not so: ${written.title}`)
    : String(programs.message(object));
}

/** The manifests, the live workload that was named, and all that lives where the whole namespace is judged. */
function objectsOf(
  subject: Subject,
  kinds: readonly string[] | undefined,
): { objects: readonly Seen[]; unreadable: string | undefined } {
  if (kinds === undefined) return { objects: subject.written, unreadable: undefined };
  const judged = new Set(subject.workloads.map(({ object }) => object));
  // A kind that no list holds is one of which there are only manifests.
  const lists = kinds.map((kind) => subject.related(kind as LiveKind));
  const isMeant = (seen: Seen): boolean => subject.whole || seen.position([]) !== undefined || judged.has(seen.object);
  return {
    objects: lists.flatMap((list) => list.objects).filter(isMeant),
    unreadable: subject.whole ? lists.find((list) => list.unreadable !== undefined)?.unreadable : undefined,
  };
}

function findingAt(seen: Seen, evidence: string, path: string | undefined): Finding {
  const at = seen.position(pathOf(path ?? ""));
  const { kind, metadata } = seen.object;
  return {
    subject: nameOf(seen),
    object: { kind, namespace: seen.namespace, name: metadata.name },
    evidence,
    ...(at === undefined ? {} : { at }),
  };
}

/** `spec.template.spec.containers[0].image`. */
function pathOf(text: string): Path {
  return [...text.matchAll(/[^.[\]]+/g)].map(([part]) => (/^\d+$/.test(part) ? Number(part) : part));
}

async function readText(file: string, directory: string): Promise<string> {
  return readFile(resolve(directory, file), "utf8").catch((cause: unknown) => {
    throw new Failure({
      attempted: "reading the custom checks",
      found: `${file} cannot be read (${cause instanceof Error ? cause.message.replace(/,.*/, "") : String(cause)})`,
      advice: "Name a file of the workspace that is checked out in a step before this one.",
      cause,
    });
  });
}
