// What is a ready-made group of a suite?

import type { z } from "zod";
import type { StepInFile } from "../step-schema.ts";
import type { Judge } from "../suite.ts";

/** Steps that every service of a kind wants, written in the suite's own language. */
export interface Group<Options> {
  /** For the published JSON Schema, one sentence. */
  readonly description: string;
  readonly schema: z.ZodType<Options>;
  /** True where it disturbs the rest (it uses up a budget, it restarts pods): it runs after all other journeys, alone. */
  readonly last: boolean;
  /** The steps; `{}` must fit the schema where the word alone is to do. */
  steps(options: Options): readonly GroupStep[];
}

export interface GroupStep {
  readonly step: StepInFile;
  /** What the language has no words for. */
  readonly judges?: readonly Judge[];
}
