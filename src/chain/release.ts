// How does one service get from its source to a verified release in one environment, in one step?

import type { Outcome } from "../release/outcome.ts";
import type { Failure } from "../report/failure.ts";
import type { Log } from "../report/log.ts";

/** What the chain does, one after the other. The real ones are in `release-steps.ts`. */
export interface ReleaseSteps {
  /** The image to release: built here, or given. */
  image(): Promise<ImageToRelease>;
  deploy(image: ImageToRelease): Promise<Rollout>;
  /** What must pass before the release is confirmed, in this order. */
  readonly gates: readonly Gate[];
  /** Makes the release a verified one. */
  confirm(): Promise<Rollout>;
  /** Takes back what this run released and did not confirm. It succeeds where that went well. */
  takeBack(reason: string): Promise<Rollout>;
}

export interface ImageToRelease {
  /** `name@sha256:…`. */
  readonly reference: string;
  readonly digest: string;
  /** Empty where it is not known. */
  readonly version: string;
}

/** What a step that touches the environment tells. */
export interface Rollout {
  readonly outcome: Outcome;
  readonly changed: boolean;
  readonly digest: string;
  readonly previousDigest: string;
  readonly revision: number;
  readonly reason: string;
  /** Markdown. */
  readonly summary: string;
  readonly failure?: Failure | undefined;
}

export interface Gate {
  /** `smoke test`. */
  readonly name: string;
  run(rollout: Rollout): Promise<GateResult>;
}

export interface GateResult {
  /** Markdown. */
  readonly summary: string;
  /** Why the gate does not let the release through; undefined where it does. */
  readonly failure?: Failure | undefined;
}

export interface ReleaseResult {
  readonly outcome: Outcome;
  readonly changed: boolean;
  /** Undefined where there never was one. */
  readonly image?: ImageToRelease | undefined;
  readonly previousDigest: string;
  readonly revision: number;
  readonly reason: string;
  readonly summary: string;
  readonly failure?: Failure | undefined;
}

/**
 * Builds, deploys, asks every gate and confirms. A gate that fails, or that cannot be asked, takes the
 * environment back; what then failed is told as the reason, and the way back as part of the summary.
 * @throws whatever a step throws, after the environment was taken back where it was changed.
 */
export async function release(steps: ReleaseSteps, log: Log): Promise<ReleaseResult> {
  const image = await steps.image();
  const rollout = await log.group("Deploy", () => steps.deploy(image));
  // Skipped, paused, failed, gone back by itself, or live already: there is nothing to prove or to take back.
  if (rollout.outcome !== "succeeded" || !rollout.changed) return ended(image, rollout, [rollout.summary]);
  const summaries = [rollout.summary];
  try {
    for (const gate of steps.gates) {
      const result = await log.group(capitalised(gate.name), () => gate.run(rollout));
      summaries.push(result.summary);
      if (result.failure !== undefined) return await goBack(steps, image, gate, result.failure, summaries);
    }
    const confirmed = await steps.confirm();
    if (confirmed.outcome === "succeeded") return ended(image, rollout, summaries);
    return ended(image, { ...rollout, ...confirmed }, [...summaries, confirmed.summary]);
  } catch (error) {
    await steps.takeBack(error instanceof Error ? error.message : String(error));
    throw error;
  }
}

async function goBack(
  steps: ReleaseSteps,
  image: ImageToRelease,
  gate: Gate,
  failure: Failure,
  summaries: readonly string[],
): Promise<ReleaseResult> {
  const back = await steps.takeBack(`the ${gate.name} failed: ${failure.found}`);
  const told = [...summaries, back.summary];
  // A way back that could not be gone is the worse news; otherwise the gate is why the release failed.
  if (back.failure !== undefined) return ended(image, { ...back, outcome: "failed" }, told);
  return ended(image, { ...back, outcome: "rolled-back", failure }, told);
}

function ended(image: ImageToRelease, rollout: Rollout, summaries: readonly string[]): ReleaseResult {
  return {
    outcome: rollout.outcome,
    changed: rollout.changed,
    image,
    previousDigest: rollout.previousDigest,
    revision: rollout.revision,
    reason: rollout.failure?.found ?? rollout.reason,
    summary: summaries.filter((part) => part !== "").join("\n\n"),
    failure: rollout.failure,
  };
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
