// How is a share written?

import { z } from "zod";

/** `5%`, `5 %` or `5` as 5. */
export const percent = z.union([z.number(), z.string()]).transform((written, context) => {
  const number = typeof written === "number" ? written : Number(/^(\d+(?:\.\d+)?)\s*%?$/.exec(written.trim())?.[1]);
  if (Number.isFinite(number) && number >= 0) return number;
  context.addIssue({ code: "custom", message: `"${written}" is not a share. Write it in percent: 5% or 0.5%.` });
  return z.NEVER;
});
