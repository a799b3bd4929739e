// Does anything run in a mode that is meant for a desk?

import type { Check } from "../check.ts";
import { eachSetting, type KnownSetting } from "./each-setting.ts";

const debug = /(?:^|_)DEBUG$|^FLASK_DEBUG$|^DEBUG_MODE$/i;
const level = /(?:^|_)LOG(?:GING)?_?LEVEL$|^RUST_LOG$|^LOGLEVEL$|^VERBOSITY$/i;
const mode =
  /^(?:NODE|RAILS|RACK|FLASK|APP|MIX|GO|PHP|HANAMI|SYMFONY|NUXT)_ENV$|^ASPNETCORE_ENVIRONMENT$|^DOTNET_ENVIRONMENT$|^GIN_MODE$|^SPRING_PROFILES_ACTIVE$/i;
const options = /^(?:NODE_OPTIONS|JAVA_TOOL_OPTIONS|JAVA_OPTS|JDK_JAVA_OPTIONS|_JAVA_OPTIONS|CATALINA_OPTS)$/;
const off = new Set(["false", "no", "off", "0", "f", "n", "disabled", "none", "null"]);
const chatty = new Set(["trace", "debug", "verbose", "silly", "all"]);
const desk = new Set(["development", "develop", "dev", "local", "test", "testing", "debug"]);

export const debugOff: Check = {
  id: "configuration/debug-off",
  severity: "high",
  title: "No debug mode, debug log or open debugger is on",
  why: "Debug modes print secrets and queries, show stack traces to users, and some let anybody run code; debug logs fill disks and bills.",
  source: "https://cwe.mitre.org/data/definitions/489.html",
  recommendation: "Switch it off, log at info, and run the framework in its production mode.",
  run: (subject) =>
    eachSetting(
      subject,
      (name) => [debug, level, mode, options].some((pattern) => pattern.test(name)),
      judge,
      "no variable of a workload sets a mode, a log level or options of a debugger",
    ),
};

function judge({ name, facts }: KnownSetting): string | undefined {
  if (options.test(name)) return facts.opensDebugger ? "opens a debugger" : undefined;
  if (level.test(name)) return chatty.has(facts.logLevel ?? "") ? "logs at the level of debug or below" : undefined;
  if (mode.test(name)) return desk.has(facts.word ?? "") ? "is a mode for development or tests" : undefined;
  const isOff = facts.bytes === 0 || off.has(facts.word ?? "");
  return isOff ? undefined : "switches debugging on";
}
