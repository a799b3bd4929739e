// Which tools keep a table of the migrations that they applied, and what do they call their files?

export interface AppliedMigrations {
  readonly tool: string;
  /** `public._sqlx_migrations` */
  readonly table: string;
  readonly applied: readonly AppliedMigration[];
}

export interface AppliedMigration {
  readonly id: string;
  /** Begun and not ended, or ended in an error. */
  readonly isBroken: boolean;
  /** Of the file as it was when it was applied, in hexadecimal digits. */
  readonly checksum: string | null;
}

export interface MigrationTool {
  readonly name: string;
  readonly table: string;
  /** Which columns tell it from another tool with a table of the same name. */
  readonly has?: readonly string[];
  readonly hasNot?: readonly string[];
  /** `id`, `isBroken` and `checksum`. The table is put in for TABLE. */
  readonly sql: string;
  /** What the table calls the migration of a file; nothing for a file that is none. */
  readonly idOf: (path: string) => string | undefined;
  readonly checksum?: "sha256" | "sha384";
  /** The table holds only the newest version, not all of them. */
  readonly keepsNewestOnly?: true;
}

const numbered = (pattern: RegExp) => (path: string) => pattern.exec(path)?.[1]?.replace(/^0+(?=\d)/, "");
const nameOf = (path: string) => path.split("/").at(-1) ?? path;
const column = (id: string, isBroken = "false", checksum = "NULL::text") =>
  `SELECT ${id} AS id, ${isBroken} AS "isBroken", ${checksum} AS checksum FROM TABLE`;

export const tools: readonly MigrationTool[] = [
  {
    name: "golang-migrate",
    table: "schema_migrations",
    has: ["version", "dirty"],
    sql: column("version::text", "dirty"),
    idOf: numbered(/(?:^|\/)(\d+)_[^/]*\.up\.[^/]+$/),
    keepsNewestOnly: true,
  },
  {
    name: "Rails or dbmate",
    table: "schema_migrations",
    has: ["version"],
    hasNot: ["dirty"],
    sql: column("version::text"),
    idOf: (path) => /(?:^|\/)(\d+)_[^/]*\.(?:rb|sql)$/.exec(path)?.[1],
  },
  {
    name: "sqlx",
    table: "_sqlx_migrations",
    sql: column("version::text", "NOT success", "encode(checksum, 'hex')"),
    idOf: (path) => (path.endsWith(".down.sql") ? undefined : numbered(/(?:^|\/)(\d+)_[^/]*\.sql$/)(path)),
    checksum: "sha384",
  },
  {
    name: "Flyway",
    table: "flyway_schema_history",
    sql: `${column("version", "NOT success")} WHERE version IS NOT NULL`,
    idOf: (path) => /(?:^|\/)V([\d._]+)__[^/]*\.(?:sql|java)$/.exec(path)?.[1]?.replaceAll("_", "."),
  },
  {
    name: "Prisma",
    table: "_prisma_migrations",
    sql: `${column("migration_name", "finished_at IS NULL", "checksum")} WHERE rolled_back_at IS NULL`,
    idOf: (path) => /(?:^|\/)([^/]+)\/migration\.sql$/.exec(path)?.[1],
    checksum: "sha256",
  },
  {
    name: "Alembic",
    table: "alembic_version",
    sql: column("version_num"),
    idOf: (path) => /(?:^|\/)([0-9a-f]{6,})_[^/]*\.py$/.exec(path)?.[1],
    keepsNewestOnly: true,
  },
  {
    name: "goose",
    table: "goose_db_version",
    sql: `${column("version_id::text")} WHERE is_applied AND version_id > 0`,
    idOf: numbered(/(?:^|\/)(\d+)_[^/]*\.(?:sql|go)$/),
  },
  {
    name: "Django",
    table: "django_migrations",
    sql: column("app || '/' || name"),
    idOf: (path) => {
      const [, app, name] = /(?:^|\/)([^/]+)\/migrations\/(\d{4}_[^/]*)\.py$/.exec(path) ?? [];
      return app === undefined || name === undefined ? undefined : `${app}/${name}`;
    },
  },
  {
    name: "Diesel",
    table: "__diesel_schema_migrations",
    sql: column("version"),
    idOf: (path) => /(?:^|\/)([\d-]+)_[^/]*\/up\.sql$/.exec(path)?.[1]?.replaceAll("-", ""),
  },
  {
    name: "Knex",
    table: "knex_migrations",
    sql: column("name"),
    idOf: (path) => (/\.[jt]s$/.test(path) ? nameOf(path) : undefined),
  },
  {
    name: "Sequelize",
    table: "SequelizeMeta",
    sql: column("name"),
    idOf: (path) => (/^\d+.*\.[cm]?[jt]s$/.test(nameOf(path)) ? nameOf(path) : undefined),
  },
  {
    name: "Entity Framework",
    table: "__EFMigrationsHistory",
    sql: column('"MigrationId"'),
    idOf: (path) => /(?:^|\/)(\d{14}_[^/.]+)\.cs$/.exec(path)?.[1],
  },
  {
    name: "Liquibase",
    table: "databasechangeloglock",
    sql: `${column("'the lock of ' || coalesce(lockedby, 'nobody')", "locked")} WHERE locked`,
    idOf: () => undefined,
  },
  {
    name: "Knex",
    table: "knex_migrations_lock",
    sql: `${column("'the lock'", "true")} WHERE is_locked = 1`,
    idOf: () => undefined,
  },
];
