// Can a machine read the logs?

import type { Check } from "../check.ts";
import { eachSetting } from "./each-setting.ts";

const format = /(?:^|_)LOG(?:GING|GER)?_?(?:FORMAT|FORMATTER|ENCODING|ENCODER|STYLE)$/i;
const forPeople = new Set([
  "text",
  "plain",
  "pretty",
  "console",
  "compact",
  "full",
  "human",
  "simple",
  "color",
  "common",
  "combined",
]);

export const logFormat: Check = {
  id: "configuration/log-format",
  severity: "low",
  title: "Logs are written in a structured format",
  why: "A line for people cannot be searched by request, tenant or error: in an incident somebody writes regular expressions.",
  source: "https://12factor.net/logs",
  recommendation: "Set it to json (or logfmt, ecs, gelf).",
  run: (subject) =>
    eachSetting(
      subject,
      (name) => format.test(name),
      ({ facts }) => (forPeople.has(facts.word ?? "") ? "is a format for people" : undefined),
      "no variable of a workload sets the format of the logs",
    ),
};
