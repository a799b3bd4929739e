// What does a small vulnerability database of grype's look like?

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

export interface KnownVulnerability {
  readonly id: string;
  readonly aliases?: readonly string[];
  readonly severity: "critical" | "high" | "medium" | "low";
  /** An npm package. */
  readonly package: string;
  /** `<4.17.21`. */
  readonly affected: string;
  /** Absent where nobody has mended it. */
  readonly fixedIn?: string;
}

/**
 * Writes a database in the schema 6 of grype v0.110.0
 * (https://github.com/anchore/grype/blob/v0.110.0/grype/db/v6/models.go), of which grype itself makes the tables that
 * are missing, the indexes and the checksum when it imports it.
 *
 * @returns the folder for GRYPE_DB_CACHE_DIR
 */
export function grypeDatabase(
  grype: string,
  content: {
    readonly built: Date;
    readonly known: readonly KnownVulnerability[];
    readonly providers?: readonly string[];
  },
): string {
  const folder = mkdtempSync(join(tmpdir(), "slipway-grype-"));
  const file = join(folder, "vulnerability.db");
  const database = new DatabaseSync(file);
  database.exec(tables);
  const built = stamp(content.built);
  database.prepare("INSERT INTO db_metadata VALUES (?, 6, 1, 4)").run(built);
  for (const provider of content.providers ?? ["github"]) {
    database.prepare("INSERT INTO providers VALUES (?, '1', 'vunnel', ?, 'sha256:0')").run(provider, built);
  }
  let blobs = 0;
  const blob = (value: unknown): number => {
    blobs += 1;
    database.prepare("INSERT INTO blobs VALUES (?, ?)").run(blobs, JSON.stringify(value));
    return blobs;
  };
  for (const [index, one] of content.known.entries()) {
    const id = index + 1;
    const severities = [{ scheme: "CHMLN", value: one.severity, rank: 1 }];
    const refs = [{ url: `https://github.com/advisories/${one.id}` }];
    const description = {
      id: one.id,
      description: `${one.package} is weak`,
      refs,
      aliases: one.aliases ?? [],
      severities,
    };
    database
      .prepare("INSERT INTO vulnerability_handles VALUES (?, ?, 'active', ?, ?, NULL, 'github', ?)")
      .run(id, one.id, built, built, blob(description));
    for (const alias of one.aliases ?? [])
      database.prepare("INSERT INTO vulnerability_aliases VALUES (?, ?)").run(one.id, alias);
    database.prepare("INSERT OR IGNORE INTO packages (ecosystem, name) VALUES ('npm', ?)").run(one.package);
    const { package_id } = database
      .prepare("SELECT id AS package_id FROM packages WHERE name = ?")
      .get(one.package) as { package_id: number };
    const fix = one.fixedIn === undefined ? { state: "not-fixed" } : { version: one.fixedIn, state: "fixed" };
    const ranges = [{ version: { type: "semver", constraint: one.affected }, fix }];
    database
      .prepare("INSERT INTO affected_package_handles VALUES (?, ?, NULL, ?, ?)")
      .run(id, id, package_id, blob({ cves: one.aliases ?? [], ranges }));
  }
  database.close();
  const cache = join(folder, "cache");
  execFileSync(grype, ["db", "import", file], { env: { ...process.env, ...grypeEnvironment(cache) }, stdio: "pipe" });
  rmSync(file);
  return cache;
}

/** No test asks the network for a newer database, or for a newer grype; and memory is cheaper here than a tidy heap. */
export function grypeEnvironment(cache: string): NodeJS.ProcessEnv {
  return {
    GOGC: "400",
    GRYPE_DB_CACHE_DIR: cache,
    GRYPE_DB_AUTO_UPDATE: "false",
    GRYPE_CHECK_FOR_APP_UPDATE: "false",
  };
}

/** As Go's driver for SQLite writes a time. */
function stamp(date: Date): string {
  return `${date.toISOString().slice(0, 19).replace("T", " ")}+00:00`;
}

const tables = `
CREATE TABLE blobs (id integer PRIMARY KEY AUTOINCREMENT, value text NOT NULL);
CREATE TABLE db_metadata (build_timestamp datetime NOT NULL, model integer NOT NULL, revision integer NOT NULL, addition integer NOT NULL);
CREATE TABLE providers (id text, version text, processor text, date_captured datetime, input_digest text, PRIMARY KEY (id));
CREATE TABLE vulnerability_handles (id integer PRIMARY KEY AUTOINCREMENT, name text NOT NULL, status text NOT NULL,
  published_date datetime, modified_date datetime, withdrawn_date datetime, provider_id text NOT NULL, blob_id integer);
CREATE TABLE vulnerability_aliases (name text, alias text NOT NULL, PRIMARY KEY (name, alias));
CREATE TABLE packages (id integer PRIMARY KEY AUTOINCREMENT, ecosystem text, name text, UNIQUE (ecosystem, name));
CREATE TABLE affected_package_handles (id integer PRIMARY KEY AUTOINCREMENT, vulnerability_id integer NOT NULL,
  operating_system_id integer, package_id integer, blob_id integer);
`;
