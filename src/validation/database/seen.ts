// What did the database say about itself?

import type { Observation } from "../observation.ts";
import type { MigrationFile } from "./migrations/read-files.ts";
import type { AppliedMigrations } from "./migrations/tools.ts";

/** Each part is asked for by a query of its own, so that one that the role may not read leaves the others known. */
export interface DatabaseSeen {
  /** `orders on db.example.com:5432` */
  readonly name: string;
  /** The server's clock, in milliseconds since 1970. */
  readonly now: number;
  /** `150018` for 15.18, and as the server writes it. */
  readonly version: number;
  readonly versionText: string;
  readonly isStandby: boolean;
  /** With which the service logs in. */
  readonly role: string;
  readonly tls: TlsSeen;
  /** As they hold for a new session of the role that asked, in the server's own units. */
  readonly settings: Observation<ReadonlyMap<string, string>>;
  readonly connections: Observation<ConnectionsSeen>;
  readonly roles: Observation<readonly RoleSeen[]>;
  readonly roleSettings: Observation<ReadonlyMap<string, string>>;
  readonly grants: Observation<readonly GrantSeen[]>;
  readonly migrations: Observation<readonly AppliedMigrations[]>;
  /** Of the repository; undefined where no folder was given. */
  readonly migrationFiles: Observation<readonly MigrationFile[]> | undefined;
  readonly replicas: Observation<readonly ReplicaSeen[]>;
  readonly slots: Observation<readonly SlotSeen[]>;
  readonly sessions: Observation<readonly SessionSeen[]>;
  readonly indexes: Observation<readonly IndexSeen[]>;
  readonly tables: Observation<readonly TableSeen[]>;
  readonly sequences: Observation<readonly SequenceSeen[]>;
  readonly foreignKeys: Observation<readonly { readonly table: string; readonly columns: string }[]>;
  /** The age in transactions of the oldest row that no vacuum has frozen, by database. */
  readonly ages: Observation<
    readonly { readonly database: string; readonly transactions: number; readonly members: number }[]
  >;
  readonly archiver: Observation<ArchiverSeen>;
  readonly size: Observation<SizeSeen>;
  readonly hba: Observation<readonly HbaSeen[]>;
  readonly oldHashes: Observation<readonly { readonly role: string }[]>;
  readonly extensions: Observation<readonly { readonly name: string }[]>;
}

export interface TlsSeen {
  /** `TLSv1.3`; undefined where the connection is not encrypted. */
  readonly protocol: string | undefined;
  /** Why the certificate does not prove who the server is; undefined where it does. */
  readonly doubt: string | undefined;
  /** In milliseconds since 1970. */
  readonly validTo: number | undefined;
}

export interface ConnectionsSeen {
  readonly used: number;
  readonly usedByRole: number;
  readonly usedByDatabase: number;
  /** -1 for none, as PostgreSQL has it. */
  readonly roleLimit: number | null;
  readonly databaseLimit: number | null;
}

export interface RoleSeen {
  readonly isSuperuser: boolean;
  readonly maySetRoles: boolean;
  readonly mayMakeDatabases: boolean;
  readonly skipsRowSecurity: boolean;
  readonly mayReplicate: boolean;
  /** Roles of great power that it is a member of. */
  readonly powers: readonly string[];
  readonly ownsPublic: boolean;
}

/** What everybody (PUBLIC) may do. */
export interface GrantSeen {
  readonly kind: "table" | "default" | "schema" | "function" | "database";
  readonly name: string;
  readonly privileges: string;
  /** Of a function that runs as its owner: whether it fixes its search_path. */
  readonly fixesPath: boolean;
}

export interface ReplicaSeen {
  readonly name: string;
  readonly state: string | null;
  readonly lagBytes: number | null;
  readonly lagSeconds: number | null;
}

export interface SlotSeen {
  readonly name: string;
  readonly isActive: boolean;
  readonly keptBytes: number | null;
  /** `reserved`, `extended`, `unreserved`, `lost` */
  readonly status: string | null;
}

export interface SessionSeen {
  readonly role: string;
  readonly state: "active" | "idle in transaction" | "prepared" | "other";
  readonly transactionSeconds: number;
  readonly stateSeconds: number;
  readonly waitsForLock: boolean;
}

export interface IndexSeen {
  readonly name: string;
  readonly table: string;
  readonly isValid: boolean;
  /** Whether it is built at this moment. */
  readonly isBuilding: boolean;
  /** Whether it is there for a rule: unique, primary key, exclusion. */
  readonly holdsRule: boolean;
  readonly scans: number;
  readonly bytes: number;
  /** Since when scans are counted, in days. */
  readonly countedDays: number;
  /** Of columns, operators and condition: two of the same table and shape do the same. */
  readonly shape: string;
}

export interface TableSeen {
  readonly name: string;
  readonly hasPrimaryKey: boolean;
  readonly vacuumsItself: boolean;
  readonly live: number;
  readonly dead: number;
}

export interface SequenceSeen {
  readonly name: string;
  /** Which column takes its numbers: `public.orders.id integer`. */
  readonly column: string;
  /** From 0 to 1, of what the column can hold. */
  readonly used: number;
}

export interface ArchiverSeen {
  readonly archived: number;
  readonly failed: number;
  readonly secondsSinceArchived: number | null;
  readonly secondsSinceFailed: number | null;
  /** How much was written since the last file that was archived began. */
  readonly waitingBytes: number | null;
}

export interface SizeSeen {
  readonly bytes: number;
  /** Of the disk that holds it; undefined where nobody says. */
  readonly diskBytes: number | undefined;
}

export interface HbaSeen {
  readonly line: number;
  readonly type: string;
  readonly databases: string;
  readonly users: string;
  readonly address: string | null;
  readonly method: string;
}
