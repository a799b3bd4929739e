// Do error pages tell the insides of the service?

import { stackTraceIn } from "../../http-rules/stack-trace.ts";
import type { Check } from "../check.ts";
import { judgeExchanges } from "./judge-exchanges.ts";

export const errorPages: Check = {
  id: "endpoint/error-pages",
  severity: "high",
  title: "Error pages hold no stack traces, queries or debug pages",
  why: "They tell an attacker the framework, the files, the tables and where to push next.",
  source: "https://cheatsheetseries.owasp.org/cheatsheets/Error_Handling_Cheat_Sheet.html",
  recommendation:
    "Switch the debug mode off, write the trace to the log, and answer with a problem document that names an id of the request.",
  run: (subject) =>
    judgeExchanges(
      subject,
      (exchange) => exchange.purpose === "error" || (exchange.kind === "answered" && exchange.answer.status >= 400),
      ({ body }) => {
        const trace = stackTraceIn(body);
        if (trace !== undefined) return `the body has a stack trace: ${JSON.stringify(trace.slice(0, 80))}`;
        const sign = insides.map((one) => one.exec(body)?.[0]).find((match) => match !== undefined);
        return sign === undefined ? undefined : `the body tells insides: ${JSON.stringify(sign.slice(0, 80))}`;
      },
      "no error was provoked",
    ),
};

/** Debug pages and database errors, as the common frameworks write them. */
const insides: readonly RegExp[] = [
  /Werkzeug Debugger|DEBUG = True|Whitelabel Error Page|Whoops! There was an error|laravel-ignition/,
  /SQLSTATE\[|syntax error at or near|ORA-\d{5}|PG::\w+|You have an error in your SQL syntax/,
  /\b(?:psycopg2|java\.sql|sqlalchemy\.exc|System\.Data\.SqlClient)\b/,
];
