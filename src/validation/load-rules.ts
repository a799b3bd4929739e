// Which files and inputs hold what a project decides, and what do they say together?

import { loadWaivers } from "../waivers/waivers.ts";
import { attestations } from "./attestations/attestation.ts";
import { attestationCheck } from "./attestations/attestation-check.ts";
import { loadAttestations } from "./attestations/load-attestations.ts";
import { loadBaseline } from "./baseline.ts";
import type { Check } from "./check.ts";
import type { ProfileName } from "./profiles/names.ts";
import { profileOf } from "./profiles/profile.ts";
import { checks } from "./registry.ts";
import type { Rules, UnknownRule } from "./rules.ts";
import { readCheckSettings, readRelaxed } from "./settings.ts";

/** As the inputs of the actions give it. Files are named from the workspace. */
export interface RuleSources {
  readonly profile?: ProfileName | undefined;
  /** Otherwise as the profile has it, and `fail` without one. */
  readonly unknown?: UnknownRule | undefined;
  readonly relax: readonly string[];
  /** YAML text: settings by check. */
  readonly checks?: string | undefined;
  readonly "custom-checks": readonly string[];
  readonly waivers?: string | undefined;
  readonly baseline?: string | undefined;
  readonly attestations?: string | undefined;
}

export type LoadedRules = Omit<Rules, "failOn">;

/**
 * Reads the files, and refuses what names a check that there is not.
 *
 * @param directory where relative paths begin
 * @throws Failure with the file and line of what is wrong
 */
export async function loadRules(
  sources: RuleSources,
  { directory, now }: { readonly directory: string; readonly now: Date },
): Promise<LoadedRules> {
  const [custom, waivers, baseline, attested] = await Promise.all([
    loadOwn(sources["custom-checks"], directory),
    sources.waivers === undefined ? [] : loadWaivers(sources.waivers, directory),
    sources.baseline === undefined ? undefined : loadBaseline(sources.baseline, directory),
    sources.attestations === undefined ? undefined : loadAttestations(sources.attestations, directory),
  ]);
  const profile = sources.profile === undefined ? undefined : profileOf(sources.profile, { attested, now });
  // What slipway.yaml says of an attestation holds also for a run that asks for none.
  const signed = attestations.map((one) => attestationCheck(one, { attested, now }));
  const known = [...checks, ...signed, ...custom];
  return {
    profile,
    unknown: sources.unknown ?? profile?.unknown ?? "fail",
    settings: readCheckSettings(sources.checks ?? "", known),
    relaxed: readRelaxed(sources.relax, known),
    ...{ waivers, baseline, custom, now },
  };
}

/** CEL is loaded only where somebody uses it. */
async function loadOwn(files: readonly string[], directory: string): Promise<readonly Check[]> {
  if (files.length === 0) return [];
  const { loadCustomChecks } = await import("./custom/load-custom-checks.ts");
  return await loadCustomChecks(files, directory);
}
