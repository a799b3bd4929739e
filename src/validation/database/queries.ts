// Which questions are asked of a PostgreSQL server?

/** At most so many rows of each: what is wrong a hundred times is told often enough. */
const most = 100;

const own = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";
const named = "format('%I.%I', n.nspname, c.relname)";
const notOfExtension = (catalog: string, oid: string) =>
  `NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = '${catalog}'::regclass AND d.objid = ${oid} AND d.deptype = 'e')`;

export const server = `SELECT current_setting('server_version_num')::int AS "version",
  current_setting('server_version') AS "versionText", pg_is_in_recovery() AS "isStandby",
  current_user::text AS "askedBy", extract(epoch FROM clock_timestamp())::float8 * 1000 AS "now",
  (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) OR pg_has_role('pg_read_all_stats', 'USAGE') AS "readsAll",
  (SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()) AS "protocol"`;

/** `reset_val` is what a new session begins with: what this one sets for itself does not count. */
export const settings = `SELECT name, coalesce(reset_val, '') AS value FROM pg_settings WHERE name IN (
  'max_connections', 'reserved_connections', 'superuser_reserved_connections', 'password_encryption',
  'statement_timeout', 'idle_in_transaction_session_timeout', 'archive_mode', 'archive_timeout', 'wal_level',
  'autovacuum', 'track_counts', 'data_checksums', 'fsync', 'full_page_writes', 'synchronous_commit')`;

export const connections = (role: string) => `SELECT
  (SELECT coalesce(sum(numbackends), 0)::int FROM pg_stat_database) AS used,
  (SELECT count(*)::int FROM pg_stat_activity WHERE usename = ${role}) AS "usedByRole",
  (SELECT coalesce(sum(numbackends), 0)::int FROM pg_stat_database WHERE datname = current_database()) AS "usedByDatabase",
  (SELECT rolconnlimit FROM pg_roles WHERE rolname = ${role}) AS "roleLimit",
  (SELECT datconnlimit FROM pg_database WHERE datname = current_database()) AS "databaseLimit"`;

export const roles = (role: string) => `SELECT rolsuper AS "isSuperuser", rolcreaterole AS "maySetRoles",
  rolcreatedb AS "mayMakeDatabases", rolbypassrls AS "skipsRowSecurity", rolreplication AS "mayReplicate",
  ARRAY(SELECT o.rolname::text FROM pg_roles o WHERE o.oid <> r.oid AND NOT r.rolsuper AND pg_has_role(r.oid, o.oid, 'MEMBER')
    AND (o.rolsuper OR o.rolname IN ('pg_execute_server_program', 'pg_write_server_files', 'pg_read_server_files'))) AS powers,
  EXISTS (SELECT FROM pg_namespace n WHERE n.nspname = 'public' AND n.nspowner = r.oid) AS "ownsPublic"
  FROM pg_roles r WHERE rolname = ${role}`;

/** Of the role in this database, of the role, of the database: the first one holds. */
export const roleSettings = (role: string) => `SELECT s.setconfig::text[] AS config
  FROM pg_db_role_setting s LEFT JOIN pg_roles r ON r.oid = s.setrole LEFT JOIN pg_database d ON d.oid = s.setdatabase
  WHERE (s.setrole = 0 OR r.rolname = ${role}) AND (s.setdatabase = 0 OR d.datname = current_database())
  ORDER BY s.setrole = 0, s.setdatabase = 0`;

