// Can whoever reads the bucket read the data?

import type { Check } from "../check.ts";
import { eachObject } from "../examine.ts";
import { backupsOf } from "./backups.ts";

export const encrypted: Check = {
  id: "backup/encrypted",
  severity: "medium",
  title: "Copies in the object store are encrypted",
  why: "A bucket that is open for a day is every row of the database, with nobody to ask for a password.",
  source: "https://cloudnative-pg.io/documentation/current/backup_barmanobjectstore/",
  recommendation: "Set data.encryption and wal.encryption of the object store to AES256 or aws:kms.",
  run: (subject) => {
    const { archives } = backupsOf(subject);
    // An ObjectStore may serve several Clusters.
    const described = new Map(
      archives
        .flatMap(({ stores }) => stores)
        .flatMap(({ describedBy, isEncrypted }) =>
          describedBy ? [[describedBy.seen, { describedBy, isEncrypted }]] : [],
        ),
    );
    return eachObject(
      [...described.keys()],
      (seen) => {
        const store = described.get(seen);
        if (store === undefined || store.isEncrypted === true) return undefined;
        return { evidence: "data and wal do not both name an encryption", path: store.describedBy.path };
      },
      "no Cluster names an object store that was seen",
    );
  },
};
