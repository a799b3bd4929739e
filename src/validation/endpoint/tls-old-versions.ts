// Does the endpoint still speak old TLS?

import type { Check } from "../check.ts";
import { judgeTls } from "./judge-exchanges.ts";

export const tlsOldVersions: Check = {
  id: "endpoint/tls-old-versions",
  severity: "high",
  title: "TLS older than 1.2 is refused",
  why: "TLS 1.0 and 1.1 have known holes, and no client of the last ten years needs them.",
  source: "https://www.rfc-editor.org/rfc/rfc8996",
  recommendation:
    "Set the least version to 1.2 where TLS ends: ssl_protocols TLSv1.2 TLSv1.3 in nginx, minVersion VersionTLS12 in Traefik.",
  run: (subject) =>
    judgeTls(subject, ({ versions }) => {
      const old = ["TLSv1", "TLSv1.1"] as const;
      const accepted = old.filter((version) => versions[version].kind === "accepted");
      if (accepted.length > 0) return accepted.map((version) => `a handshake with ${version} alone succeeds`);
      const unknown = old.map((version) => versions[version]).find((answer) => answer.kind === "unknown");
      return unknown?.kind === "unknown"
        ? { unknown: `old versions could not be tried: ${unknown.reason}` }
        : undefined;
    }),
};