/** The grantee 0 is PUBLIC. What was never granted or revoked has PostgreSQL's own default. */
export const grants = `(SELECT 'table' AS kind, ${named} AS name, string_agg(DISTINCT a.privilege_type, ', ') AS privileges, false AS "fixesPath"
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(c.relacl) a
    WHERE a.grantee = 0 AND ${own} AND ${notOfExtension("pg_class", "c.oid")} GROUP BY 2 LIMIT ${most})
  UNION ALL (SELECT 'default', format('new objects of %I', o.rolname), string_agg(DISTINCT a.privilege_type, ', '), false
    FROM pg_default_acl t JOIN pg_roles o ON o.oid = t.defaclrole, aclexplode(t.defaclacl) a
    WHERE a.grantee = 0 AND t.defaclobjtype IN ('r', 'S') GROUP BY 2)
  UNION ALL (SELECT 'schema', n.nspname::text, 'CREATE', false
    FROM pg_namespace n, aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a
    WHERE a.grantee = 0 AND a.privilege_type = 'CREATE' AND ${own})
  UNION ALL (SELECT 'function', format('%I.%I', n.nspname, p.proname), 'EXECUTE',
    EXISTS (SELECT FROM unnest(p.proconfig) entry WHERE entry LIKE 'search_path=%')
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE p.prosecdef AND ${own} AND ${notOfExtension("pg_proc", "p.oid")} AND EXISTS (
      SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a WHERE a.grantee = 0) LIMIT ${most})
  UNION ALL (SELECT 'database', d.datname::text, string_agg(DISTINCT a.privilege_type, ', '), false
    FROM pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
    WHERE a.grantee = 0 AND d.datname = current_database() GROUP BY 2)`;

export const tablesNamed = (names: readonly string[]) => `SELECT n.nspname::text AS schema, c.relname::text AS name,
  ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped) AS columns
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND ${own} AND c.relname IN (${names.map((name) => `'${name}'`).join(", ")})
  ORDER BY 1, 2 LIMIT ${most}`;

export const replicas = `SELECT coalesce(nullif(application_name, ''), host(client_addr), 'a replica') AS name, state,
  pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)::float8 AS "lagBytes",
  extract(epoch FROM replay_lag)::float8 AS "lagSeconds" FROM pg_stat_replication LIMIT ${most}`;

/** A standby that has applied all that it received is not behind, however quiet the primary is. */
export const standby = `SELECT 'this standby' AS name, 'streaming' AS state,
  pg_wal_lsn_diff(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())::float8 AS "lagBytes",
  CASE WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
    ELSE extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())::float8 END AS "lagSeconds"`;

export const slots = `SELECT slot_name::text AS name, active AS "isActive", wal_status AS status,
  pg_wal_lsn_diff(CASE WHEN pg_is_in_recovery() THEN pg_last_wal_receive_lsn() ELSE pg_current_wal_lsn() END,
    restart_lsn)::float8 AS "keptBytes" FROM pg_replication_slots LIMIT ${most}`;

export const sessions = `(SELECT usename::text AS role,
    CASE WHEN state LIKE 'idle in transaction%' THEN 'idle in transaction' WHEN state = 'active' THEN 'active' ELSE 'other' END AS state,
    extract(epoch FROM clock_timestamp() - xact_start)::float8 AS "transactionSeconds",
    extract(epoch FROM clock_timestamp() - state_change)::float8 AS "stateSeconds",
    coalesce(wait_event_type = 'Lock', false) AS "waitsForLock"
    FROM pg_stat_activity
    WHERE backend_type = 'client backend' AND xact_start IS NOT NULL AND pid <> pg_backend_pid()
    ORDER BY xact_start LIMIT ${most})
  UNION ALL (SELECT owner::text, 'prepared', extract(epoch FROM clock_timestamp() - prepared)::float8,
    extract(epoch FROM clock_timestamp() - prepared)::float8, false FROM pg_prepared_xacts LIMIT ${most})`;

export const indexes = `SELECT format('%I.%I', n.nspname, i.relname) AS name, ${named} AS "table",
  x.indisvalid AND x.indisready AS "isValid",
  EXISTS (SELECT FROM pg_stat_progress_create_index p WHERE p.index_relid = x.indexrelid) AS "isBuilding",
  x.indisunique OR x.indisprimary OR x.indisexclusion OR x.indisreplident AS "holdsRule",
  coalesce(s.idx_scan, 0)::float8 AS scans, pg_relation_size(x.indexrelid)::float8 AS bytes,
  extract(epoch FROM clock_timestamp() - coalesce((SELECT stats_reset FROM pg_stat_database WHERE datname = current_database()),
    pg_postmaster_start_time()))::float8 / 86400 AS "countedDays",
  concat_ws(' ', i.relam, x.indkey::text, x.indclass::text, x.indcollation::text, x.indoption::text,
    pg_get_expr(x.indexprs, x.indrelid), pg_get_expr(x.indpred, x.indrelid)) AS shape
  FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class c ON c.oid = x.indrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_stat_user_indexes s ON s.indexrelid = x.indexrelid
  WHERE ${own} AND i.relkind = 'i' ORDER BY x.indisvalid, bytes DESC LIMIT 10000`;

