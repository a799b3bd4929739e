// How is a weight put into a list of backends, and how is it taken out again?

import { isDeepStrictEqual } from "node:util";
import type { ObjectPath, SavedPart } from "./router.ts";

/** One backend of a list, in any product's form. */
export interface Entry {
  readonly weight?: number;
  readonly [field: string]: unknown;
}

/** How a product names a backend. */
export interface Naming {
  isStable(entry: Entry): boolean;
  isCandidate(entry: Entry): boolean;
  /** The candidate's entry beside this one of stable: the same port and options. */
  candidateOf(stable: Entry): Entry;
  /** What an entry without a weight weighs among others. */
  readonly defaultWeight: number;
}

/**
 * The list with the candidate's share in it. Stable and candidate get the two parts of 100. Where the user
 * shares with further backends, stable's own share is what is divided: all other weights grow a hundredfold.
 */
export function splitEntries(entries: readonly Entry[], naming: Naming, weight: number): Entry[] {
  const others = entries.some((entry) => !naming.isStable(entry) && !naming.isCandidate(entry));
  const whole = entries
    .filter((entry) => naming.isStable(entry) || naming.isCandidate(entry))
    .reduce((sum, entry) => sum + weightOf(entry, naming), 0);
  const unit = others ? whole : 1;
  const named = entries.some(naming.isCandidate);
  return entries.flatMap((entry) => {
    if (naming.isStable(entry)) {
      const stable = { ...entry, weight: unit * (100 - weight) };
      return named ? [stable] : [stable, { ...naming.candidateOf(entry), weight: unit * weight }];
    }
    if (naming.isCandidate(entry)) return [{ ...entry, weight: unit * weight }];
    return [{ ...entry, weight: weightOf(entry, naming) * 100 }];
  });
}

/**
 * The list with the share taken out. What was saved says each weight, and whether the candidate stood there
 * before; entries that came meanwhile stay as they are.
 */
export function joinEntries(live: readonly Entry[], saved: readonly Entry[], naming: Naming): Entry[] {
  const named = saved.some(naming.isCandidate);
  return live
    .filter((entry) => named || !naming.isCandidate(entry))
    .map((entry) => {
      const before = saved.find((one) => sameBackend(one, entry, naming));
      if (before === undefined) return entry;
      const { weight: _, ...rest } = entry;
      return before.weight === undefined ? rest : { ...rest, weight: before.weight };
    });
}

/** The candidate's part of what stable and candidate share, in percent; `undefined` where the list does not name it. */
export function candidatePercent(entries: readonly Entry[], naming: Naming): number | undefined {
  const candidate = entries.find(naming.isCandidate);
  if (candidate === undefined) return undefined;
  const sum = (list: readonly Entry[]) => list.reduce((total, entry) => total + weightOf(entry, naming), 0);
  const own = weightOf(candidate, naming);
  const all = own + sum(entries.filter(naming.isStable));
  return all === 0 ? 0 : Math.round((own / all) * 100);
}

/**
 * What was saved of this list. Its place is the first guess; where somebody put a rule before it meanwhile, it is
 * the one saved list with the same backends.
 */
export function savedList(
  path: ObjectPath,
  live: readonly Entry[],
  parts: readonly SavedPart[],
  naming: Naming,
): readonly Entry[] | undefined {
  const lists = parts.filter(({ value }) => Array.isArray(value));
  const same = lists.filter(({ value }) => sameBackends(value as Entry[], live, naming));
  const here = (list: readonly SavedPart[]) => list.find((part) => isDeepStrictEqual(part.path, path));
  const part = here(same) ?? same[0] ?? here(lists);
  return part?.value as readonly Entry[] | undefined;
}

function weightOf(entry: Entry, naming: Naming): number {
  return entry.weight ?? naming.defaultWeight;
}

function sameBackends(saved: readonly Entry[], live: readonly Entry[], naming: Naming): boolean {
  return saved.every((one) => live.some((other) => sameBackend(one, other, naming)));
}

function sameBackend(one: Entry, other: Entry, naming: Naming): boolean {
  const isPair = (test: (entry: Entry) => boolean) => test(one) && test(other);
  return isPair(naming.isStable) || isPair(naming.isCandidate) || isDeepStrictEqual(bare(one), bare(other));
}

function bare({ weight: _, ...rest }: Entry): unknown {
  return rest;
}
