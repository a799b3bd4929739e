// What proves the checks of the database?

import type { MigrationFile } from "../../../../src/validation/database/migrations/read-files.ts";
import type { AppliedMigration, AppliedMigrations } from "../../../../src/validation/database/migrations/tools.ts";
import type {
  ArchiverSeen,
  ConnectionsSeen,
  DatabaseSeen,
  GrantSeen,
  HbaSeen,
  IndexSeen,
  ReplicaSeen,
  RoleSeen,
  SessionSeen,
  SlotSeen,
  TableSeen,
} from "../../../../src/validation/database/seen.ts";
import type { Observation } from "../../../../src/validation/observation.ts";
import type { Observations } from "../../../../src/validation/observations.ts";
import { type Proof, subjectFrom } from "./proof.ts";

const now = Date.parse("2026-06-01T12:00:00Z");
const day = 86_400_000;

function seen<T>(value: T): Observation<T> {
  return { kind: "seen", value };
}

const settings: Readonly<Record<string, string>> = {
  max_connections: "100",
  superuser_reserved_connections: "3",
  password_encryption: "scram-sha-256",
  statement_timeout: "30000",
  idle_in_transaction_session_timeout: "60000",
  archive_mode: "on",
  autovacuum: "on",
  track_counts: "on",
  data_checksums: "on",
  fsync: "on",
  full_page_writes: "on",
  synchronous_commit: "on",
};

const connections: ConnectionsSeen = { used: 20, usedByRole: 10, usedByDatabase: 15, roleLimit: -1, databaseLimit: -1 };
const role: RoleSeen = {
  isSuperuser: false,
  maySetRoles: false,
  mayMakeDatabases: false,
  skipsRowSecurity: false,
  mayReplicate: false,
  powers: [],
  ownsPublic: false,
};
const session: SessionSeen = {
  role: "orders",
  state: "active",
  transactionSeconds: 1,
  stateSeconds: 1,
  waitsForLock: false,
};
const index: IndexSeen = {
  name: "public.orders_customer",
  table: "public.orders",
  isValid: true,
  isBuilding: false,
  holdsRule: false,
  scans: 10,
  bytes: 100 * 1024 ** 2,
  countedDays: 30,
  shape: "403 2",
};
const table: TableSeen = { name: "public.orders", hasPrimaryKey: true, vacuumsItself: true, live: 100_000, dead: 100 };
const archiver: ArchiverSeen = {
  archived: 100,
  failed: 0,
  secondsSinceArchived: 60,
  secondsSinceFailed: null,
  waitingBytes: 0,
};
const replica: ReplicaSeen = { name: "orders-2", state: "streaming", lagBytes: 0, lagSeconds: 0.1 };
const slot: SlotSeen = { name: "orders_2", isActive: true, keptBytes: 1024, status: "reserved" };
const hba = (type: string, method: string, address: string | null = "10.0.0.0/8"): HbaSeen => ({
  ...{ line: 4, type, databases: "all", users: "all", address, method },
});
const grant = (kind: GrantSeen["kind"], name: string, privileges: string, fixesPath = false): GrantSeen => ({
  ...{ kind, name, privileges, fixesPath },
});

const good: DatabaseSeen = {
  name: "orders on db.example.com:5432",
  now,
  version: 150018,
  versionText: "15.18",
  isStandby: false,
  role: "orders",
  tls: { protocol: "TLSv1.3", doubt: undefined, validTo: now + 60 * day },
  settings: seen(new Map(Object.entries(settings))),
  connections: seen(connections),
  roles: seen([role]),
  roleSettings: seen(new Map()),
  grants: seen([]),
  migrations: seen([]),
  migrationFiles: undefined,
  replicas: seen([replica]),
  slots: seen([slot]),
  sessions: seen([session]),
  indexes: seen([index]),
  tables: seen([table]),
  sequences: seen([]),
  foreignKeys: seen([]),
  ages: seen([{ database: "orders", transactions: 1e6, members: 0 }]),
  archiver: seen(archiver),
  size: seen({ bytes: 10 * 1024 ** 3, diskBytes: 100 * 1024 ** 3 }),
  hba: seen([hba("hostssl", "scram-sha-256")]),
  oldHashes: seen([]),
  extensions: seen([{ name: "pg_stat_statements" }]),
};

