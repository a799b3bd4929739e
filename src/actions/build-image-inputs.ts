// What can be asked of build-image, and what does that mean to the build?

import { resolve } from "node:path";
import { z } from "zod";
import { flag, lines, quotedLines, words } from "../config/input.ts";
import type { Job } from "../github/job.ts";
import type { BuildRequest } from "../image/build-request.ts";
import { parseInspectionRules } from "../image/inspect/rules.ts";
import { type BuildSecret, parseSecretFiles, parseSecrets } from "../image/secrets.ts";
import { parseTagRule } from "../image/tag-rules.ts";
import { parseTestCommands } from "../image/tests/command-words.ts";
import { Failure } from "../report/failure.ts";
import { gateInputs } from "./build-image-gates.ts";
import { loginInputs } from "./registry-login.ts";

/** Only what cannot hold a comma splits at commas too: a cache is `type=gha,mode=max`. */
export const inputs = z.strictObject({
  operation: z.enum(["build", "merge"]).default("build"),
  image: z.string().optional(),
  version: z.string().optional(),
  tags: words().default([]),
  "tag-rules": lines().default([]),
  context: z.string().default("."),
  file: z.string().optional(),
  target: z.string().optional(),
  "build-args": quotedLines().default([]),
  "build-contexts": quotedLines().default([]),
  secrets: z.string().default(""),
  "secret-files": lines().default([]),
  ssh: words().default([]),
  platforms: words().default([]),
  labels: quotedLines().default([]),
  annotations: quotedLines().default([]),
  "cache-from": lines().default([]),
  "cache-to": lines().default([]),
  "no-cache": flag().default(false),
  pull: flag().default(false),
  push: flag().default(true),
  "push-by-digest": flag().default(false),
  load: flag().default(false),
  outputs: lines().default([]),
  provenance: z.string().default("mode=min"),
  sbom: z.string().default("auto"),
  attestations: z.enum(["referrers", "index"]).default("referrers"),
  builder: z.string().optional(),
  "add-hosts": words().default([]),
  network: z.string().optional(),
  "shm-size": z.string().optional(),
  ulimit: words().default([]),
  reproducible: flag().default(true),
  reuse: flag().default(true),
  "pin-bases": z.enum(["off", "warn", "require"]).default("off"),
  "test-target": z.string().optional(),
  "test-results": lines().default([]),
  "test-command": z.string().default(""),
  inspect: words().default([]),
  digests: lines().default([]),
  ...loginInputs,
  ...gateInputs,
});

export type Inputs = z.output<typeof inputs>;

/**
 * The request for the domain, but for its gates.
 *
 * @throws Failure for an input that does not mean anything
 */
export function requestOf(given: Inputs, secrets: readonly BuildSecret[], job: Job): BuildRequest {
  checkTogether(given);
  const directory = job.run.workspace || process.cwd();
  return {
    directory,
    image: given.image,
    version: given.version,
    tags: given.tags,
    tagRules: given["tag-rules"].map(parseTagRule),
    context: given.context,
    file: given.file,
    target: given.target,
    buildArgs: given["build-args"],
    buildContexts: given["build-contexts"],
    secrets,
    secretFiles: parseSecretFiles(given["secret-files"], directory),
    ssh: given.ssh,
    platforms: given.platforms,
    labels: given.labels,
    annotations: given.annotations,
    cacheFrom: given["cache-from"],
    cacheTo: given["cache-to"],
    noCache: given["no-cache"],
    pull: given.pull,
    push: given.push,
    pushByDigest: given["push-by-digest"],
    pushAttempts: given["push-attempts"],
    load: given.load,
    outputs: given.outputs,
    provenance: given.provenance,
    sbom: given.sbom,
    attestations: given.attestations,
    builder: given.builder,
    addHosts: given["add-hosts"],
    network: given.network,
    shmSize: given["shm-size"],
    ulimit: given.ulimit,
    reproducible: given.reproducible,
    reuse: given.reuse,
    pinBases: given["pin-bases"],
    testTarget: given["test-target"],
    testResults: given["test-results"],
    testCommands: parseTestCommands(given["test-command"]),
    // Without a push nobody asked to look into the image, unless by this input.
    inspect: given.push || given.inspect.length > 0 ? parseInspectionRules(given.inspect) : undefined,
  };
}

/**
 * An input that means nothing without another would be left out without a word, and with it the gate that it stands for.
 *
 * @throws Failure for the first
 */
function checkTogether(given: Inputs): void {
  const lonely = (
    [
      ["test-results", given["test-results"].length > 0, "test-target", given["test-target"] !== undefined],
      ["max-growth", given["max-growth"] !== undefined, "compare-with", given["compare-with"] !== undefined],
      ["scan-report", given["scan-report"] !== undefined, "scan: report", given.scan === "report"],
      ["scan: report", given.scan === "report", "scan-report", given["scan-report"] !== undefined],
      ["scan-sarif", given["scan-sarif"] !== undefined, "scan", given.scan !== "none"],
      ["digests", given.digests.length > 0, "operation: merge", false],
    ] as const
  ).find(([, isGiven, , isWhole]) => isGiven && !isWhole);
  if (lonely === undefined) return;
  const [name, , other] = lonely;
  throw new Failure({
    attempted: "reading the inputs",
    found: `"${name}" is given without "${other}", and means nothing alone`,
    advice: `Give "${other}" too, or leave out "${name}".`,
  });
}

/** The text as the workflow gave it: the shell trims an input, and a secret may end in a space. */
export function readSecrets(given: Inputs, job: Job): BuildSecret[] {
  const raw = job.env.INPUT_SECRETS ?? "";
  const secrets = parseSecrets(raw.trim() === given.secrets ? raw : given.secrets);
  // The runner masks line by line: a value of several lines would show in part.
  for (const { value } of secrets) {
    for (const part of new Set([value, ...value.split(/\r?\n/)])) job.mask(part.trim());
  }
  return secrets;
}

/** Where relative paths begin. */
export function workspaceOf(job: Job): string {
  return resolve(job.run.workspace || process.cwd());
}
