// Would the job notice that its dump broke off?

import type { Check } from "../check.ts";
import { eachMaker } from "./on-backups.ts";

export const dumpErrors: Check = {
  id: "backup/dump-errors",
  severity: "high",
  title: "A dump that breaks off fails its job",
  why: "In `pg_dump | gzip > file` the shell looks at gzip only: a dump that ends in the middle is a small file and a green job.",
  source: "https://www.gnu.org/software/bash/manual/bash.html#The-Set-Builtin",
  recommendation:
    "Begin with set -o pipefail (bash, or busybox ash), or let pg_dump -Fc write the file itself, which also compresses.",
  run: (subject) =>
    eachMaker(
      subject,
      ({ command }) =>
        /\b(?:pg_dump|pg_dumpall|mysqldump|mariadb-dump|mongodump|pg_basebackup)\b[^;&\n]*[^|]\|(?!\|)/.test(command) &&
        !/pipefail/.test(command)
          ? { evidence: "it pipes its dump into another program without pipefail" }
          : undefined,
      ({ command }) => /dump|pg_basebackup/.test(command),
      "no CronJob dumps a database by a command",
    ),
};
