// Which validation do the tests of its results begin with?

import { readManifests } from "../../../../src/manifests/read-objects.ts";
import type { History } from "../../../../src/validation/results/history.ts";
import { reportOf } from "../../../../src/validation/results/report-of.ts";
import type { ValidationReport } from "../../../../src/validation/results/validation-report.ts";
import { subjectOf } from "../../../../src/validation/subject.ts";
import { type ValidationResult, validate } from "../../../../src/validation/validate.ts";
import { goodYaml } from "../objects.ts";

export const at = new Date("2026-01-02T03:04:05Z");

/** The good service with a root user, no grace for its sleep, an autoscaler without room and a text that wants to be markup. */
export const badYaml = goodYaml
  .replace("runAsNonRoot: true, ", "")
  .replace("seconds: 5 }", "seconds: 40 }")
  .replace("maxReplicas: 9", "maxReplicas: 3")
  .replace("name: http, containerPort", 'name: "<b>http</b>", containerPort');

export async function resultOfTests(yaml = badYaml): Promise<ValidationResult> {
  const quiet = () => undefined;
  const log = {
    info: quiet,
    warning: quiet,
    error: quiet,
    debug: quiet,
    group: (_: string, inner: () => unknown) => inner(),
  };
  const rules = {
    now: at,
    waivers: [
      {
        kind: "check" as const,
        check: "reliability/grace-period",
        selector: undefined,
        reason: "the <proxy> waits",
        owner: "team",
        expires: "2026-06-30",
        at: { file: "waivers.yaml", line: 2 },
      },
    ],
  };
  return await validate(
    { subject: subjectOf(readManifests(yaml, "deploy/orders.yaml"), undefined, undefined), failOn: "high", rules },
    { log: log as never, signal: new AbortController().signal },
  );
}

export async function reportOfTests(history?: History, yaml = badYaml): Promise<ValidationReport> {
  return reportOf(await resultOfTests(yaml), { subject: "orders to <production>", at, commit: "abc123", history });
}
