// What does a person answer for, since when, and until when?

import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { z } from "zod";
import { checkShape, parseYaml } from "../../config/source.ts";
import { Failure, type Position } from "../../report/failure.ts";

/** One box that a person has ticked. Days are `2026-12-31`, in UTC. */
export interface Attested {
  /** `attestation/load-test`. */
  readonly id: string;
  readonly who: string;
  readonly when: string;
  /** The last day on which it holds. */
  readonly until: string;
  /** Where what was seen can be read: a link, a ticket, a sentence. */
  readonly evidence: string;
  readonly at: Position;
}

const text = z.string().trim().min(1);
const day = text.refine(isDay, "it is not a day. Write it as 2026-12-31").describe("A day as 2026-12-31, in UTC.");

const entry = z.strictObject({
  id: text.describe("What is answered for, as docs/checklists.md names it: attestation/load-test."),
  who: text.describe("The person who looked."),
  when: day.describe("The day on which they looked, as 2026-12-31 in UTC."),
  until: day.describe("The last day on which it holds, as 2026-12-31 in UTC."),
  evidence: text
    .min(10, "Say what was seen or where it can be read: a link, a ticket, a sentence")
    .describe("What was seen, or where it can be read."),
});

/** The whole file. The published JSON Schema is generated from this. */
export const attestationFile = z
  .strictObject({ attestations: z.array(entry).describe("What people answer for.") })
  .describe("Boxes of the checklists that only a person can tick.");

/** The JSON Schema of the file as editors read it (`attestations.schema.json`). */
export function attestationsJsonSchema(): object {
  return {
    ...z.toJSONSchema(attestationFile, { io: "input", target: "draft-2020-12", unrepresentable: "any" }),
    title: "attestations.yaml",
  };
}

/** @throws Failure with the line of what is wrong, and for a file that is not there */
export async function loadAttestations(file: string, directory: string): Promise<readonly Attested[]> {
  const content = await readFile(resolve(directory, file), "utf8").catch((cause: unknown) => {
    throw new Failure({
      attempted: "reading the attestations",
      found: `${file} cannot be read (${cause instanceof Error ? cause.message.replace(/,.*/, "") : String(cause)})`,
      advice: "Name a file of the workspace that is checked out in a step before this one.",
      cause,
    });
  });
  return parseAttestations(content, file);
}

/** @throws Failure with the line of what is wrong */
export function parseAttestations(content: string, file: string): readonly Attested[] {
  return parseYaml(content, file).flatMap((source) =>
    checkShape(attestationFile, source, "the attestations").attestations.map((one, index) => ({
      ...one,
      at: source.position(["attestations", index]),
    })),
  );
}

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
