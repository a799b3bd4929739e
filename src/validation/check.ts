// What is one production-readiness check, and how can it end?

import type { z } from "zod";
import type { KubeObject } from "../kube/object.ts";
import type { Position } from "../report/failure.ts";
import type { Area } from "./areas.ts";
import type { Path, Subject } from "./subject.ts";

/** The worst first. */
export const severities = ["critical", "high", "medium", "low", "info"] as const;
export type Severity = (typeof severities)[number];

/**
 * One rule. It only reads: the cluster is asked before, once for all checks.
 *
 * ```ts
 * const settings = z.strictObject({ percent: z.number().min(1).max(100).default(90).describe("Of the limit.") });
 * export const memoryUsage: Check<z.output<typeof settings>> = { settings, run: (subject, { percent }) => … };
 * ```
 */
export interface Check<Settings = unknown> {
  /** `security/privileged`: what waivers and reports name it by. It never changes. */
  readonly id: `${Area}/${string}`;
  readonly severity: Severity;
  /** What holds where the check passes, as a sentence without a full stop. */
  readonly title: string;
  /** What goes wrong in production where it does not hold. */
  readonly why: string;
  /** Where the rule comes from. */
  readonly source: string;
  /** What to do about a finding. */
  readonly recommendation: string;
  /** What a project may set about it, in kebab-case: each key has a default and a description. */
  readonly settings?: z.ZodObject & z.ZodType<Settings>;
  /** @param settings parsed by the schema; without one there is nothing in it */
  run(subject: Subject, settings: Settings): Examination;
}

export type Examination =
  /** At least one thing was looked at; without findings the check has passed. */
  | { readonly kind: "examined"; readonly count: number; readonly findings: readonly Finding[] }
  /** `notAsked`: there may be something to look at, but no input says where. A profile that asks for the check is not content with that. */
  | { readonly kind: "not-applicable"; readonly reason: string; readonly notAsked?: true }
  /** What had to be read could not be: nobody knows, so it never passes. */
  | { readonly kind: "unknown"; readonly reason: string };

/** One violation. */
export interface Finding {
  /** `Deployment orders/orders, container orders`. */
  readonly subject: string;
  /** The object that is meant, where there is one: what a waiver's selector is compared with. */
  readonly object?: { readonly kind: string; readonly namespace: string; readonly name: string } | undefined;
  /** What was seen, as a phrase. Never the value of a secret. */
  readonly evidence: string;
  /** In the manifest, where there is one. */
  readonly at?: Position | undefined;
  /** What a machine can mend without knowing the service. */
  readonly fix?: Fix | undefined;
}

/** One value in one manifest. */
export interface Fix {
  /** The object of the manifest, as it was read. */
  readonly object: KubeObject;
  /** From the object's root. Maps that are missing on the way are made. */
  readonly path: Path;
  /** What is to stand there; undefined takes the field away. */
  readonly value: unknown;
}
