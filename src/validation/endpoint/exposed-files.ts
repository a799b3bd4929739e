// Can anybody read files that nobody meant to publish?

import type { Check } from "../check.ts";
import { judgeExchanges } from "./judge-exchanges.ts";

export const exposedFiles: Check = {
  id: "endpoint/exposed-files",
  severity: "critical",
  title: "No configuration or repository is public",
  why: "They hold the credentials of everything behind the service, and scanners ask for them within minutes.",
  source:
    "https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/02-Configuration_and_Deployment_Management_Testing/04-Review_Old_Backup_and_Unreferenced_Files_for_Sensitive_Information",
  recommendation:
    "Serve only the folder of public files, keep .env and .git out of the image, and change every credential that stood there.",
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
  ["/.env", /^(?:export )?[A-Z][A-Z0-9_]*=(?!.*<)/m],
  ["/.git/HEAD", /^(?:ref: refs\/|[0-9a-f]{40}\s*$)/],
]);
