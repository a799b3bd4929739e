// Which Deployment is which slot, and by which label do Services tell them apart?

import { describeObject } from "../../kube/object.ts";
import { selects } from "../../kube/selectors.ts";
import { Failure } from "../../report/failure.ts";
import { isOwnOfSlot, previewLabel } from "../tracks/services.ts";
import type { Ground, LaidSide, Layout, ServiceObject } from "../tracks/strategy.ts";
import { type Deployment, templateHashLabel } from "../workload.ts";

export interface SlotNames {
  /** The Deployments of the two slots, in either order, where the user names them; otherwise found. */
  readonly slots: readonly string[];
  /** The label by which the Services choose a slot; empty: found, or `slipway.dev/slot`. */
  readonly slotKey: string;
}

/** The label that slots get where there is none yet. */
export const slotLabel = "slipway.dev/slot";

/**
 * Names and labels, from what is there:
 * a pair (`orders-blue`, `orders-green`) with a label in which its two templates differ;
 * one Deployment that was never blue-green, which keeps its name and becomes a slot;
 * nothing yet, for a first release.
 *
 * @throws Failure where it is not clear which slot serves, or by which label they differ.
 */
export function layOutSlots(ground: Ground, names: SlotNames): Layout {
  const { name } = ground.target.workload;
  const [blue, green] = slotDeployments(ground, names);
  const preview = previewName(name);
  const key = keyOf(ground, blue, green, names);
  const standing = [blue, green].map((slot) => ground.deployments.find(({ metadata }) => metadata.name === slot));
  const values = valuesOf(key, [blue, green], standing);
  const serving = servingSlot(ground, key, [blue, green], values, standing);
  if (serving === undefined) {
    const kept = [blue, green].indexOf(ground.kept ?? "");
    const free = standing[0] === undefined || standing[1] !== undefined ? 0 : 1;
    const candidate = kept < 0 ? free : kept;
    return { stable: undefined, candidate: sideOf([blue, green][candidate], key, values[candidate]), preview };
  }
  const other = serving === 0 ? 1 : 0;
  return {
    stable: { deployment: [blue, green][serving] ?? "", narrow: narrowOf(standing[serving], key, ground) },
    candidate: sideOf([blue, green][other], key, values[other]),
    preview,
  };
}

/** Within what a Service's name may be, also where a chart has made the workload's as long as that. */
function previewName(name: string): string {
  return `${name.slice(0, 63 - "-preview".length)}-preview`;
}

/** The names of the two: as given, as the last release had them, as a pair that stands, or as one Deployment and a new one. */
function slotDeployments(ground: Ground, { slots }: SlotNames): readonly [string, string] {
  const { name } = ground.target.workload;
  const [one, two] = slots;
  if (one !== undefined && two !== undefined) return [one, two];
  const { current } = ground;
  if (current?.strategy === "blue-green" && current.stable !== undefined)
    return [current.stable.deployment, current.candidate.deployment];
  const stands = (slot: string): boolean => ground.deployments.some(({ metadata }) => metadata.name === slot);
  const bare = name.replace(/-(blue|green)$/, "");
  const pair = [`${bare}-blue`, `${bare}-green`] as const;
  if (pair.some(stands) && !(stands(name) && bare === name)) return pair;
  return stands(name) ? [name, `${name}-green`] : pair;
}

/** The label in which the two templates differ; a Service that chooses by it decides between several. */
function keyOf(ground: Ground, blue: string, green: string, { slotKey }: SlotNames): string {
  if (slotKey !== "") return slotKey;
  const [one, two] = [blue, green].map((slot) =>
    labelsOf(ground.deployments.find((each) => each.metadata.name === slot)),
  );
  const ours = ground.services.filter(({ spec }) =>
    [one, two].some((labels) => labels !== undefined && selectsLabels(spec.selector, labels)),
  );
  const used = [...ours, ...ground.writtenServices].flatMap(({ spec }) => Object.keys(spec.selector ?? {}));
  if (one?.[slotLabel] !== undefined || two?.[slotLabel] !== undefined) return slotLabel;
  if (one !== undefined && two !== undefined) {
    const different = Object.keys(one).filter((key) => two[key] !== undefined && two[key] !== one[key]);
    const [only, second] = different.some((key) => used.includes(key))
      ? different.filter((key) => used.includes(key))
      : different;
    if (only !== undefined && second === undefined) return only;
    throw notClear(
      ground,
      only === undefined
        ? `the pods of ${blue} and ${green} have no label in which they differ`
        : `the pods of ${blue} and ${green} differ in ${different.join(" and ")}`,
      "Name the label by which the Services choose between them in `slot-key`.",
    );
  }
  // One of a pair alone: its Service says which of its labels means the slot.
  const alone = one ?? two;
  const colour = Object.entries(alone ?? {}).find(([key, value]) => /blue|green/.test(value) && used.includes(key));
  return colour?.[0] ?? slotLabel;
}

