// What does a release ask of what judges it?

import type { Failure } from "../report/failure.ts";

/** One side of a release, as measurements select it. */
export interface MeasuredSide {
  readonly deployment: string;
  /** Names of the ReplicaSets whose pods it is. */
  readonly owners: readonly string[];
  /** The pods' own labels that tell this side from the other one. */
  readonly labels: Readonly<Record<string, string>>;
  /** Epoch in milliseconds by the cluster's clock: when its first pod was created. No window reaches behind it. */
  readonly since: number;
  readonly image: string;
}

/** What is released, while something is judged. */
export interface GateMoment {
  readonly namespace: string;
  readonly candidate: MeasuredSide;
  /** None in a first release, and none after a rolling update: the candidate has taken its place. */
  readonly stable: MeasuredSide | undefined;
  /** The Service that users reach; none where none was found. */
  readonly liveService: string | undefined;
  /** Answers from the candidate only; none in a rolling release. */
  readonly previewService: string | undefined;
  /** The candidate's share of the users' requests, in percent: 0 before, 100 after. */
  readonly weight: number;
  /** For how long it is to be judged, in milliseconds; 0: as long as the gate needs. */
  readonly time: number;
}

export interface GateResult {
  readonly next: "go" | "stop" | "pause";
  /** Given where `next` is not `go`. */
  readonly failure?: Failure | undefined;
  /** For the summary. */
  readonly markdown: string;
}

/** Something that must pass before the next act: a smoke test, an analysis of one step. */
export interface Gate {
  /** `smoke test`, for the log. */
  readonly name: string;
  /** Before any user can reach the candidate, at each weight, or both. */
  readonly at: "preview" | "step" | "both";
  /** Rejects with the signal's reason soon after it is aborted. Nothing is kept: a resumed release asks again. */
  judge(moment: GateMoment, signal: AbortSignal): Promise<GateResult>;
}

/** What watches beside the acts: the prober and the analysis. One for each release; the engine calls it. */
export interface Watching {
  /** How long `bake` takes where nothing fails, in milliseconds; 0 for not at all. */
  readonly bakeTime: number;
  /** The candidate has pods, or the weight is another one. */
  changed(moment: GateMoment): void;
  /** The pods of this side are about to end: they are not asked any more, whatever changes. */
  leaves(side: "candidate" | "stable"): void;
  /** Asked like a gate, at the preview and at each weight. */
  judge(moment: GateMoment, signal: AbortSignal): Promise<GateResult>;
  /** After the promotion, for the bake time; `go` at once where there is none. */
  bake(moment: GateMoment, signal: AbortSignal): Promise<GateResult>;
  /** Which of the measurements that were asked for this run has not made, as a sentence; empty where there is none. */
  unmeasured?(): string;
  /** Called once, after the last act, also on the way back. @returns Markdown for the summary. */
  stop(): Promise<string>;
  /** What users noticed, as a sentence; empty where that was not measured, and before it has stopped. */
  noticed?(): string;
}
