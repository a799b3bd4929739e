// What did the handshakes with the endpoint show?

export interface TlsSeen {
  readonly host: string;
  /** As a careful client of today asks; the certificate is looked at whatever is wrong with it. */
  readonly handshake: Handshake;
  /** Handshakes that offer nothing but one version. */
  readonly versions: Readonly<Record<ProbedVersion, VersionAnswer>>;
}

export const probedVersions = ["TLSv1", "TLSv1.1", "TLSv1.3"] as const;
export type ProbedVersion = (typeof probedVersions)[number];

export type Handshake =
  | {
      readonly kind: "done";
      /** `TLSv1.3`. */
      readonly version: string;
      /** By ALPN: `h2`, `http/1.1`, or empty. */
      readonly protocol: string;
      readonly certificate: CertificateSeen;
    }
  | { readonly kind: "failed"; readonly reason: string };

export interface CertificateSeen {
  /** In milliseconds since 1970. */
  readonly validFrom: number;
  readonly validTo: number;
  readonly names: readonly string[];
  /** Why the chain does not lead to a trusted authority. */
  readonly chainFault: string | undefined;
  /** Why it is not for the host. */
  readonly nameFault: string | undefined;
  /** `RSA` or `EC`, and the key's length; undefined for a kind of key that has none. */
  readonly key: { readonly kind: "RSA" | "EC"; readonly bits: number } | undefined;
}

export type VersionAnswer =
  | { readonly kind: "accepted" }
  | { readonly kind: "refused" }
  | { readonly kind: "unknown"; readonly reason: string };
