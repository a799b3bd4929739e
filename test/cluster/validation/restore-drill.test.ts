// Does a restore drill tell a good backup from a bad one, and leave nothing behind?

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { execa } from "execa";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { backupChecks } from "../../../src/validation/backup/checks.ts";
import { type DrillRequest, runDrill } from "../../../src/validation/backup/drill/run-drill.ts";
import { readLogin } from "../../../src/validation/database/login.ts";
import { runCheck } from "../../../src/validation/judge.ts";
import { subjectOf } from "../../../src/validation/subject.ts";
import { never, recordLog } from "../../unit/image/support.ts";
import { type PostgresServer, startPostgres } from "../support/databases.ts";

const folder = mkdtempSync(join(tmpdir(), "slipway-backups-"));
const file = (name: string) => join(folder, name);

let server: PostgresServer;
let admin: Client;
let source: string;

beforeAll(async () => {
  server = await startPostgres(["timezone=Europe/Berlin"]);
  admin = new Client(server.url);
  await admin.connect();
  await admin.query("CREATE DATABASE shop");
  source = server.url.replace(/\/postgres$/, "/shop");
  const shop = new Client(source);
  await shop.connect();
  await shop.query(`
    CREATE TABLE customers (id int PRIMARY KEY, name text, at timestamptz DEFAULT now());
    CREATE TABLE orders (id int PRIMARY KEY, customer int REFERENCES customers, total float8);
    INSERT INTO customers SELECT n, E'tab\\t\\\\' || n FROM generate_series(1, 500) n;
    INSERT INTO orders SELECT n, 1 + n % 500, n / 3.0 FROM generate_series(1, 2000) n`);
  await dump("good.dump", "--format=custom");
  await dump("good.sql", "--format=plain");
  await dump("lacking.dump", "--format=custom", "--exclude-table-data=orders");
  await dump("created.sql", "--format=plain", "--create");
  await dump("good.tar", "--format=tar");
  writeFileSync(file("good.tar.zst"), zstdCompressSync(readFileSync(file("good.tar"))));
  await shop.end();
});
afterAll(async () => {
  await admin?.end();
  await server?.stop();
  rmSync(folder, { recursive: true });
});
afterEach(async () => {
  expect(await databases()).toEqual(["postgres", "shop", "template1"]);
});

async function dump(name: string, ...options: string[]) {
  await execa("pg_dump", [...options, `--file=${file(name)}`, source], { env: server.env, extendEnv: false });
}

async function databases(): Promise<string[]> {
  const { rows } = await admin.query("SELECT datname FROM pg_database WHERE datallowconn ORDER BY 1");
  return rows.map(({ datname }) => datname);
}

function request(path: string, changes: Partial<DrillRequest> = {}): DrillRequest {
  const restoring = { server: readLogin(server.url, "test"), rtoMs: 3_600_000, limitMs: 300_000, jobs: 2 };
  return { source: { kind: "path", path }, ...restoring, ...changes };
}

async function drill(path: string, changes: Partial<DrillRequest> = {}, signal = never) {
  const log = recordLog();
  const context = { env: server.env, tempDirectory: folder, log, signal };
  const observation = await runDrill(request(path, changes), context);
  const subject = subjectOf([], undefined, undefined, { drill: observation });
  const results = backupChecks.map((check) => runCheck(check, subject, "info"));
  const said = results
    .filter(({ state, check }) => state !== "not-applicable" && !/exists/.test(check.id))
    .map(({ check, state, findings, reason }) => [
      check.id.replace("backup/", ""),
      state,
      findings[0]?.evidence ?? reason,
    ]);
  expect(JSON.stringify([observation, log.entries])).not.toContain(server.password);
  return { observation, verdicts: Object.fromEntries(said.map(([id, ...rest]) => [id, rest.join(" ").trim()])) };
}

const withSource = (tolerancePercent: number) => ({
  compareWith: { login: readLogin(source, "test"), tolerancePercent },
});
const passed = { newest: "passed", restored: "passed", "restored-rows": "passed", "recovery-time": "passed" };

