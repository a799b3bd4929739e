// Which checks make up a checklist?

import { nearestWord } from "../../config/shape.ts";
import { Failure } from "../../report/failure.ts";
import { attestations } from "../attestations/attestation.ts";
import { type AttestedNow, attestationCheck } from "../attestations/attestation-check.ts";
import type { Check } from "../check.ts";
import { checks } from "../registry.ts";
import type { UnknownRule } from "../rules.ts";
import type { Box, Checklist } from "./box.ts";
import type { ProfileName } from "./names.ts";
import { deploymentBoxes, proseBoxes } from "./other-boxes.ts";
import { productionBoxes } from "./production-boxes.ts";

export interface Profile {
  readonly name: ProfileName;
  /** What holds where the input `unknown` says nothing. */
  readonly unknown: UnknownRule;
  readonly checks: readonly Check[];
}

/** Every box of the guides. */
export const boxes: readonly Box[] = [...productionBoxes, ...deploymentBoxes, ...proseBoxes];

/**
 * A checklist is made of what answers its boxes. `pre-production` is every check, and every attestation that is asked for
 * before or while a release is deployed.
 *
 * @throws Failure for an attestation of something that there is not
 */
export function profileOf(name: ProfileName, given: AttestedNow): Profile {
  refuseStrangers(given);
  const wanted = new Set(answersOf(name));
  const signed = attestations.filter(({ id }) => wanted.has(id)).map((one) => attestationCheck(one, given));
  const own = name === "pre-production" ? checks : checks.filter(({ id }) => wanted.has(id) || wanted.has(areaOf(id)));
  return { name, unknown: unknownRules[name], checks: [...own, ...signed] };
}

/** What a look that could not be taken means: a routine look tells it, a release does not go on without. */
const unknownRules: Readonly<Record<ProfileName, UnknownRule>> = {
  "pre-production": "fail",
  "pre-deployment": "fail",
  deployment: "fail",
  "post-deployment": "fail",
  "disaster-recovery": "fail",
  daily: "report",
  weekly: "report",
  monthly: "report",
};

function answersOf(name: ProfileName): string[] {
  const lists: readonly Checklist[] = name === "pre-production" ? ["pre-deployment", "deployment"] : [name];
  return boxes.filter(({ checklist }) => lists.includes(checklist)).flatMap(({ by }) => by);
}

function areaOf(id: string): string {
  return `${id.split("/")[0]}/*`;
}

function refuseStrangers({ attested }: AttestedNow): void {
  const ids = attestations.map(({ id }) => id as string);
  const stranger = attested?.find(({ id }) => !ids.includes(id));
  if (stranger === undefined) return;
  const nearest = nearestWord(stranger.id, ids);
  throw new Failure({
    attempted: "reading the attestations",
    found: `nobody asks for "${stranger.id}"`,
    advice: nearest === undefined ? "docs/checklists.md names them all." : `Did you mean "${nearest}"?`,
    at: stranger.at,
  });
}
