// Where do the databases come from that a test asks?

import { existsSync } from "node:fs";
import { join } from "node:path";
import { aptCache, unpackPackages } from "./debian.ts";
import { RigError } from "./progress.ts";

export interface DebianPostgres {
  /** Holds `usr/lib/postgresql/VERSION` and `usr/share/postgresql/VERSION`, which must stay beside each other. */
  readonly directory: string;
  /** `15` */
  readonly version: string;
  /** The value for LD_LIBRARY_PATH. */
  readonly libraries: string;
}

/** It is not among the rig's own packages: only a test that asks a database pays for it. */
export async function ensureDebianPostgres(): Promise<DebianPostgres> {
  const version = /Depends: postgresql-(\d+)/.exec(await aptCache(["depends", "postgresql"]))?.[1];
  if (version === undefined) throw new RigError("Debian's package postgresql names no version: update apt's lists");
  const depends = await aptCache(["depends", `postgresql-${version}`]);
  const root = await unpackPackages(
    [`postgresql-${version}`, `postgresql-client-${version}`, ...librariesIn(depends)],
    ["postgres", "initdb", "psql", "pg_dump", "pg_restore"].map((name) => `usr/lib/postgresql/${version}/bin/${name}`),
  );
  return { directory: root.directory, version, libraries: root.libraries };
}

/** The server's program and the value for LD_LIBRARY_PATH. */
export async function ensureDebianRedis(): Promise<{ readonly program: string; readonly libraries: string }> {
  const depends = await aptCache(["depends", "redis-tools"]);
  // The server is a link to what the tools' package holds.
  const root = await unpackPackages(
    ["redis-server", "redis-tools", ...librariesIn(depends)],
    ["usr/bin/redis-check-rdb"],
  );
  const program = ["usr/bin/redis-server", "usr/bin/redis-check-rdb"].map((file) => join(root.directory, file));
  const found = program.find((file) => existsSync(file));
  if (found === undefined) throw new RigError("Debian's package redis-server holds no redis-server");
  return { program: found, libraries: root.libraries };
}

/** What a small machine may lack. LLVM is for compiling queries, and is 100 MB: the tests do without. */
function librariesIn(depends: string): string[] {
  const names = [...depends.matchAll(/^\s*\|?Depends: (lib[\w.+-]+)$/gm)].map(([, name]) => name ?? "");
  return [...new Set(names)].filter((name) => !/^lib(?:c6|gcc|stdc|llvm|pam)/.test(name)).sort();
}