describe("a restore drill", () => {
  it("restores a dump in custom format, and finds every row as in the source", async () => {
    const { verdicts, observation } = await drill(file("good.dump"), withSource(0));
    expect(verdicts).toEqual(passed);
    expect(observation).toMatchObject({ value: { result: { tables: 2, rows: 2500 } } });
  });

  it("finds the newest in a folder or by a glob: by the names where all say when, otherwise by the files' times", async () => {
    const folderOf = (name: string) => join(folder, "many", name);
    mkdirSync(folderOf(""));
    // Fetched the other way round, as by a job that copies them all.
    await dump("many/shop-2026-06-02T030000Z", "--format=directory");
    writeFileSync(folderOf("shop-2026-06-01.dump"), readFileSync(file("lacking.dump")));
    writeFileSync(folderOf("shop-2026-06-02T030000Z.sha256"), "of the newest, which is none itself");
    const byName = await drill(folderOf(""), withSource(0));
    expect(byName.verdicts).toMatchObject({ restored: "passed", "restored-rows": "passed" });
    expect(byName.observation).toMatchObject({ value: { backup: { name: "shop-2026-06-02T030000Z" } } });
    const one = await drill(folderOf("shop-*.dump"), withSource(0));
    expect(one.verdicts["restored-rows"]).toBe("failed public.orders has 0 rows, the source 2000");
    writeFileSync(folderOf("shop.sql"), readFileSync(file("good.sql")));
    utimesSync(folderOf("shop-2026-06-01.dump"), new Date(), new Date(Date.now() + 1000));
    expect((await drill(folderOf(""))).observation).toMatchObject({
      value: { backup: { name: "shop-2026-06-01.dump" } },
    });
    expect((await drill(folderOf("absent-*"))).verdicts.restored).toMatch(
      /^failed reading the backup: nothing matches /,
    );
  });

  it("compares what a program has restored itself, of whatever tool, with the source", async () => {
    const program = (script: string) => ({ source: { kind: "restorer" as const, command: ["sh", "-c", script] } });
    const good = program(`pg_restore --dbname="$PGDATABASE" ${file("good.dump")} && date -u +%Y-%m-%dT%H:%M:%SZ`);
    expect((await drill("", { ...good, ...withSource(0) })).verdicts).toEqual(passed);
    const lacking = await drill("", {
      ...program(`pg_restore --dbname="$PGDATABASE" ${file("lacking.dump")}`),
      ...withSource(0),
    });
    expect(lacking.verdicts).toMatchObject({
      newest: "unknown what sh restores does not say when it was made",
      restored: "passed",
      "restored-rows": "failed public.orders has 0 rows, the source 2000",
    });
    const broken = await drill("", { ...program("echo no such backup >&2; exit 3"), ...withSource(0) });
    expect(broken.verdicts.restored).toBe("failed restoring the backup: sh: no such backup");
  });

  it("finds other rows than the source's where it stands still", async () => {
    const plain = readFileSync(file("good.sql"), "utf8");
    const last = "\n--\n-- PostgreSQL database dump complete";
    writeFileSync(file("moved.sql"), plain.replace(last, `\nUPDATE public.orders SET total = 0 WHERE id = 1;$&`));
    const rows = (await drill(file("moved.sql"), withSource(0))).observation;
    expect(rows).toMatchObject({
      value: { result: { differences: expect.arrayContaining(["public.orders has other rows than the source"]) } },
    });
  });

  it("restores a plain dump that a program prints, packed", async () => {
    writeFileSync(file("good.sql.gz"), gzipSync(readFileSync(file("good.sql"))));
    const { verdicts } = await drill("", { source: { kind: "command", command: ["cat", file("good.sql.gz")] } });
    expect(verdicts).toMatchObject({ ...passed, newest: "unknown what cat prints does not say when it was made" });
  });

  it("says that a dump is cut short, in either format", async () => {
    writeFileSync(file("cut.dump"), readFileSync(file("good.dump")).subarray(0, -2000));
    writeFileSync(file("cut.sql"), readFileSync(file("good.sql")).subarray(0, 30_000));
    expect((await drill(file("cut.dump"))).verdicts.restored).toMatch(
      /^failed reading the backup: pg_restore: .*(?:end of file|read)/,
    );
    expect((await drill(file("cut.sql"))).verdicts).toMatchObject({
      restored: "failed reading the backup: it ends before its last line: the dump is cut short",
      "restored-rows": expect.stringMatching(/^unknown nothing was restored/),
    });
  });

  it("finds the rows that a dump lacks", async () => {
    const { verdicts } = await drill(file("lacking.dump"), withSource(50));
    expect(verdicts).toMatchObject({
      restored: "passed",
      "restored-rows": "failed public.orders has 0 rows, the source 2000",
    });
  });

  it("compares with the backup itself, also where as many rows come back", async () => {
    const plain = readFileSync(file("good.sql"), "utf8");
    const changed = (sql: string) => plain.replace("\n--\n-- PostgreSQL database dump complete", `\n${sql};$&`);
    writeFileSync(file("fewer.sql"), changed("DELETE FROM public.orders WHERE id = 1"));
    writeFileSync(file("other.sql"), changed("UPDATE public.orders SET total = 0 WHERE id = 1"));
    const rows = async (name: string) => (await drill(file(name))).verdicts["restored-rows"];
    expect(await rows("fewer.sql")).toBe("failed public.orders has 1999 rows, the backup 2000");
    expect(await rows("other.sql")).toBe("failed public.orders has other rows than the backup");
  });

  it("says what breaks off the restore, and what takes too long", async () => {
    const broken = readFileSync(file("good.sql"), "utf8").replace(
      "CREATE TABLE public.orders",
      "CREATE TABLE absent.orders",
    );
    writeFileSync(file("broken.sql"), broken);
    expect((await drill(file("broken.sql"))).verdicts.restored).toMatch(
      /^failed restoring the backup: psql: .*schema "absent" does not exist/,
    );
    expect((await drill(file("good.dump"), { rtoMs: 1 })).verdicts["recovery-time"]).toMatch(
      /^failed it took .*, of at most 1ms/,
    );
  });

  it("touches no other database than its own", async () => {
    const { verdicts } = await drill(file("created.sql"));
    expect(verdicts.restored).toMatch(/^unknown the backup reaches beyond its own database \(CREATE DATABASE shop/);
  });

  it("is unknown where it cannot begin", async () => {
    const away = readLogin(server.url.replace(/:\d+\//, ":1/"), "test");
    expect((await drill(file("good.dump"), { server: away })).verdicts.restored).toMatch(/^unknown .*ECONNREFUSED/);
    const command = ["slipway-no-such-program"];
    expect((await drill("", { source: { kind: "command", command } })).verdicts.restored).toMatch(
      /^unknown .*not on the PATH/,
    );
  });

  it("drops what it made when it is cancelled in the middle", async () => {
    writeFileSync(file("slow.sql"), `${readFileSync(file("good.sql"), "utf8")}SELECT pg_sleep(60);\n`);
    const controller = new AbortController();
    const running = drill(file("slow.sql"), {}, controller.signal).catch((error: unknown) => error);
    const sleeping = async () =>
      (await admin.query("SELECT datname FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(60)%'")).rows.length;
    await expect.poll(sleeping).toBe(1);
    controller.abort(new Error("cancelled"));
    expect(await running).toEqual(new Error("cancelled"));
  });

  it("drops what one that was killed has left, not what another one uses now, and restores a tar, packed and plain", async () => {
    const [left, used] = ["slipway_drill_00000000000000aa", "slipway_drill_00000000000000bb"];
    await admin.query(`CREATE DATABASE ${left}`);
    await admin.query(`CREATE DATABASE ${used}`);
    // Another program holds the lock, until it is killed.
    const lock = `SELECT pg_advisory_lock(hashtextextended('${used}', 0)); SELECT pg_sleep(600)`;
    const other = spawn("psql", ["-X", "-c", lock, server.url], { env: server.env, stdio: "ignore" });
    const locks = async () => (await admin.query("SELECT FROM pg_locks WHERE locktype = 'advisory'")).rows.length;
    await expect.poll(locks).toBe(1);
    // Of two formats more, while we are at it: a tar that is packed by zstd, and the tar itself.
    expect((await drill(file("good.tar.zst"))).verdicts).toEqual(passed);
    expect(await databases()).toEqual(["postgres", "shop", used, "template1"]);
    await admin.query("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'");
    await once(other, "close");
    expect((await drill(file("good.tar"))).verdicts).toEqual(passed);
  });
});
