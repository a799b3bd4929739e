// Which findings does the project accept, why, and until when?

import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { z } from "zod";
import { checkShape, parseYaml } from "../config/source.ts";
import { Failure, type Position } from "../report/failure.ts";

/** An accepted, dated exception. `at` is where it stands in its file. */
export type Waiver = VulnerabilityWaiver | CheckWaiver;

interface Accepted {
  readonly reason: string;
  readonly owner: string;
  /** The last day on which it holds, `2026-12-31`, in UTC. */
  readonly expires: string;
  readonly at: Position;
}

/** Patterns take `*` for any characters. What is absent holds for all. */
export interface VulnerabilityWaiver extends Accepted {
  readonly kind: "vulnerability";
  /** `CVE-2021-23337`, `GHSA-35jh-r3h4-6jhm`; an alias of the finding's counts too. */
  readonly id: string;
  /** The package's name. */
  readonly package: string | undefined;
  /** The repository of the image, without tag and digest. */
  readonly image: string | undefined;
}

export interface CheckWaiver extends Accepted {
  readonly kind: "check";
  /** The id of the check. */
  readonly check: string;
  /** `Deployment/orders`, or `production/Deployment/orders`. */
  readonly selector: string | undefined;
}

const text = z.string().trim().min(1);
const accepted = {
  reason: text.min(10, "A reason of less than ten characters explains nothing to the person who reads it in a year"),
  owner: text,
  expires: z
    .string()
    .refine(isDay, "it is not a day. Write the last day on which the waiver holds, such as 2026-12-31"),
};
const vulnerability = z.strictObject({ id: text, package: text.optional(), image: text.optional(), ...accepted });
const check = z.strictObject({ check: text, selector: text.optional(), ...accepted });

/** The file is `waivers:` and a list. Each entry names either a vulnerability by `id` or a check by `check`. */
const listSchema = z.strictObject({ waivers: z.array(z.looseObject({})) });

/**
 * Reads a waiver file of the workspace.
 *
 * @param file as the user named it
 * @param directory where relative paths begin
 * @throws Failure with the line of what is wrong, and for a file that is not there
 */
export async function loadWaivers(file: string, directory: string): Promise<Waiver[]> {
  const content = await readFile(resolve(directory, file), "utf8").catch((cause: unknown) => {
    throw new Failure({
      attempted: `reading the waivers`,
      found: `${file} cannot be read (${cause instanceof Error ? cause.message.replace(/,.*/, "") : String(cause)})`,
      advice: "Name a file of the workspace that is checked out in a step before this one.",
      cause,
    });
  });
  return parseWaivers(content, file);
}

/** @throws Failure with the line of what is wrong */
export function parseWaivers(content: string, file: string): Waiver[] {
  return parseYaml(content, file).flatMap((source) => {
    // Each entry by the schema of what it is: a union would only say that it is neither.
    const entries = checkShape(listSchema, source, "the waiver file").waivers;
    const inPlace = (index: number) => ({
      value: entries[index],
      position: (path: readonly (string | number)[]) => source.position(["waivers", index, ...path]),
    });
    return entries.map((entry, index): Waiver => {
      const at = source.position(["waivers", index]);
      if ("check" in entry) {
        const one = checkShape(check, inPlace(index), `waiver ${index + 1}`);
        return { kind: "check", ...one, selector: one.selector, at };
      }
      const one = checkShape(vulnerability, inPlace(index), `waiver ${index + 1}`);
      return { kind: "vulnerability", ...one, package: one.package, image: one.image, at };
    });
  });
}

/** Whether the last day of the waiver lies behind `now`. */
export function isExpired(waiver: Waiver, now: Date): boolean {
  return now.toISOString().slice(0, 10) > waiver.expires;
}

function isDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}
