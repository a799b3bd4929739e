// What do the checks say about a real PostgreSQL?

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Cluster } from "../../../src/kube/cluster.ts";
import type { KubeObject } from "../../../src/kube/object.ts";
import { databaseChecks } from "../../../src/validation/database/checks.ts";
import { readLogin } from "../../../src/validation/database/login.ts";
import { type DatabaseRequest, observeDatabase } from "../../../src/validation/database/observe.ts";
import { openSession } from "../../../src/validation/database/session.ts";
import { runCheck } from "../../../src/validation/judge.ts";
import { plainRules } from "../../../src/validation/rules.ts";
import type { CheckSettings } from "../../../src/validation/settings.ts";
import { subjectOf } from "../../../src/validation/subject.ts";
import { sandboxImage } from "../../rig/configuration.ts";
import { never } from "../../unit/image/support.ts";
import { makeIdentity } from "../../unit/smoke/protocols/certificates.ts";
import { environment, openOwnNamespace } from "../kube/setup.ts";
import { type PostgresServer, startPostgres } from "../support/databases.ts";

const authority = makeIdentity({ names: ["Test authority"], isAuthority: true });
const identity = makeIdentity({ names: ["127.0.0.1"], authority });
const folder = mkdtempSync(join(tmpdir(), "slipway-migrations-"));

let server: PostgresServer;
let admin: Client;

beforeAll(async () => {
  const settings = ["ssl=on", "archive_mode=on", "max_prepared_transactions=2"];
  const changed = "archive_command = 'false'\nautovacuum = off\n";
  const files = { "server.crt": identity.cert, "server.key": identity.key, "postgresql.auto.conf": changed };
  server = await startPostgres(settings, files);
  admin = new Client(server.url);
  await admin.connect();
  await admin.query(`
    CREATE ROLE orders LOGIN PASSWORD 'q7Vn2LxW9dRk' CONNECTION LIMIT 5;
    ALTER ROLE orders SET statement_timeout = '30s';
    CREATE TABLE customers (id serial PRIMARY KEY, name text);
    CREATE TABLE orders (id int, customer int REFERENCES customers);
    INSERT INTO orders SELECT n, NULL FROM generate_series(1, 3) n;
    CREATE INDEX one ON orders (customer, id); CREATE INDEX two ON orders (customer, id);
    SELECT setval('customers_id_seq', 2100000000);
    GRANT SELECT ON orders TO PUBLIC; GRANT CREATE ON SCHEMA public TO PUBLIC; GRANT ALL ON ALL TABLES IN SCHEMA public TO orders;
    CREATE FUNCTION pay() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';
    CREATE TABLE _sqlx_migrations (version bigint PRIMARY KEY, success boolean, checksum bytea);
    INSERT INTO _sqlx_migrations VALUES (1, true, sha384('CREATE TABLE orders'::bytea)), (2, false, '\\x00');
    CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty boolean); INSERT INTO schema_migrations VALUES (7, true)`);
  await admin.query("BEGIN");
  await admin.query("LOCK TABLE customers IN ROW EXCLUSIVE MODE");
  await admin.query("PREPARE TRANSACTION 'left'");
  await admin.query("CREATE UNIQUE INDEX CONCURRENTLY broken ON orders ((1))").catch(() => undefined);
  writeFileSync(join(folder, "0001_orders.sql"), "CREATE TABLE orders");
  writeFileSync(join(folder, "0003_more.sql"), "ALTER TABLE orders");
});
afterAll(async () => {
  await admin?.end();
  await server?.stop();
  rmSync(folder, { recursive: true });
});

interface Given extends Partial<DatabaseRequest> {
  readonly url?: string;
  /** Of single checks, as slipway.yaml has them. */
  readonly set?: Readonly<Record<string, object>>;
}

