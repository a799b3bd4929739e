// Which checks look at the database?

import type { Check } from "../check.ts";
import { autovacuum } from "./autovacuum.ts";
import { blockedSessions } from "./blocked-sessions.ts";
import { checksums } from "./checksums.ts";
import { connectionHeadroom } from "./connection-headroom.ts";
import { deadRows } from "./dead-rows.ts";
import { diskRoom } from "./disk-room.ts";
import { duplicateIndexes } from "./duplicate-indexes.ts";
import { durability } from "./durability.ts";
import { foreignKeyIndexes } from "./foreign-key-indexes.ts";
import { hbaTls } from "./hba-tls.ts";
import { hbaTrust } from "./hba-trust.ts";
import { invalidIndexes } from "./invalid-indexes.ts";
import { longTransactions } from "./long-transactions.ts";
import { migrationsApplied } from "./migrations-applied.ts";
import { migrationsClean } from "./migrations-clean.ts";
import { migrationsKnown } from "./migrations-known.ts";
import { migrationsUnchanged } from "./migrations-unchanged.ts";
import { passwordEncryption } from "./password-encryption.ts";
import { poolFits } from "./pool-fits.ts";
import { primaryKeys } from "./primary-keys.ts";
import { publicConnect } from "./public-connect.ts";
import { publicCreate } from "./public-create.ts";
import { publicDefiner } from "./public-definer.ts";
import { publicGrants } from "./public-grants.ts";
import { replicationLag } from "./replication-lag.ts";
import { replicationSlots } from "./replication-slots.ts";
import { roleOwnsSchema } from "./role-owns-schema.ts";
import { rolePrivileges } from "./role-privileges.ts";
import { sequenceRoom } from "./sequence-room.ts";
import { statementStatistics } from "./statement-statistics.ts";
import { timeouts } from "./timeouts.ts";
import { tls } from "./tls.ts";
import { unusedIndexes } from "./unused-indexes.ts";
import { version } from "./version.ts";
import { walArchiving } from "./wal-archiving.ts";
import { wraparound } from "./wraparound.ts";

export const databaseChecks: readonly Check[] = [
  autovacuum,
  blockedSessions,
  checksums,
  connectionHeadroom,
  deadRows,
  diskRoom,
  duplicateIndexes,
  durability,
  foreignKeyIndexes,
  hbaTls,
  hbaTrust,
  invalidIndexes,
  longTransactions,
  migrationsApplied,
  migrationsClean,
  migrationsKnown,
  migrationsUnchanged,
  passwordEncryption,
  poolFits,
  primaryKeys,
  publicConnect,
  publicCreate,
  publicDefiner,
  publicGrants,
  replicationLag,
  replicationSlots,
  roleOwnsSchema,
  rolePrivileges,
  sequenceRoom,
  statementStatistics,
  timeouts,
  tls,
  unusedIndexes,
  version,
  walArchiving,
  wraparound,
];