function valuesOf(
  key: string,
  names: readonly [string, string],
  standing: readonly (Deployment | undefined)[],
): readonly [string, string] {
  const [one, two] = standing.map((slot) => labelsOf(slot)?.[key]);
  const first = one ?? otherColour(two) ?? (names[0].endsWith("-green") ? "green" : "blue");
  return [first, two ?? otherColour(first) ?? "green"];
}

function otherColour(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (value.includes("blue")) return value.replace("blue", "green");
  return value.includes("green") ? value.replace("green", "blue") : undefined;
}

/** Which of the two users reach: by the live Services, or else the only one that runs. */
function servingSlot(
  ground: Ground,
  key: string,
  names: readonly [string, string],
  values: readonly [string, string],
  standing: readonly (Deployment | undefined)[],
): 0 | 1 | undefined {
  const narrowed = ground.services.map(({ spec }) => spec.selector?.[templateHashLabel]);
  const byHash = ([0, 1] as const).find((index) => {
    const slot = standing[index];
    return slot !== undefined && narrowed.includes(ground.hashOf(slot));
  });
  // A release that failed and was kept to be looked at has left its Services narrowed.
  if (byHash !== undefined) return byHash;
  const runs = standing.map((slot) => slot !== undefined && (slot.spec.replicas ?? 1) > 0);
  const ways = waysIn(ground, key, names, values);
  const reachedBy = ([0, 1] as const).map((index) => {
    const slot = standing[index];
    return slot === undefined || !runs[index] ? [] : ways.filter(({ spec }) => reaches(spec.selector, slot));
  });
  const named = ([0, 1] as const).filter((index) => reachedBy[index]?.some(({ spec }) => key in (spec.selector ?? {})));
  const candidates = named.length > 0 ? named : ([0, 1] as const).filter((index) => reachedBy[index]?.length !== 0);
  // Nobody has led users to what a first release has left to be looked at.
  const alone = ([0, 1] as const).filter((index) => runs[index] && names[index] !== ground.kept);
  const [only, second] = candidates.length > 0 ? candidates : alone;
  if (second === undefined) return only;
  const answers = names.map((name, index) => {
    const by = reachedBy[index]?.map(({ metadata }) => metadata.name) ?? [];
    return by.length === 0 ? `no Service from ${name}` : `${by.join(" and ")} from ${name}`;
  });
  throw notClear(
    ground,
    `both ${names[0]} and ${names[1]} run, and which of them users reach is not clear: ${answers.join(", ")}`,
    `Name the Service that users come by in \`services\`; where it answers from both, narrow its selector to the slot that serves, by the label ${key}, or scale the other slot to 0.`,
  );
}

/** The Services by which users may come: those that are named, or all but the slots' own and what releases made. */
function waysIn(
  { services, named = [], target }: Ground,
  key: string,
  names: readonly [string, string],
  values: readonly [string, string],
): readonly ServiceObject[] {
  if (named.length > 0) return services.filter(({ metadata }) => named.includes(metadata.name));
  const sides = ([0, 1] as const).map((index) => sideOf(names[index], key, values[index]));
  const made = services.filter(
    ({ metadata }) =>
      metadata.name === previewName(target.workload.name) || metadata.labels?.[previewLabel] !== undefined,
  );
  const others = services.filter((service) => !made.includes(service));
  const shared = others.filter((service) => !isOwnOfSlot(service, sides));
  return shared.length > 0 ? shared : others;
}

function reaches(selector: Readonly<Record<string, string>> | undefined, slot: Deployment): boolean {
  return selectsLabels(selector, labelsOf(slot) ?? {});
}

/** Whether pods with these labels are found, by all that tells services apart: not by a template's hash. */
function selectsLabels(
  selector: Readonly<Record<string, string>> | undefined,
  labels: Readonly<Record<string, string>>,
): boolean {
  const { [templateHashLabel]: _, ...rest } = selector ?? {};
  return Object.keys(rest).length > 0 && selects({ matchLabels: rest }, labels);
}

/** A slot that has no slot label yet is told apart by the hash of its template, until the release is over. */
function narrowOf(slot: Deployment | undefined, key: string, ground: Ground): Readonly<Record<string, string>> {
  const value = labelsOf(slot)?.[key];
  if (value !== undefined) return { [key]: value };
  const hash = slot === undefined ? "" : ground.hashOf(slot);
  if (hash !== "") return { [templateHashLabel]: hash };
  throw notClear(ground, "the ReplicaSet of what serves is not there", "Look at its Deployment, then release again.");
}

function sideOf(deployment: string | undefined, key: string, value: string | undefined): LaidSide {
  return { deployment: deployment ?? "", narrow: { [key]: value ?? "" } };
}

function labelsOf(slot: Deployment | undefined): Readonly<Record<string, string>> | undefined {
  return slot?.spec.template.metadata?.labels;
}

function notClear({ target }: Ground, found: string, advice: string): Failure {
  return new Failure({ attempted: `finding the slots of ${describeObject(target.workload)}`, found, advice });
}