async function verdicts({ set = {}, ...request }: Given = {}) {
  const login = readLogin(request.url ?? `${server.url}?sslmode=verify-full`, "test");
  const database = await observeDatabase({ login, ca: authority.cert, ...request }, { signal: never });
  const subject = subjectOf([], undefined, undefined, { database });
  const settings = new Map<string, CheckSettings>(
    databaseChecks.flatMap(({ id, settings: shape }) => {
      const values = set[id.replace("database/", "")];
      return values === undefined ? [] : [[id, { severity: undefined, values: shape?.parse(values) }] as const];
    }),
  );
  const results = databaseChecks.map((check) => runCheck(check, subject, "info", { ...plainRules, settings }));
  const text = results.flatMap(({ check, state, findings, reason }) =>
    findings.length === 0
      ? [`${check.id} ${state} ${reason}`]
      : findings.map(({ subject: of, evidence }) => `${check.id} ${of}: ${evidence}`),
  );
  return {
    text: text.map((line) => line.replace(/^database\//, "").replace(/database postgres on 127\.0\.0\.1:\d+/, "DB")),
    database,
  };
}

describe("the checks of a database", () => {
  it("find what is wrong in a real one, and answer each", async () => {
    const { text, database } = await verdicts({ migrations: folder, role: "orders", diskBytes: 1024 ** 2 });
    expect(database).toMatchObject({ kind: "seen", value: { tls: { protocol: "TLSv1.3", doubt: undefined } } });
    expect(text.filter((line) => line.includes(" unknown "))).toEqual([]);
    expect(text).toEqual(
      expect.arrayContaining([
        "tls passed ",
        "connection-headroom passed ",
        "role-privileges passed ",
        "role-owns-schema passed ",
        "public-grants DB, table public.orders: PUBLIC has SELECT",
        "public-create DB, schema public: PUBLIC has CREATE",
        "public-definer DB, function public.pay: PUBLIC has EXECUTE, and it sets no search_path",
        "public-connect DB: PUBLIC has CONNECT, TEMPORARY",
        "migrations-clean DB, table public._sqlx_migrations: sqlx has left 2 unfinished",
        "migrations-clean DB, table public.schema_migrations: golang-migrate has left 7 unfinished",
        "migrations-applied DB, table public._sqlx_migrations: 0003_more.sql is not applied",
        "migrations-known DB, table public._sqlx_migrations: 2 was applied, and no file has it",
        "migrations-unchanged passed ",
        "invalid-indexes DB, index public.broken: it is invalid (table public.orders)",
        "duplicate-indexes DB, index public.two: it is the same as public.one",
        "primary-keys DB, table public.orders: it has no primary key",
        "foreign-key-indexes passed ",
        "sequence-room DB, sequence public.customers_id_seq: 98 % of what public.customers.id integer can hold is used up",
        "autovacuum DB: autovacuum is off",
        "password-encryption passed ",
        "timeouts DB, role orders: idle_in_transaction_session_timeout is not set",
        "durability DB: fsync is off",
        "hba-trust passed ",
        "wraparound passed ",
        "long-transactions passed ",
        "blocked-sessions passed ",
        "statement-statistics DB: the extension pg_stat_statements is missing",
        "checksums DB: data_checksums is off",
      ]),
    );
    expect(text.find((line) => line.startsWith("disk-room"))).toContain("are used by data alone");
    expect(text.find((line) => line.startsWith("role-privileges"))).toBe("role-privileges passed ");
  });

  it("see what goes on: a transaction that stays open, a queue behind it, dead rows, a full role, a slot of nobody", async () => {
    const set = {
      "long-transactions": { seconds: 1, idle: 1, prepared: 1 },
      "blocked-sessions": { seconds: 1 },
      "dead-rows": { rows: 1, percent: 1 },
      "replication-slots": { gibibytes: 0 },
      "unused-indexes": { mebibytes: 0, days: 0 },
      "connection-headroom": { percent: 10 },
    };
    const asOrders = server.url.replace(/tester:[^@]*@/, "orders:q7Vn2LxW9dRk@");
    const [open, waiting] = [new Client(asOrders), new Client(server.url)];
    await Promise.all([open.connect(), waiting.connect()]);
    waiting.on("error", () => undefined);
    await open.query("BEGIN");
    await open.query("SELECT 1");
    const queue = waiting.query("BEGIN; LOCK TABLE customers IN EXCLUSIVE MODE; ROLLBACK").catch(() => undefined);
    await admin.query("SELECT pg_create_physical_replication_slot('gone', true)");
    await admin.query("UPDATE orders SET id = id");
    // Otherwise the server tells its figures ten seconds later.
    await admin.query("SELECT pg_stat_force_next_flush()");
    const found = async () => (await verdicts({ set, role: "orders" })).text;
    const wanted = [
      /^long-transactions DB, role tester: a prepared transaction waits for its end since \d+ s$/,
      /^long-transactions DB, role orders: a session is idle in a transaction since \d+ s$/,
      /^blocked-sessions DB, role tester: a session waits for a lock since \d+ s$/,
      /^dead-rows DB, table public\.orders: \d+ of \d+ rows are dead$/,
      /^replication-slots DB, slot gone: nobody is connected, and it keeps [\d.]+ GiB$/,
      /^unused-indexes DB, index public\.one: \d+ MiB, and no scan in 0 days$/,
      /^connection-headroom DB: \d of 5 connections of the role orders are taken/,
    ];
    const missing = async () => {
      const text = await found();
      return wanted.filter((pattern) => !text.some((line) => pattern.test(line))).map(String);
    };
    await expect.poll(missing).toEqual([]);
    await admin.query("ROLLBACK PREPARED 'left'");
    await queue;
    await Promise.all([open.end(), waiting.end()]);
    await admin.query("SELECT pg_drop_replication_slot('gone')");
    await admin.query("VACUUM orders");
    const left = async () =>
      (await found()).filter((line) => /^(?:long|blocked|dead|replication-s|connection)/.test(line));
    const well = ["blocked-sessions", "connection-headroom", "dead-rows", "long-transactions"].map(
      (id) => `${id} passed `,
    );
    await expect.poll(left).toEqual([...well, "replication-slots not-applicable there is no replication slot"]);
  });

  it("see a standby that falls behind, from either side, and that it speaks no TLS", async () => {
    const { url } = await server.startStandby("orders_2");
    const standby = new Client(url);
    await standby.connect();
    const set = { "replication-lag": { seconds: 3600, mebibytes: 1 } };
    const lag = async (from?: string) => {
      const { text } = await verdicts({ set, ...(from === undefined ? {} : { url: from, ca: undefined }) });
      return text.find((line) => line.startsWith("replication-lag"));
    };
    await expect.poll(() => lag()).toBe("replication-lag passed ");
    expect(await lag(url)).toBe("replication-lag passed ");
    await standby.query("SELECT pg_wal_replay_pause()");
    await admin.query("CREATE TABLE much AS SELECT repeat('x', 1000) AS text FROM generate_series(1, 5000)");
    await expect.poll(() => lag()).toMatch(/^replication-lag DB, replica orders_2: it is [4-9] MiB behind$/);
    await expect.poll(() => lag(url)).toMatch(/, replica this standby: it is [4-9] MiB behind$/);
    const behind = { "replication-lag": { seconds: 1, mebibytes: 9999 } };
    const late = async () => (await verdicts({ set: behind })).text.find((line) => line.startsWith("replication-lag"));
    await expect.poll(late).toMatch(/^replication-lag DB, replica orders_2: it is \d+ s behind$/);
    await standby.query("SELECT pg_wal_replay_resume()");
    await expect.poll(() => lag()).toBe("replication-lag passed ");
    const { text } = await verdicts({ url, ca: undefined });
    expect(text.find((line) => line.startsWith("tls"))).toMatch(/^tls .*not encrypted/);
    expect(text.find((line) => line.startsWith("wal-archiving"))).toMatch(/not-applicable a standby archives nothing/);
    await standby.end();
    await admin.query("DROP TABLE much");
  });

  it("know the table of each common tool as the tool makes it, and what it has left unfinished", async () => {
    await admin.query(`CREATE SCHEMA tools; SET search_path = tools;
      CREATE TABLE schema_migrations (version varchar NOT NULL PRIMARY KEY); INSERT INTO schema_migrations VALUES ('20260601');
      CREATE TABLE flyway_schema_history (installed_rank int PRIMARY KEY, version varchar(50), description varchar(200) NOT NULL,
        type varchar(20) NOT NULL, script varchar(1000) NOT NULL, checksum int, installed_by varchar(100) NOT NULL,
        installed_on timestamp NOT NULL DEFAULT now(), execution_time int NOT NULL, success boolean NOT NULL);
      INSERT INTO flyway_schema_history VALUES (1, '1.2', 'd', 'SQL', 'V1_2__d.sql', 1, 'o', now(), 1, false);
      CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz,
        migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(),
        applied_steps_count int NOT NULL DEFAULT 0);
      INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('a', 'b', '20260601_orders');
      CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY); INSERT INTO alembic_version VALUES ('ae1027a6acf');
      CREATE TABLE goose_db_version (id serial PRIMARY KEY, version_id bigint NOT NULL, is_applied boolean NOT NULL, tstamp timestamp DEFAULT now());
      INSERT INTO goose_db_version (version_id, is_applied) VALUES (0, true), (7, true);
      CREATE TABLE django_migrations (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, app varchar(255) NOT NULL, name varchar(255) NOT NULL, applied timestamptz NOT NULL);
      INSERT INTO django_migrations (app, name, applied) VALUES ('orders', '0001_initial', now());
      CREATE TABLE __diesel_schema_migrations (version varchar(50) PRIMARY KEY, run_on timestamp NOT NULL DEFAULT now());
      INSERT INTO __diesel_schema_migrations VALUES ('20260601000000');
      CREATE TABLE knex_migrations (id serial PRIMARY KEY, name varchar(255), batch int, migration_time timestamptz); INSERT INTO knex_migrations (name) VALUES ('1.js');
      CREATE TABLE knex_migrations_lock (index serial PRIMARY KEY, is_locked int); INSERT INTO knex_migrations_lock (is_locked) VALUES (1);
      CREATE TABLE "SequelizeMeta" (name varchar(255) PRIMARY KEY); INSERT INTO "SequelizeMeta" VALUES ('1.js');
      CREATE TABLE "__EFMigrationsHistory" ("MigrationId" varchar(150) PRIMARY KEY, "ProductVersion" varchar(32) NOT NULL);
      INSERT INTO "__EFMigrationsHistory" VALUES ('20260601000000_Orders', '9.0');
      CREATE TABLE databasechangeloglock (id int PRIMARY KEY, locked boolean NOT NULL, lockgranted timestamp, lockedby varchar(255));
      INSERT INTO databasechangeloglock VALUES (1, true, now(), 'runner-7'); RESET search_path`);
    const { text, database } = await verdicts();
    expect(
      text.filter((line) => /^migrations-clean .*table tools\./.test(line)).map((line) => line.replace(/^.*: /, "")),
    ).toEqual([
      ...["Prisma has left 20260601_orders unfinished", "Liquibase has left the lock of runner-7 unfinished"],
      ...["Flyway has left 1.2 unfinished", "Knex has left the lock unfinished"],
    ]);
    const read =
      database.kind === "seen" && database.value.migrations.kind === "seen" ? database.value.migrations.value : [];
    const ids = read
      .filter(({ table }) => table.startsWith("tools."))
      .map(({ tool, applied }) => `${tool}: ${applied.map(({ id }) => id).join()}`);
    expect(ids).toEqual(
      expect.arrayContaining([
        ...["Rails or dbmate: 20260601", "Alembic: ae1027a6acf", "goose: 7", "Django: orders/0001_initial"],
        ...["Diesel: 20260601000000", "Knex: 1.js", "Sequelize: 1.js", "Entity Framework: 20260601000000_Orders"],
      ]),
    );
    await admin.query("DROP SCHEMA tools CASCADE");
  });

  it("see the archiver fail", async () => {
    await admin.query("SELECT pg_switch_wal()");
    const archiving = async () => (await verdicts()).text.find((line) => line.startsWith("wal-archiving"));
    await expect.poll(archiving).toMatch(/the archiver fails: \d+ times/);
  });

  it("do not pass what the role may not read, and say what it lacks", async () => {
    const url = server.url.replace(/tester:[^@]*@/, "orders:q7Vn2LxW9dRk@");
    const { text } = await verdicts({ url, role: "absent" });
    const unknown = text.filter((line) => line.includes(" unknown "));
    expect(unknown.map((line) => line.split(" ")[0])).toEqual(
      expect.arrayContaining([
        "long-transactions",
        "replication-lag",
        "hba-trust",
        "role-privileges",
        "migrations-clean",
      ]),
    );
    expect(unknown.join("\n")).toContain("the role orders is no member of pg_monitor");
    expect(unknown.join("\n")).toContain("permission denied");
    expect(unknown.join("\n")).toContain('there is no role absent (input "database-role")');
  });

  it("answer each to the role that the documents describe", async () => {
    const [, sql = ""] = /```sql\n([\s\S]*?)```/.exec(readFileSync("docs/validate-database.md", "utf8")) ?? [];
    await admin.query(sql.replace("'…'", "'q7Vn2LxW9dRk'"));
    // This database has the table of another tool too.
    await admin.query("GRANT SELECT ON schema_migrations TO slipway");
    const { text } = await verdicts({
      url: server.url.replace(/tester:[^@]*@/, "slipway:q7Vn2LxW9dRk@"),
      role: "orders",
    });
    expect(text.filter((line) => line.includes(" unknown "))).toEqual([]);
  });

  it("see what pg_hba.conf lets in, and passwords that MD5 keeps", async () => {
    const file = join(server.data, "pg_hba.conf");
    const before = readFileSync(file, "utf8");
    writeFileSync(file, `${before}host all all 10.0.0.0/8 trust\n`);
    await admin.query(
      "SET password_encryption = md5; CREATE ROLE old LOGIN PASSWORD 'q7Vn2LxW9dRk'; RESET password_encryption",
    );
    const { text } = await verdicts();
    const ofLine = (id: string) => text.find((line) => line.startsWith(id));
    expect(ofLine("hba-trust")).toMatch(/^hba-trust DB, pg_hba.conf: line \d+ says host all all 10\.0\.0\.0/);
    expect(ofLine("hba-tls")).toMatch(
      /^hba-tls DB, pg_hba.conf: line \d+ takes connections of 10\.0\.0\.0 by host, without TLS too$/,
    );
    expect(ofLine("password-encryption")).toBe("password-encryption DB, role old: its password is kept by MD5 still");
    writeFileSync(file, before);
    await admin.query("DROP ROLE old");
  });

  it("pass each where it was mended", async () => {
    // ALTER SYSTEM stands alone.
    for (const line of ["SET archive_command = 'true'", "RESET autovacuum"]) await admin.query(`ALTER SYSTEM ${line}`);
    await admin.query("SELECT pg_reload_conf()");
    await admin.query(`
      REVOKE SELECT ON orders FROM PUBLIC; REVOKE CREATE ON SCHEMA public FROM PUBLIC; REVOKE ALL ON DATABASE postgres FROM PUBLIC;
      REVOKE EXECUTE ON FUNCTION pay() FROM PUBLIC;
      DROP INDEX broken, two; ALTER TABLE orders ADD PRIMARY KEY (id);
      SELECT setval('customers_id_seq', 1);
      ALTER ROLE orders SET idle_in_transaction_session_timeout = '60s';
      DELETE FROM _sqlx_migrations WHERE version = 2; UPDATE schema_migrations SET dirty = false;
      CREATE EXTENSION pg_stat_statements`);
    rmSync(join(folder, "0003_more.sql"));
    const mended = [
      "public-grants",
      "public-create",
      "public-connect",
      "public-definer",
      "invalid-indexes",
      "duplicate-indexes",
    ];
    const also = [
      "primary-keys",
      "sequence-room",
      "timeouts",
      "migrations-clean",
      "migrations-applied",
      "migrations-known",
    ];
    const last = ["statement-statistics", "autovacuum", "disk-room", "hba-trust", "hba-tls", "wal-archiving"];
    const wanted = [...mended, ...also, ...last].map((id) => `${id} passed `);
    const missing = async () => {
      await admin.query("SELECT pg_switch_wal()");
      const { text } = await verdicts({ migrations: folder, role: "orders", diskBytes: 1024 ** 4 });
      return wanted.filter((line) => !text.includes(line));
    };
    await expect.poll(missing, { interval: 500 }).toEqual([]);
    await admin.query(
      "ALTER TABLE orders SET (autovacuum_enabled = off); DROP INDEX one; ALTER SCHEMA public OWNER TO orders",
    );
    const { text } = await verdicts({ role: "orders" });
    expect(text).toContain("autovacuum DB, table public.orders: autovacuum is off for it");
    expect(text.find((line) => line.startsWith("foreign-key-indexes"))).toMatch(/table public\.orders/);
    expect(text.find((line) => line.startsWith("role-owns-schema"))).not.toMatch(/passed/);
  });

  it("see a superuser, and a certificate of nobody", async () => {
    const { text } = await verdicts({ ca: undefined, url: server.url });
    expect(text).toContain("role-privileges DB, role tester: it is a superuser");
    expect(text.find((line) => line.startsWith("tls"))).toMatch(/encrypted, but the certificate is not trusted: \w+/);
  });

  it.each([
    [
      "a certificate that is to be verified and cannot be",
      (url: string) => `${url}?sslmode=verify-full`,
      /certificate|issuer/,
    ],
    ["a wrong password", (url: string) => url.replace("p%40ss", "wr0ngPassword"), /password authentication failed/],
    ["nobody there", (url: string) => url.replace(/:\d+\//, ":1/"), /ECONNREFUSED/],
  ])("are unknown for %s, without a word of the password", async (_name, change, reason) => {
    const { database, text } = await verdicts({ ca: undefined, url: change(server.url) });
    expect(database).toMatchObject({ kind: "unknown", reason: expect.stringMatching(reason) });
    expect(JSON.stringify(database)).not.toMatch(/p%40ss|p@ss|wr0ng/);
    expect(text.every((line) => / unknown | not-applicable /.test(line))).toBe(true);
  });

  it("ask over a connection that can change nothing and does not hang", async () => {
    const session = await openSession(readLogin(server.url, "test"), { signal: never });
    await expect(session.ask("CREATE TABLE made (id int)")).rejects.toThrow(/read-only transaction/);
    await expect(session.ask("SELECT nextval('public.customers_id_seq')")).rejects.toThrow(/read-only transaction/);
    expect(await session.ask("SELECT 1 AS one")).toEqual([{ one: 1 }]);
    expect(await session.ask("SHOW statement_timeout")).toEqual([{ statement_timeout: "10s" }]);
    await session.close();
  });
});

// Only the rig's node shares its network with this test: a pod in it answers with the server of this test.
if (environment.kind === "rig") {
  describe("a database in the cluster", () => {
    it("is reached by its Service through the API server, under the name in its certificate", async () => {
      const cluster = await openOwnNamespace("database");
      await startPod(cluster, { app: "database" });
      const ports = [{ port: 5432, targetPort: server.port }];
      const spec = { selector: { app: "database" }, ports };
      await cluster.create({ apiVersion: "v1", kind: "Service", metadata: { name: "database" }, spec });
      const url = server.url.replace(/:\d+\//, ":5432/");
      const target = { cluster, name: "Service/database" };
      const { database, text } = await verdicts({ url: `${url}?sslmode=verify-full`, target });
      expect(database).toMatchObject({ kind: "seen", value: { name: "postgres on 127.0.0.1:5432" } });
      expect(text).toContain("tls passed ");
      const absent = await verdicts({ url, target: { cluster, name: "Service/absent" } });
      expect(absent.database).toMatchObject({ kind: "unknown", reason: expect.stringMatching(/there is no Service/) });
    });
  });
}

async function startPod(cluster: Cluster, labels: Readonly<Record<string, string>>): Promise<void> {
  const pod = { apiVersion: "v1", kind: "Pod" };
  const containers = [{ name: "host", image: sandboxImage, imagePullPolicy: "Never" }];
  const tolerations = [{ operator: "Exists" }];
  const spec = { hostNetwork: true, terminationGracePeriodSeconds: 0, automountServiceAccountToken: false };
  // Not one of the simulated nodes of other tests.
  const nodeSelector = { "kubernetes.io/os": "linux" };
  await cluster.create({
    ...pod,
    metadata: { name: "database", labels },
    spec: { ...spec, nodeSelector, tolerations, containers },
  });
  const conditions = async () =>
    (await cluster.get<KubeObject & { status?: { conditions?: unknown } }>({ ...pod, name: "database" }))?.status
      ?.conditions;
  await expect
    .poll(conditions)
    .toEqual(expect.arrayContaining([expect.objectContaining({ type: "Ready", status: "True" })]));
}
