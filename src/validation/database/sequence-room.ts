// Will the numbers of a column run out?

import { z } from "zod";
import type { Check } from "../check.ts";
import { onDatabase } from "./on-database.ts";

const settings = z.strictObject({
  percent: z.number().min(1).max(100).default(75).describe("Of the numbers that may be used up."),
});

export const sequenceRoom: Check<z.output<typeof settings>> = {
  id: "database/sequence-room",
  severity: "high",
  title: "No sequence is near the last number that its column can hold",
  why: "At 2,147,483,647 every INSERT fails, and to make the column wider rewrites the table under a lock.",
  source: "https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-INT",
  recommendation: "Change the column to bigint while there is time, by a new column that is filled beside it.",
  settings,
  run: (subject, { percent }) =>
    onDatabase(
      subject,
      ({ sequences }) => sequences,
      (sequences) =>
        sequences
          .filter(({ used }) => used * 100 > percent)
          .map(({ name, column, used }) => ({
            within: `sequence ${name}`,
            evidence: `${Math.round(used * 100)} % of what ${column} can hold is used up`,
          })),
    ),
};
