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
  const settings = [
    "ssl=on",
    "archive_mode=on",
    "archive_command=false",
    "max_prepared_transactions=2",
    "autovacuum=off",
  ];
  server = await startPostgres(settings, { "server.crt": identity.cert, "server.key": identity.key });
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

async function verdicts(request: Partial<DatabaseRequest> & { url?: string } = {}) {
  const login = readLogin(request.url ?? `${server.url}?sslmode=verify-full`, "test");
  const database = await observeDatabase({ login, ca: authority.cert, ...request }, { signal: never });
  const subject = subjectOf([], undefined, undefined, { database });
  const results = databaseChecks.map((check) => runCheck(check, subject, "info"));
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