/** A database whose server archives its log, well or not. */
export function archivingDatabase(changes: Partial<ArchiverSeen>): Observations {
  return {
    database: seen({ ...good, ...withSettings({ archive_mode: "on" }), archiver: seen({ ...archiver, ...changes }) }),
  };
}

type Row = readonly [
  verdict: Proof["verdict"],
  what: string,
  changes: Partial<DatabaseSeen>,
  evidence?: string | RegExp,
];

const withSettings = (changes: Readonly<Record<string, string>>) => ({
  settings: seen(new Map(Object.entries({ ...settings, ...changes }))),
});

function migrated(
  applied: readonly (Partial<AppliedMigration> & { id: string })[],
  files: readonly (string | MigrationFile)[] | undefined,
  tool: readonly [name: string, table: string] = ["sqlx", "public._sqlx_migrations"],
): Partial<DatabaseSeen> {
  const rows = applied.map((one) => ({ isBroken: false, checksum: null, ...one }));
  const all: AppliedMigrations[] = [{ tool: tool[0], table: tool[1], applied: rows }];
  const read = files?.map((file) => (typeof file === "string" ? fileOf(file) : file));
  return { migrations: seen(all), migrationFiles: read && seen(read) };
}

function fileOf(path: string, sha384 = "aa", after: readonly string[] = []): MigrationFile {
  return { path, sha256: "bb", sha384, after };
}

const golang = ["golang-migrate", "public.schema_migrations"] as const;
const alembic = ["Alembic", "public.alembic_version"] as const;

