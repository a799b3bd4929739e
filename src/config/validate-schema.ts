// What may stand in the section `validate` of slipway.yaml?

import { z } from "zod";

const text = z.string().min(1);
const list = z.union([text.describe("one entry"), z.array(text).describe("one or several entries")]);

/** `severity`, and what the check itself declares: the action that knows the checks refuses what it does not. */
const checkSettings = z
  .looseObject({
    severity: z.enum(["critical", "high", "medium", "low", "info"]).describe("In place of the check's own.").optional(),
  })
  .describe("The settings of one check; docs/checks.md names them.");

/** What is asked beside the objects: inputs of the action, secrets and what belongs to one run apart. */
const asked = [
  "endpoint",
  "health-paths",
  "protected-path",
  "version-header",
  "foreign-origin",
  "rate-limit-budget",
  "resolve",
  "proxy",
  "ca",
  "prometheus-url",
  "prometheus-service",
  "prometheus-job",
  "prometheus-labels",
  "core-series",
  "business-series",
  "infrastructure-series",
  "requests-metric",
  "status-label",
  "errors-metric",
  "latency-metric",
  "error-rate-query",
  "latency-query",
  "pool-query",
  "slo-objective",
  "required-alerts",
  "rules",
  "alertmanager-url",
  "alerts-url",
  "github-environment",
  "dry-run",
  "database-secret",
  "database-target",
  "database-role",
  "database-ca",
  "database-migrations",
  "database-disk",
  "backup-objects",
  "backup-namespaces",
  "backup-destinations",
  "rpo",
  "rto",
  "restore-drill",
  "restore-command",
  "restore-ca",
  "restore-compare",
  "restore-tolerance",
  "restore-timeout",
  "restore-jobs",
  "environment",
  "read-secrets",
  "other-environments",
] as const;

const validation = {
  ...askedInputs(),
  "fail-on": z
    .enum(["critical", "high", "medium", "low", "info", "none"])
    .describe("The lowest severity of a finding that fails the release.")
    .optional(),
  profile: z
    .enum([
      "pre-production",
      "pre-deployment",
      "deployment",
      "post-deployment",
      "daily",
      "weekly",
      "monthly",
      "disaster-recovery",
    ])
    .describe("The checklist that is gone through; every check unless given.")
    .optional(),
  unknown: z
    .enum(["fail", "report"])
    .describe("Whether a check that could not look fails, or is only told. It never passes.")
    .optional(),
  checks: z.record(text, checkSettings).describe("Settings of single checks by their ids.").optional(),
  "custom-checks": list.describe("Files with checks of your own (CEL).").optional(),
  waivers: text.describe("The file with the accepted, dated exceptions.").optional(),
  baseline: text.describe("The file with the findings that were there before.").optional(),
  attestations: text.describe("The file with what people answer for.").optional(),
};

export const validate = z
  .strictObject(validation)
  .describe("What production readiness is asked for (validate-production).");

/** Only an environment can be easier on a check: for the service itself there are waivers. */
export const validateHere = z
  .strictObject({
    ...validation,
    relax: list
      .describe("Checks that are told but do not fail in this environment: ids, or a whole area as database/*.")
      .optional(),
  })
  .describe("What production readiness is asked for in this environment (validate-production).");

type AskedInput = z.ZodOptional<z.ZodUnion<readonly [z.ZodString, z.ZodNumber, z.ZodBoolean, z.ZodArray<z.ZodString>]>>;

/** The action checks what is in them, as it does where the workflow gives them. */
function askedInputs(): Record<(typeof asked)[number], AskedInput> {
  const entries = asked.map((key) => {
    const value = z.union([text, z.number(), z.boolean(), z.array(text)]);
    return [key, value.describe(`The input \`${key}\` of validate-production.`).optional()];
  });
  return Object.fromEntries(entries) as Record<(typeof asked)[number], AskedInput>;
}
