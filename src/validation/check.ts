// What is one production-readiness check, and how can it end?

import type { KubeObject } from "../kube/object.ts";
import type { Position } from "../report/failure.ts";
import type { Path, Subject } from "./subject.ts";

export const areas = [
  "release",
  "security",
  "reliability",
  "performance",
  "network",
  "objects",
  "cluster",
  "endpoint",
  "monitoring",
  "database",
  "backup",
  "configuration",
] as const;
export type Area = (typeof areas)[number];

/** The worst first. */
export const severities = ["critical", "high", "medium", "low", "info"] as const;
export type Severity = (typeof severities)[number];

/** One rule. It only reads: the cluster is asked before, once for all checks. */
export interface Check {
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
  run(subject: Subject): Examination;
}

export type Examination =
  /** At least one thing was looked at; without findings the check has passed. */
  | { readonly kind: "examined"; readonly count: number; readonly findings: readonly Finding[] }
  | { readonly kind: "not-applicable"; readonly reason: string }
  /** What had to be read could not be: counts as a failure, because nobody knows. */
  | { readonly kind: "unknown"; readonly reason: string };

/** One violation. */
export interface Finding {
  /** `Deployment orders/orders, container orders`. */
  readonly subject: string;
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