const cases: Readonly<Record<string, readonly Row[]>> = {
  tls: [
    ["pass", "verified", {}],
    ["near-pass", "it ends soon, but not that soon", { tls: { ...good.tls, validTo: now + 15 * day } }],
    [
      "near-fail",
      "encrypted, by a certificate of nobody",
      { tls: { ...good.tls, doubt: "DEPTH_ZERO_SELF_SIGNED_CERT" } },
      "not trusted: DEPTH_ZERO_SELF_SIGNED_CERT",
    ],
    ["near-fail", "it ends in days", { tls: { ...good.tls, validTo: now + 3 * day } }, "ends in 3 days"],
    ["fail", "plain", { tls: { protocol: undefined, doubt: undefined, validTo: undefined } }],
  ],
  "connection-headroom": [
    ["pass", "many", {}],
    ["near-pass", "just enough", { connections: seen({ ...connections, used: 77 }) }],
    [
      "near-fail",
      "enough but for those that are kept for superusers",
      { connections: seen({ ...connections, used: 79 }) },
      "79 of 97 connections of the server are taken",
    ],
    ["fail", "the role's own limit", { connections: seen({ ...connections, roleLimit: 11 }) }, "of the role orders"],
  ],
  "role-privileges": [
    ["pass", "none", {}],
    ["near-pass", "it owns the schema, which is another matter", { roles: seen([{ ...role, ownsPublic: true }]) }],
    [
      "near-fail",
      "by a membership",
      { roles: seen([{ ...role, powers: ["pg_execute_server_program"] }]) },
      "it is a member of pg_execute_server_program",
    ],
    ["fail", "superuser", { roles: seen([{ ...role, isSuperuser: true }]) }],
  ],
  "role-owns-schema": [
    ["pass", "no", {}],
    ["near-pass", "powerful, but not its owner", { roles: seen([{ ...role, mayMakeDatabases: true }]) }],
    ["near-fail", "the owner without other powers", { roles: seen([{ ...role, ownsPublic: true }]) }],
    ["fail", "the owner", { roles: seen([{ ...role, ownsPublic: true, isSuperuser: true }]) }],
  ],
  "public-grants": [
    ["pass", "none", {}],
    ["near-pass", "a grant on the database", { grants: seen([grant("database", "orders", "CONNECT")]) }],
    [
      "near-fail",
      "only to objects that come",
      { grants: seen([grant("default", "new objects of owner", "SELECT")]) },
      "PUBLIC has SELECT",
    ],
    ["fail", "a table", { grants: seen([grant("table", "public.orders", "SELECT, UPDATE")]) }],
  ],
  "public-create": [
    ["pass", "none", {}],
    ["near-pass", "a table, which is another check's", { grants: seen([grant("table", "public.orders", "SELECT")]) }],
    ["near-fail", "another schema than public", { grants: seen([grant("schema", "audit", "CREATE")]) }],
    ["fail", "public", { grants: seen([grant("schema", "public", "CREATE")]) }, "PUBLIC has CREATE"],
  ],
  "public-definer": [
    ["pass", "none", {}],
    ["near-pass", "it fixes its path", { grants: seen([grant("function", "public.pay", "EXECUTE", true)]) }],
    [
      "near-fail",
      "one of two",
      {
        grants: seen([grant("function", "public.pay", "EXECUTE", true), grant("function", "public.refund", "EXECUTE")]),
      },
    ],
    ["fail", "open", { grants: seen([grant("function", "public.pay", "EXECUTE")]) }],
  ],
  "public-connect": [
    ["pass", "none", {}],
    ["near-pass", "a schema", { grants: seen([grant("schema", "public", "CREATE")]) }],
    ["near-fail", "temporary tables only", { grants: seen([grant("database", "orders", "TEMPORARY")]) }],
    ["fail", "PostgreSQL's default", { grants: seen([grant("database", "orders", "CONNECT, TEMPORARY")]) }],
  ],
  "migrations-clean": [
    ["pass", "applied", migrated([{ id: "1" }], undefined)],
    ["near-pass", "pending is not broken", migrated([{ id: "1" }], ["1_a.sql", "2_b.sql"])],
    [
      "near-fail",
      "the newest version is dirty",
      migrated([{ id: "7", isBroken: true }], undefined, golang),
      "golang-migrate has left 7 unfinished",
    ],
    ["fail", "failed", migrated([{ id: "1" }, { id: "2", isBroken: true }], undefined)],
  ],
  "migrations-applied": [
    ["pass", "all", migrated([{ id: "1" }, { id: "2" }], ["0001_a.sql", "0002_b.up.sql", "0002_b.down.sql"])],
    ["near-pass", "only the newest is kept", migrated([{ id: "7" }], ["000001_a.up.sql", "000007_b.up.sql"], golang)],
    [
      "near-pass",
      "a chain of revisions",
      migrated([{ id: "ab34ef56" }], [fileOf("ff12ab34_a.py"), fileOf("ab34ef56_b.py", "", ["ff12ab34"])], alembic),
    ],
    [
      "near-fail",
      "an older one that came later",
      migrated([{ id: "1" }, { id: "3" }], ["1_a.sql", "2_late.sql", "3_c.sql"]),
      "2_late.sql is not applied",
    ],
    [
      "near-fail",
      "one above in a chain",
      migrated([{ id: "ff12ab34" }], [fileOf("ff12ab34_a.py"), fileOf("ab34ef56_b.py", "", ["ff12ab34"])], alembic),
      "ab34ef56_b.py",
    ],
    ["fail", "the newest", migrated([{ id: "7" }], ["000007_a.up.sql", "000008_b.up.sql"], golang)],
  ],
  "migrations-known": [
    ["pass", "all", migrated([{ id: "1" }], ["1_a.sql"])],
    ["near-pass", "more in the repository", migrated([{ id: "1" }], ["1_a.sql", "2_b.sql"])],
    [
      "near-fail",
      "one of many",
      migrated([{ id: "1" }, { id: "5" }], ["1_a.sql"]),
      "5 was applied, and no file has it",
    ],
    ["fail", "none", migrated([{ id: "9" }], ["1_a.sql"])],
  ],
  "migrations-unchanged": [
    ["pass", "the same", migrated([{ id: "1", checksum: "aa" }], ["1_a.sql"])],
    ["near-pass", "a tool without checksums", migrated([{ id: "1", checksum: "zz" }], ["1_a.up.sql"], golang)],
    [
      "near-fail",
      "one byte",
      migrated([{ id: "1", checksum: "aa" }], [fileOf("1_a.sql", "ab")]),
      "1_a.sql is not what was applied",
    ],
    ["fail", "another text", migrated([{ id: "1", checksum: "00" }], ["1_a.sql"])],
  ],
  "replication-lag": [
    ["pass", "near", {}],
    ["near-pass", "a copy is being made", { replicas: seen([{ ...replica, state: "backup", lagBytes: 1e12 }]) }],
    ["near-fail", "not long, but much", { replicas: seen([{ ...replica, lagBytes: 1e9 }]) }, "it is 954 MiB behind"],
    ["fail", "long", { replicas: seen([{ ...replica, lagSeconds: 90 }]) }, "it is 90 s behind"],
  ],
  "replication-slots": [
    ["pass", "used", {}],
    ["near-pass", "nobody is connected, and it keeps little", { slots: seen([{ ...slot, isActive: false }]) }],
    ["near-fail", "connected, but too late", { slots: seen([{ ...slot, status: "lost" }]) }, "must be made anew"],
    ["fail", "it keeps much", { slots: seen([{ ...slot, isActive: false, keptBytes: 9e9 }]) }, "8.4 GiB"],
  ],
  "long-transactions": [
    ["pass", "short", {}],
    ["near-pass", "a backup's copy of one minute", { sessions: seen([{ ...session, transactionSeconds: 61 }]) }],
    [
      "near-fail",
      "not old, but idle",
      { sessions: seen([{ ...session, state: "idle in transaction", transactionSeconds: 70, stateSeconds: 65 }]) },
      "idle in a transaction since 65 s",
    ],
    ["fail", "old", { sessions: seen([{ ...session, transactionSeconds: 900 }]) }, "open since 900 s"],
    ["fail", "prepared", { sessions: seen([{ ...session, state: "prepared", transactionSeconds: 9000 }]) }, "prepared"],
  ],
  "blocked-sessions": [
    ["pass", "none", {}],
    ["near-pass", "a short wait", { sessions: seen([{ ...session, waitsForLock: true }]) }],
    ["near-fail", "one second too long", { sessions: seen([{ ...session, waitsForLock: true, stateSeconds: 31 }]) }],
    ["fail", "a long wait", { sessions: seen([{ ...session, waitsForLock: true, stateSeconds: 300 }]) }, "since 300 s"],
  ],
  "invalid-indexes": [
    ["pass", "valid", {}],
    ["near-pass", "it is being built", { indexes: seen([{ ...index, isValid: false, isBuilding: true }]) }],
    ["near-fail", "unique, and guards nothing", { indexes: seen([{ ...index, isValid: false, holdsRule: true }]) }],
    ["fail", "invalid", { indexes: seen([{ ...index, isValid: false }]) }, "it is invalid"],
  ],
  "unused-indexes": [
    ["pass", "used", {}],
    ["near-pass", "it guards that rows are unique", { indexes: seen([{ ...index, scans: 0, holdsRule: true }]) }],
    ["near-fail", "just large enough to count", { indexes: seen([{ ...index, scans: 0, bytes: 10 * 1024 ** 2 }]) }],
    ["fail", "never", { indexes: seen([{ ...index, scans: 0 }]) }, "100 MiB, and no scan in 30 days"],
  ],
  "duplicate-indexes": [
    ["pass", "one", {}],
    [
      "near-pass",
      "the same columns under another condition",
      { indexes: seen([index, { ...index, name: "public.open", shape: "403 2 (open)" }]) },
    ],
    [
      "near-fail",
      "one of them holds a rule",
      { indexes: seen([{ ...index, holdsRule: true, name: "public.orders_key" }, index]) },
      "it is the same as public.orders_key",
    ],
    ["fail", "two", { indexes: seen([index, { ...index, name: "public.again" }]) }],
  ],
  "primary-keys": [
    ["pass", "all", {}],
    ["near-pass", "an empty table with one", { tables: seen([{ ...table, live: 0 }]) }],
    ["near-fail", "an empty table without", { tables: seen([{ ...table, live: 0, hasPrimaryKey: false }]) }],
    ["fail", "none", { tables: seen([table, { ...table, name: "public.log", hasPrimaryKey: false }]) }],
  ],
  "foreign-key-indexes": [
    ["pass", "all", {}],
    ["near-pass", "a table without a foreign key", { tables: seen([table]) }],
    ["near-fail", "two columns", { foreignKeys: seen([{ table: "public.lines", columns: "order_id, shop_id" }]) }],
    ["fail", "one", { foreignKeys: seen([{ table: "public.lines", columns: "order_id" }]) }, "(order_id) has no index"],
  ],
  "sequence-room": [
    ["pass", "none", {}],
    ["near-pass", "half", { sequences: seen([{ name: "s", column: "public.orders.id integer", used: 0.5 }]) }],
    ["near-fail", "over the limit by little", { sequences: seen([{ name: "s", column: "c", used: 0.76 }]) }],
    [
      "fail",
      "near the end",
      { sequences: seen([{ name: "s", column: "public.orders.id integer", used: 0.98 }]) },
      "98 % of what public.orders.id integer can hold",
    ],
  ],
  autovacuum: [
    ["pass", "on", {}],
    ["near-pass", "many dead rows, but it is on", { tables: seen([{ ...table, dead: 1e6 }]) }],
    ["near-fail", "for one table", { tables: seen([{ ...table, vacuumsItself: false }]) }, "autovacuum is off for it"],
    ["fail", "off", withSettings({ autovacuum: "off" }), "autovacuum is off"],
  ],
  "dead-rows": [
    ["pass", "few", {}],
    ["near-pass", "nearly all of a small table", { tables: seen([{ ...table, live: 10, dead: 9000 }]) }],
    ["near-fail", "a third of a large one", { tables: seen([{ ...table, live: 67_000, dead: 33_000 }]) }],
    ["fail", "most", { tables: seen([{ ...table, dead: 500_000 }]) }, "500000 of 600000 rows are dead"],
  ],
  wraparound: [
    ["pass", "young", {}],
    ["near-pass", "old, but vacuum is about to", { ages: seen([{ database: "o", transactions: 2.1e8, members: 0 }]) }],
    [
      "near-fail",
      "only the members of row locks",
      { ages: seen([{ database: "o", transactions: 0, members: 1.6e9 }]) },
    ],
    ["fail", "old", { ages: seen([{ database: "o", transactions: 1.5e9, members: 0 }]) }, "1500 million"],
  ],
  "wal-archiving": [
    ["pass", "on", {}],
    [
      "near-pass",
      "it failed, and has caught up",
      { archiver: seen({ ...archiver, failed: 5, secondsSinceFailed: 3600 }) },
    ],
    [
      "near-pass",
      "an hour ago, and nothing was written",
      { archiver: seen({ ...archiver, secondsSinceArchived: 3600 }) },
    ],
    [
      "near-fail",
      "on, and failing",
      { archiver: seen({ ...archiver, failed: 5, secondsSinceFailed: 10 }) },
      "the archiver fails: 5 times",
    ],
    [
      "near-fail",
      "without an error, but late",
      { archiver: seen({ ...archiver, secondsSinceArchived: 3600, waitingBytes: 1e9 }) },
      "3600 s ago",
    ],
    ["fail", "off", withSettings({ archive_mode: "off" }), "archive_mode is off"],
  ],
  "disk-room": [
    ["pass", "room", {}],
    ["near-pass", "just so", { size: seen({ bytes: 70, diskBytes: 100 }) }],
    ["near-fail", "not full, but no room for the log", { size: seen({ bytes: 75, diskBytes: 100 }) }, "75 %"],
    ["fail", "full", { size: seen({ bytes: 99, diskBytes: 100 }) }],
  ],
  "password-encryption": [
    ["pass", "scram", {}],
    ["near-pass", "who may not read the hashes", { oldHashes: { kind: "unknown", reason: "permission denied" } }],
    ["near-fail", "scram, but not of all", { oldHashes: seen([{ role: "report" }]) }, "kept by MD5 still"],
    ["fail", "md5", withSettings({ password_encryption: "md5" }), "password_encryption is md5"],
  ],
  timeouts: [
    ["pass", "set", {}],
    [
      "near-pass",
      "not of the server, but of the role",
      { ...withSettings({ statement_timeout: "0" }), roleSettings: seen(new Map([["statement_timeout", "30s"]])) },
    ],
    [
      "near-fail",
      "of the server, and switched off for the role",
      { roleSettings: seen(new Map([["statement_timeout", "0"]])) },
      "statement_timeout is not set",
    ],
    ["fail", "none", withSettings({ idle_in_transaction_session_timeout: "0" })],
  ],
  version: [
    ["pass", "15 in 2026", {}],
    ["near-pass", "the last day", { version: 140020, now: Date.parse("2026-11-12T20:00:00Z") }],
    ["near-fail", "the day after", { version: 140020, now: Date.parse("2026-11-13T00:00:01Z") }],
    ["fail", "9.6", { version: 90624, versionText: "9.6.24" }, "PostgreSQL 9.6.24 is not supported"],
  ],
  checksums: [
    ["pass", "on", {}],
    ["near-pass", "on, and fsync off is another check's", withSettings({ fsync: "off" })],
    ["near-fail", "off, and all else is well", withSettings({ data_checksums: "off" })],
    ["fail", "off", withSettings({ data_checksums: "off", fsync: "off" }), "data_checksums is off"],
  ],
  durability: [
    ["pass", "on", {}],
    ["near-pass", "on this server's disk only", withSettings({ synchronous_commit: "local" })],
    ["near-fail", "committed before it is written", withSettings({ synchronous_commit: "off" })],
    ["fail", "fsync", withSettings({ fsync: "off" }), "fsync is off"],
  ],
  "hba-trust": [
    ["pass", "scram", {}],
    ["near-pass", "on the server's own socket", { hba: seen([hba("local", "trust", null)]) }],
    ["near-fail", "from the machine itself", { hba: seen([hba("host", "trust", "127.0.0.1/32")]) }],
    ["fail", "from anywhere", { hba: seen([hba("host", "trust", "all")]) }, "line 4 says host all all all trust"],
  ],
  "hba-tls": [
    ["pass", "hostssl", {}],
    [
      "near-pass",
      "host, after what refuses those without",
      { hba: seen([hba("hostnossl", "reject", "all"), hba("host", "scram-sha-256")]) },
    ],
    [
      "near-fail",
      "the refusal comes too late",
      { hba: seen([hba("host", "scram-sha-256"), hba("hostnossl", "reject", "all")]) },
    ],
    ["fail", "host", { hba: seen([hba("host", "scram-sha-256")]) }, "10.0.0.0/8 by host"],
  ],
  "statement-statistics": [
    ["pass", "there", {}],
    ["near-pass", "among others", { extensions: seen([{ name: "plpgsql" }, { name: "pg_stat_statements" }]) }],
    ["near-fail", "another one", { extensions: seen([{ name: "pg_stat_kcache" }]) }],
    ["fail", "none", { extensions: seen([]) }],
  ],
};

