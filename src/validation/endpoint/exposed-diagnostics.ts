// Can anybody read the insides of the process?

import type { Check } from "../check.ts";
import { judgeExchanges } from "./judge-exchanges.ts";

export const exposedDiagnostics: Check = {
  id: "endpoint/exposed-diagnostics",
  severity: "critical",
  title: "No diagnostic endpoint is public",
  why: "Profiles, variables and heaps of a running process hold its secrets, and asking for them costs it memory and time.",
  source:
    "https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/02-Configuration_and_Deployment_Management_Testing/05-Enumerate_Infrastructure_and_Application_Admin_Interfaces",
  recommendation: "Serve them on a port of their own that no Ingress leads to, or switch them off.",
  run: (subject) =>
    judgeExchanges(
      subject,
      ({ purpose, variant }) => purpose === "internal" && signs.has(variant),
      ({ status, body }, { variant }) =>
        status === 200 && signs.get(variant)?.test(body) === true ? `${variant} is public` : undefined,
      "no internal path was asked",
    ),
};

/** A front end answers 200 to everything: what the body says tells them apart. */
const signs: ReadonlyMap<string, RegExp> = new Map([
  ["/actuator/env", /"propertySources"/],
  ["/debug/pprof/", /\/debug\/pprof|full goroutine stack dump/],
  ["/debug/vars", /"(?:memstats|cmdline)"/],
]);
