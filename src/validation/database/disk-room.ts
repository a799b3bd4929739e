// Is the disk large enough?

import { z } from "zod";
import { formatBytes } from "../../kube/quantity.ts";
import type { Check } from "../check.ts";
import { onDatabase } from "./on-database.ts";

const settings = z.strictObject({
  percent: z
    .number()
    .min(1)
    .max(100)
    .default(70)
    .describe("Of the disk that data may take; log and temporary files need the rest."),
});

export const diskRoom: Check<z.output<typeof settings>> = {
  id: "database/disk-room",
  severity: "high",
  title: "The databases leave room on their disk",
  why: "A full disk stops the server, and it does not start again without more space: the log that it needs to recover takes space too.",
  source: "https://www.postgresql.org/docs/current/diskusage.html",
  recommendation: "Make the volume larger, or find what grew: pg_total_relation_size, and replication slots.",
  settings,
  run: (subject, { percent }) =>
    onDatabase(
      subject,
      ({ size }) => size,
      ({ bytes, diskBytes }) => {
        if (diskBytes === undefined) {
          const reason =
            'nobody says how large the disk is (input "database-disk", or "database-target" with a volume)';
          return { kind: "not-applicable", reason, notAsked: true };
        }
        const used = Math.round((bytes / diskBytes) * 100);
        return used > percent
          ? [`${formatBytes(bytes)} of ${formatBytes(diskBytes)} are used by data alone (${used} %)`]
          : [];
      },
    ),
};
