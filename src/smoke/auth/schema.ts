// How can a suite say who it is?

import { z } from "zod";

const text = z.string().min(1);

/** The value of `auth` in a suite or a step. Secrets come in by `{{ name }}` from the input `secrets`. */
export const authSchema = z.union([
  z.strictObject({ kind: z.literal("bearer"), token: text }),
  z.strictObject({ kind: z.literal("basic"), username: text, password: text }),
]);

export type Auth = z.infer<typeof authSchema>;
