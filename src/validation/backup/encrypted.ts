// Can whoever reads the bucket read the data?

import type { Check } from "../check.ts";
import { eachObject } from "../examine.ts";
import { fieldsAt } from "../fields.ts";
import { backupsOf } from "./backups.ts";

export const encrypted: Check = {
  id: "backup/encrypted",
  severity: "medium",
  title: "Copies in the object store are encrypted",
  why: "A bucket that is open for a day is every row of the database, with nobody to ask for a password.",
  source: "https://cloudnative-pg.io/documentation/current/backup_barmanobjectstore/",
  recommendation: "Set barmanObjectStore.data.encryption and wal.encryption to AES256 or aws:kms.",
  run: (subject) => {
    const { archives } = backupsOf(subject);
    const stores = archives.filter(({ seen }) => fieldsAt(seen.spec.backup).barmanObjectStore !== undefined);
    const encrypted = new Map(stores.map(({ seen, isEncrypted }) => [seen, isEncrypted]));
    return eachObject(
      [...encrypted.keys()],
      (seen) =>
        encrypted.get(seen) === true
          ? undefined
          : { evidence: "data and wal do not both name an encryption", path: ["spec", "backup", "barmanObjectStore"] },
      "no Cluster names an object store",
    );
  },
};
