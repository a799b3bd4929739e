// How does a test get a real PostgreSQL or Redis of its own?

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { attempt, run } from "../../rig/command.ts";
import { ensureDebianPostgres, ensureDebianRedis } from "../../rig/debian-databases.ts";
import { freePort } from "./free-port.ts";

export interface Database {
  readonly port: number;
  /** `postgres://tester:…@127.0.0.1:PORT/postgres`, `redis://:…@127.0.0.1:PORT` */
  readonly url: string;
  readonly password: string;
  stop(): Promise<void>;
}

export interface PostgresServer extends Database {
  /** psql, pg_dump and pg_restore find themselves and their libraries by it. */
  readonly env: NodeJS.ProcessEnv;
  /** Where `pg_hba.conf` stands. */
  readonly data: string;
  /** A second server that follows this one by streaming replication, as `name`; it ends with this one. */
  startStandby(name: string): Promise<{ readonly url: string }>;
}

const password = "p@ss/word";
const deadlineMs = 180_000;

/**
 * With one user, `tester`, who owns everything and logs in with a password (SCRAM).
 *
 * @param settings lines of `postgresql.conf`
 * @param files beside it, as the server's own certificate
 */
export async function startPostgres(
  settings: readonly string[] = [],
  files: Readonly<Record<string, string>> = {},
): Promise<PostgresServer> {
  const debian = await ensureDebianPostgres();
  const folder = mkdtempSync(join(tmpdir(), "slipway-postgres-"));
  // As root it refuses to run, and another user may see neither root's cache nor, as a rule, its home.
  const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined;
  const programs = join(folder, "programs");
  const libraries = user === undefined ? debian.libraries : await copyPrograms(debian, programs);
  const root = user === undefined ? debian.directory : programs;
  const bin = join(root, "usr/lib/postgresql", debian.version, "bin");
  const data = join(folder, "data");
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(join(folder, "password"), password);
  const own = (file: string) => user && chownSync(file, user.uid, user.gid);
  for (const file of [folder, data, join(folder, "password")]) own(file);
  const standbys: ChildProcess[] = [];
  const options = { ...user, cwd: folder, env: { ...process.env, LD_LIBRARY_PATH: libraries, LC_ALL: "C" } };
  const initialised = spawn(
    join(bin, "initdb"),
    [
      `--pgdata=${data}`,
      "--no-sync",
      "--username=tester",
      "--auth=scram-sha-256",
      `--pwfile=${join(folder, "password")}`,
    ],
    { ...options, stdio: ["ignore", "pipe", "pipe"] },
  );
  await ended(initialised, "initdb");
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(data, name), text, { mode: 0o600 });
    own(join(data, name));
  }
  const port = await freePort();
  const configuration = [
    `port=${port}`,
    "listen_addresses=127.0.0.1",
    `unix_socket_directories=${folder}`,
    "fsync=off",
    "shared_buffers=16MB",
    "jit=off",
    ...settings,
  ];
  const server = spawn(join(bin, "postgres"), ["-D", data, ...configuration.flatMap((line) => ["-c", line])], {
    ...options,
    stdio: ["ignore", "ignore", "pipe"],
  });
  // It listens before it takes anybody in.
  await listening(server, port, "PostgreSQL", /ready to accept connections/);
  const url = `postgres://tester:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
  const env = { ...process.env, PATH: `${bin}:${process.env.PATH}`, LD_LIBRARY_PATH: libraries, LC_ALL: "C" };
  const startStandby = async (name: string) => {
    const own = join(folder, name);
    const follow = [`--pgdata=${own}`, "--write-recovery-conf", "--checkpoint=fast", "--no-sync"];
    const connection = [`--dbname=host=127.0.0.1 port=${port} user=tester application_name=${name} sslmode=prefer`];
    const copied = spawn(join(bin, "pg_basebackup"), [...follow, ...connection], {
      ...options,
      env: { ...options.env, PGPASSWORD: password },
      stdio: ["ignore", "pipe", "pipe"],
    });
    await ended(copied, "pg_basebackup");
    const standbyPort = await freePort();
    const plain = [`port=${standbyPort}`, ...configuration.slice(1), "ssl=off", "wal_receiver_status_interval=1"];
    const standby = spawn(join(bin, "postgres"), ["-D", own, ...plain.flatMap((line) => ["-c", line])], {
      ...options,
      stdio: ["ignore", "ignore", "pipe"],
    });
    standbys.push(standby);
    await listening(standby, standbyPort, "the standby", /ready to accept read-only connections/);
    return { url: url.replace(`:${port}/`, `:${standbyPort}/`) };
  };
  const stopAll = async () => {
    for (const standby of standbys) await end(standby, "SIGQUIT");
    // SIGQUIT: nothing of it is kept.
    await stop(server, "SIGQUIT", folder);
  };
  return { port, url, password, env, data, startStandby, stop: stopAll };
}

/** With a password for the default user. */
export async function startRedis(): Promise<Database> {
  const { libraries, program } = await ensureDebianRedis();
  const folder = mkdtempSync(join(tmpdir(), "slipway-redis-"));
  const port = await freePort();
  const settings = { bind: "127.0.0.1", port: String(port), requirepass: password, save: "", dir: folder };
  const server = spawn(
    program,
    Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
    {
      argv0: "redis-server",
      env: { ...process.env, LD_LIBRARY_PATH: libraries },
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  await listening(server, port, "Redis");
  const url = `redis://:${encodeURIComponent(password)}@127.0.0.1:${port}`;
  return { port, url, password, stop: () => stop(server, "SIGTERM", folder) };
}

/** Links where the file system can, which takes no time. */
async function copyPrograms(debian: { directory: string; libraries: string }, target: string): Promise<string> {
  mkdirSync(target, { recursive: true });
  chmodSync(target, 0o755);
  const folders = ["usr/lib", "usr/share/postgresql", "lib"];
  const copy = async (more: readonly string[]) => {
    for (const folder of folders) {
      mkdirSync(join(target, folder, ".."), { recursive: true });
      const source = join(debian.directory, folder);
      const result = await attempt("cp", ["-a", ...more, source, join(target, folder, "..")]);
      if (result.status !== 0 && folder !== "lib") return false;
    }
    return true;
  };
  if (!(await copy(["--link"]))) {
    await run("rm", ["-r", join(target, "usr")]);
    if (!(await copy([]))) throw new Error("PostgreSQL's programs could not be copied for another user");
  }
  return debian.libraries.replaceAll(debian.directory, target);
}

async function ended(child: ChildProcess, name: string): Promise<void> {
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  }
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`${name} ended with ${code}:\n${said}`);
}

async function listening(server: ChildProcess, port: number, name: string, word = /^/): Promise<void> {
  let said = "";
  server.stderr?.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const deadline = Date.now() + deadlineMs;
  while (!word.test(said) || !(await accepts(port))) {
    if (server.exitCode !== null || Date.now() > deadline) throw new Error(`${name} does not listen:\n${said}`);
    await sleep(50);
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

async function stop(server: ChildProcess, signal: NodeJS.Signals, folder: string): Promise<void> {
  await end(server, signal);
  rmSync(folder, { recursive: true, force: true });
}

async function end(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null) return;
  const closed = once(server, "close");
  server.kill(signal);
  await closed;
}
