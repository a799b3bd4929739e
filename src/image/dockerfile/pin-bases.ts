// Does every base image name its digest?

import { Failure } from "../../report/failure.ts";
import type { Log } from "../../report/log.ts";
import type { BaseImage } from "./bases.ts";

export const pinRules = ["off", "warn", "require"] as const;
export type PinRule = (typeof pinRules)[number];

/** A base image with what its registry serves for it now; no digest where the registry could not be asked. */
export interface ResolvedBase extends BaseImage {
  readonly digest: string;
}

/**
 * A tag can name other bytes tomorrow. `warn` warns on each line, `require` refuses the first.
 *
 * @throws Failure with the Dockerfile's line and what to write there
 */
export function checkPins(bases: readonly ResolvedBase[], rule: PinRule, file: string, log: Log): void {
  const loose = bases.filter((base) => !base.pinned);
  if (rule === "off" || loose.length === 0) return;
  if (rule === "warn") {
    for (const base of loose) log.warning(`${found(base)}. ${advice(base)}`, { file, line: base.line });
    return;
  }
  const [first] = loose;
  if (first === undefined) return;
  const others = loose.slice(1).map(({ name, line }) => `${name} (line ${line})`);
  throw new Failure({
    attempted: "checking that base images are pinned",
    found: found(first) + (others.length === 0 ? "" : `; nor do ${others.join(", ")}`),
    advice: advice(first),
    at: { file, line: first.line },
  });
}

function found({ name, reference }: ResolvedBase): string {
  return name === reference
    ? `the base image ${name} names no digest`
    : `the base image ${name}, for which ${reference} is taken, names no digest`;
}

function advice({ reference, digest }: ResolvedBase): string {
  const pinned = digest === "" ? `${reference}@sha256:…` : `${reference}@${digest}`;
  return `Write ${pinned}, and let Renovate or Dependabot renew it; "pin-bases: warn" only warns.`;
}
