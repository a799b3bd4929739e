// Does the service insist on TLS towards its database?

import type { Check } from "../check.ts";
import type { Subject } from "../subject.ts";
import { eachSetting } from "./each-setting.ts";
import { type Setting, settingsOf } from "./settings.ts";

const modeName = /^PGSSLMODE$|(?:DB|DATABASE|POSTGRES|PG|MYSQL)\w*_SSL_?MODE$/i;
const weak = new Set(["disable", "disabled", "allow", "prefer", "preferred"]);

export const databaseTls: Check = {
  id: "configuration/database-tls",
  severity: "high",
  title: "The URL of a database asks for TLS",
  why: "Without it, or where the client may fall back, whoever is on the way reads each row and each password, and nobody notices.",
  source: "https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-PROTECTION",
  recommendation: "Add sslmode=verify-full with the server's authority; sslmode=require at least.",
  run: (subject) => {
    const strict = modesSaid(subject);
    return eachSetting(
      subject,
      (name) => modeName.test(name) || /(?:URL|URI|DSN|CONNECTION_STRING|CONN_STR)$|^DATABASE$/i.test(name),
      (setting) => {
        const { facts, name } = setting;
        if (modeName.test(name)) return weak.has(facts.word ?? "") ? "does not insist on TLS" : undefined;
        const open = facts.connections.filter(({ isLoopback }) => !isLoopback);
        if (open.some(({ tls }) => tls === "off")) return "allows a connection without TLS";
        const isUnsaid = open.some(({ isPostgres, tls }) => isPostgres && tls === "unsaid");
        return isUnsaid && !strict(setting) ? "says no sslmode, and most clients then go on without TLS" : undefined;
      },
      "no variable of a workload is the URL of a database",
    );
  },
};

/** PGSSLMODE beside a URL holds where the URL says nothing. */
function modesSaid(subject: Subject): (setting: Setting) => boolean {
  const told = new Set(
    settingsOf(subject)
      .filter(({ name, value }) => modeName.test(name) && value.kind === "known" && !weak.has(value.facts.word ?? ""))
      .map(placeOf),
  );
  return (setting) => told.has(placeOf(setting));
}

function placeOf({ workload, container }: Setting): string {
  return `${workload.object.kind} ${workload.namespace}/${workload.object.metadata.name}/${container}`;
}
