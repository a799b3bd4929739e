// Does cert-manager keep the certificates new?

import type { Check } from "../check.ts";
import { itemsOf } from "../live-objects.ts";
import { conditionOf } from "../live-pods.ts";
import { eachLive, withScope } from "../live-scope.ts";
import { since, spanText } from "./age.ts";
import { tlsSecretsOf } from "./tls-secrets.ts";

/** A renewal takes its time: an order, a challenge, a record that has to spread. */
const patience = 3_600_000;

export const certificateReady: Check = {
  id: "cluster/certificate-ready",
  severity: "high",
  title: "cert-manager has issued the service's certificates, and renews them in time",
  why: "A challenge that fails is told by a condition alone, for weeks, until the certificate ends.",
  source: "https://cert-manager.io/docs/usage/certificate/",
  recommendation: "Follow the Certificate to its Order and Challenge: kubectl describe certificate, order, challenge.",
  run: (subject) =>
    withScope(subject, ["Certificate", "Ingress", "Gateway", "HTTPRoute", "Service"], (scope) => {
      const secrets = new Set(tlsSecretsOf(subject, scope).map(({ secret }) => secret));
      return eachLive(
        itemsOf(scope.live, "Certificate").filter((certificate) => {
          const { secretName = "" } = (certificate.spec ?? {}) as { secretName?: string };
          return subject.whole || scope.isWritten(certificate) || secrets.has(secretName);
        }),
        (certificate) => {
          const { status = "Unknown", reason = "", message = "" } = conditionOf(certificate, "Ready") ?? {};
          if (status !== "True") return [`it is not ready: ${reason || "nobody has looked at it"} ${message}`.trim()];
          const { renewalTime } = (certificate.status ?? {}) as { renewalTime?: string };
          const late = since(renewalTime, scope.live.readAt) ?? 0;
          return late > patience ? [`it should have been renewed ${spanText(late)} ago`] : [];
        },
        "no Certificate of cert-manager belongs to the service",
      );
    }),
};
