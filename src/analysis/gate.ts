// What does a release ask of what judges it?

import type { Failure } from "../report/failure.ts";

/** One side of a release, as measurements select it. */
export interface MeasuredSide {
  readonly deployment: string;
  /** The pods' own labels that tell this side from the other one. */
  readonly labels: Readonly<Record<string, string>>;
  readonly templateHash: string;
  /** RFC 3339: no window reaches behind it. The start of its newest pods. */
  readonly since: string;
  readonly image: string;
}

/** What is released while something is measured. */
export interface Subject {
  readonly namespace: string;
  /** The name of the service, as the user named the workload. */
  readonly workload: string;
  readonly candidate: MeasuredSide;
  /** None in a first release, and none after a rolling update: the candidate has taken its place. */
  readonly stable: MeasuredSide | undefined;
  readonly liveService: string | undefined;
  /** Answers from the candidate only; none in a rolling release. */
  readonly previewService: string | undefined;
  /** The candidate's share of the users' requests, in percent: 0 before, 100 after. */
  readonly weight: number;
}

export type Verdict =
  /** `told`: Markdown for the summary. */
  | { readonly kind: "pass"; readonly told: string }
  | { readonly kind: "fail"; readonly failure: Failure; readonly told: string }
  /** No data is no proof. */
  | { readonly kind: "inconclusive"; readonly reason: string; readonly told: string };

/** Something that must pass before the next act: a smoke test, an analysis of one step. */
export interface Gate {
  /** `smoke test`, `analysis of the error rate`, for the log. */
  readonly name: string;
  /** Where it is asked: before any user can reach the candidate, at each weight, or both. */
  readonly at: "preview" | "step" | "both";
  /** Takes as long as it takes; ends soon after `signal`, by throwing its reason. */
  judge(subject: Subject, signal: AbortSignal): Promise<Verdict>;
}

/** Something that watches beside the acts: the default triggers, the prober. */
export interface Guard {
  readonly name: string;
  /** Begins when the candidate's pods are ready. `onTrip`: its verdict is not `pass` any more. */
  start(subject: Subject, onTrip: () => void): RunningGuard;
}

export interface RunningGuard {
  /** The first verdict that was not `pass`, while it stands. */
  verdict(): Verdict;
  /** The weight, or who is stable, is another one from now on. */
  changed(subject: Subject): void;
  /** Ends it. @returns Markdown for the summary: what it saw. */
  stop(): Promise<string>;
}

/** Everything that judges one release. */
export interface Judges {
  readonly gates: readonly Gate[];
  readonly guards: readonly Guard[];
  /** What becomes of a release that nothing could be said about. */
  readonly onInconclusive: "abort" | "pause" | "proceed";
}

export const noJudges: Judges = { gates: [], guards: [], onInconclusive: "abort" };