const pooled = (size: string, replicas: number, more = "") => `apiVersion: apps/v1
kind: Deployment
metadata: { name: orders, namespace: shop }
spec:
  replicas: ${replicas}
  template:
    spec:
      containers: [{ name: orders, env: [{ name: DATABASE_MAX_CONNECTIONS, value: "${size}" }] }]
${more}`;
const scaled = `---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: orders, namespace: shop }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }, minReplicas: 3, maxReplicas: 10 }
`;
const pools: readonly (readonly [Proof["verdict"], string, string, string?])[] = [
  ["pass", "three pods of 20", pooled("20", 3)],
  ["near-pass", "as many as there are", pooled("97", 1)],
  [
    "near-fail",
    "enough now, and not when the autoscaler is at its most",
    pooled("20", 3, scaled),
    "200 connections are wanted at most (10 pods of orders with 20 each), and 97 are to be had",
  ],
  ["fail", "more than there are", pooled("50", 3)],
];

export const databaseProofs: readonly Proof[] = [
  ...Object.entries(cases).flatMap(([check, rows]) =>
    rows.map(([verdict, what, changes, evidence]): Proof => {
      const subject = subjectFrom("", undefined, { database: seen({ ...good, ...changes }) });
      const proof = { check: `database/${check}`, verdict, case: what, subject };
      return evidence === undefined ? proof : { ...proof, evidence };
    }),
  ),
  ...pools.map(([verdict, what, yaml, evidence]): Proof => {
    const subject = subjectFrom(yaml, undefined, { database: seen(good) });
    const proof = { check: "database/pool-fits", verdict, case: what, subject };
    return evidence === undefined ? proof : { ...proof, evidence };
  }),
];
