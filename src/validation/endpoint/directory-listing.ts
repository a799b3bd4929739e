// Are folders listed?

import type { Check } from "../check.ts";
import { judgeExchanges } from "./judge-exchanges.ts";

export const directoryListing: Check = {
  id: "endpoint/directory-listing",
  severity: "medium",
  title: "No folder is listed",
  why: "A list of files leads to those that nobody links to: backups, drafts, uploads of other users.",
  source:
    "https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/02-Configuration_and_Deployment_Management_Testing/04-Review_Old_Backup_and_Unreferenced_Files_for_Sensitive_Information",
  recommendation: "Switch listings off: autoindex off in nginx, Options -Indexes in Apache.",
  run: (subject) =>
    judgeExchanges(
      subject,
      ({ purpose }) => purpose === "root" || purpose === "internal",
      ({ status, body }) => (status === 200 && listing.test(body) ? "it lists the files of a folder" : undefined),
      "the endpoint was not asked",
    ),
};

/** As nginx, Apache, Python, Go and Express write it. */
const listing =
  /<title>(?:Index of \/|Directory listing for |listing directory )|<h1>Index of \/|^\s*(?:<!doctype html>\s*)?(?:<meta[^>]*>\s*)*<pre>\s*<a href="/i;
