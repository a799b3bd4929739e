// How does a check go through the certificates of the service?

import type { Examination, Finding } from "../check.ts";
import { withScope } from "../live-scope.ts";
import { type Observation, withObservation } from "../observation.ts";
import { nameOf, type Subject } from "../subject.ts";
import type { CertificateSeen } from "./observed.ts";
import { type TlsSecret, tlsSecretsOf } from "./tls-secrets.ts";

/** @param missing what a Secret that is not there comes to; nothing unless given */
export function eachCertificate(
  subject: Subject,
  judge: (certificate: CertificateSeen, use: TlsSecret, now: number) => readonly string[],
  missing: (use: TlsSecret) => readonly string[] = () => [],
): Examination {
  return withObservation(subject.observed.cluster, "no cluster was asked (no workload is named)", ({ certificates }) =>
    withScope(subject, ["Ingress", "Gateway", "HTTPRoute", "Service"], (scope): Examination => {
      const uses = tlsSecretsOf(subject, scope);
      if (uses.length === 0) return { kind: "not-applicable", reason: none };
      const unknown = uses.map(({ secret }) => certificates.get(secret) ?? notRead(secret)).find(isUnknown);
      if (unknown !== undefined) return unknown;
      const findings = uses.flatMap((use): Finding[] => {
        const seen = certificates.get(use.secret);
        if (seen?.kind !== "seen") return [];
        const evidence = seen.value === "missing" ? missing(use) : judge(seen.value, use, scope.live.readAt);
        return evidence.map((text) => findingIn(use, text));
      });
      return { kind: "examined", count: uses.length, findings };
    }),
  );
}

const none = "no Ingress or Gateway of the service names a Secret";

type Unknown = Extract<Observation<never>, { kind: "unknown" }>;

function notRead(secret: string): Unknown {
  return { kind: "unknown", reason: `the Secret ${secret} was not read` };
}

function isUnknown(observation: Observation<unknown>): observation is Unknown {
  return observation.kind === "unknown";
}

function findingIn({ by, secret }: TlsSecret, evidence: string): Finding {
  const { kind, metadata } = by.object;
  const at = by.position(["spec", "tls"]);
  return {
    subject: `${nameOf(by)}, Secret ${secret}`,
    object: { kind, namespace: by.namespace, name: metadata.name },
    evidence,
    ...(at === undefined ? {} : { at }),
  };
}
