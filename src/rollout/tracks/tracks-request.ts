// What is asked of a release with two tracks beside what is asked of every release?

import type { RouterName } from "../../traffic/router.ts";
import type { TwoTrackStrategy } from "./strategy.ts";

/** Durations are in milliseconds. */
export interface TracksRequest {
  readonly strategy: TwoTrackStrategy;
  /** The Services that users reach it by; empty: all that select its pods. */
  readonly services: readonly string[];
  readonly router: RouterName | "auto";
  /** `KIND/NAME` of the router's objects; empty: those that lead to the live Service. */
  readonly route: readonly string[];
  readonly header: { readonly name: string; readonly value: string } | undefined;
  readonly settleTime: number;
  /** What becomes of a release that a dead run left half-way, where this one is of the same image. */
  readonly interrupted: "resume" | "abort";
  /** What is done where the nodes have no room for both. */
  readonly room: "require" | "warn";
  readonly overlapping: boolean;
  /** After so long the old slot is scaled to zero; undefined: it stays until the next release. */
  readonly scaleDownDelay: number | undefined;
}
