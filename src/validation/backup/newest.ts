// How old is the newest backup that there is?

import { z } from "zod";
import { formatDuration } from "../../config/duration.ts";
import type { Check } from "../check.ts";
import { onDrill } from "./drill/on-drill.ts";

const settings = z.strictObject({
  hours: z.number().min(1).default(25).describe("How old the newest backup may be."),
});

export const newest: Check<z.output<typeof settings>> = {
  id: "backup/newest",
  severity: "high",
  title: "The newest backup is no older than a day",
  why: "Jobs may be green and write where nobody looks: what counts is the file that a restore would begin with.",
  source: "https://www.postgresql.org/docs/current/backup-dump.html",
  recommendation: "Look at where the job writes, and whether it still writes there.",
  settings,
  run: (subject, { hours }) =>
    onDrill(subject, ({ backup, now }) => {
      if (backup.madeAt === undefined)
        return { kind: "unknown", reason: `${backup.name} does not say when it was made` };
      const age = now - backup.madeAt;
      if (age <= hours * 3_600_000) return [];
      return [`it was made ${formatDuration(Math.floor(age / 60_000) * 60_000)} ago, of at most ${hours} hours`];
    }),
};