export const tables = `SELECT ${named} AS name,
  EXISTS (SELECT FROM pg_constraint p WHERE p.conrelid = c.oid AND p.contype = 'p') AS "hasPrimaryKey",
  NOT coalesce(c.reloptions::text[] && ARRAY['autovacuum_enabled=false', 'autovacuum_enabled=off', 'autovacuum_enabled=0'], false) AS "vacuumsItself",
  coalesce(s.n_live_tup, 0)::float8 AS live, coalesce(s.n_dead_tup, 0)::float8 AS dead
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_stat_user_tables s ON s.relid = c.oid
  WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND ${own} AND ${notOfExtension("pg_class", "c.oid")}
  ORDER BY 1 LIMIT 10000`;

/** A bigint sequence whose numbers go into an integer column ends where the column does. */
export const sequences = `SELECT format('%I.%I', q.schemaname, q.sequencename) AS name,
  format('%s %s', concat_ws('.', ${named}, quote_ident(a.attname)), format_type(a.atttypid, NULL)) AS "column",
  q.last_value::float8 / least(q.max_value::float8,
    CASE a.atttypid WHEN 'int2'::regtype THEN 32767 WHEN 'int4'::regtype THEN 2147483647 ELSE q.max_value::float8 END) AS used
  FROM pg_sequences q JOIN pg_depend d ON d.objid = format('%I.%I', q.schemaname, q.sequencename)::regclass
    AND d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
  JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
  JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE q.last_value IS NOT NULL AND q.increment_by > 0 ORDER BY used DESC LIMIT ${most}`;

export const foreignKeys = `SELECT ${named} AS "table",
  (SELECT string_agg(a.attname, ', ') FROM pg_attribute a WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)) AS columns
  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE k.contype = 'f' AND k.conparentid = 0 AND ${own} AND NOT EXISTS (
    SELECT FROM pg_index x WHERE x.indrelid = k.conrelid AND x.indpred IS NULL AND x.indisvalid
      AND (x.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey)
  ORDER BY 1 LIMIT ${most}`;

export const ages = `SELECT datname::text AS database, age(datfrozenxid)::float8 AS transactions,
  mxid_age(datminmxid)::float8 AS members FROM pg_database ORDER BY 2 DESC LIMIT ${most}`;

export const archiver = `SELECT archived_count::float8 AS archived, failed_count::float8 AS failed,
  extract(epoch FROM clock_timestamp() - last_archived_time)::float8 AS "secondsSinceArchived",
  extract(epoch FROM clock_timestamp() - last_failed_time)::float8 AS "secondsSinceFailed",
  CASE WHEN pg_is_in_recovery() OR last_archived_wal !~ '^[0-9A-F]{24}$' THEN NULL ELSE
    pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 -
    ('x' || substr(last_archived_wal, 9, 8))::bit(32)::bigint * 4294967296.0::float8 -
    ('x' || substr(last_archived_wal, 17, 8))::bit(32)::bigint * (SELECT setting::float8 FROM pg_settings WHERE name = 'wal_segment_size')
  END AS "waitingBytes" FROM pg_stat_archiver`;

export const size = `SELECT sum(pg_database_size(oid))::float8 AS bytes FROM pg_database
  WHERE has_database_privilege(oid, 'CONNECT') AND datallowconn`;

/** Only for a superuser, or for whom it was granted. */
export const hba = `SELECT line_number AS line, type, array_to_string(database, ',') AS databases,
  array_to_string(user_name, ',') AS users, address, auth_method AS method
  FROM pg_hba_file_rules WHERE error IS NULL AND type IS NOT NULL ORDER BY line_number LIMIT 1000`;

export const oldHashes = `SELECT rolname::text AS role FROM pg_authid
  WHERE rolcanlogin AND rolpassword LIKE 'md5%' LIMIT ${most}`;

export const extensions = `SELECT extname::text AS name FROM pg_extension`;
