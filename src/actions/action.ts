// What is an action, to the shell that runs it?

import type { z } from "zod";
import type { Job } from "../github/job.ts";
import type { Outcome } from "../release/outcome.ts";
import type { Failure } from "../report/failure.ts";

/**
 * One action: its inputs as a zod schema over the kebab-case names of its action.yml (every value
 * arrives as a trimmed string or is absent), and what it does with them.
 */
export interface Action<Inputs> {
  /** The folder under `actions/`. */
  readonly name: string;
  readonly inputs: z.ZodType<Inputs>;
  main(inputs: Inputs, job: Job): Promise<ActionResult>;
  /** The `post` step, if action.yml declares one. Gets no inputs: what it needs is in the job's state. */
  post?(job: Job): Promise<void>;
}

/** How an action ended. Outputs are set, then the summary is written, then the failure is printed. */
export interface ActionResult {
  readonly outcome: Outcome;
  /** Values for the outputs of action.yml, `outcome` and `reason` apart. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary?: string | undefined;
  /** Must be given where the outcome is not a good one. Its `found` becomes the output `reason`. */
  readonly failure?: Failure | undefined;
}
