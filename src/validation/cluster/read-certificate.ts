// What does a TLS Secret hold, but for its key?

import { createPrivateKey, X509Certificate } from "node:crypto";
import { rootCertificates } from "node:tls";
import type { CertificateSeen } from "./observed.ts";

/**
 * Reads `tls.crt` and compares it with `tls.key`, of which nothing is kept.
 *
 * @param data of the Secret, in base64
 * @returns what is wrong in words, where it is no certificate
 */
export function readCertificate(data: Readonly<Record<string, string>>): CertificateSeen | string {
  const blocks = decode(data["tls.crt"]).match(pem) ?? [];
  let chain: X509Certificate[];
  try {
    chain = blocks.map((block) => new X509Certificate(block));
  } catch {
    return "its tls.crt is no certificate that can be read";
  }
  const [leaf, ...issuers] = chain;
  if (leaf === undefined) return "its tls.crt holds no certificate";
  return {
    names: namesOf(leaf),
    issuer: leaf.issuer.replaceAll("\n", ", "),
    notBefore: Date.parse(leaf.validFrom),
    notAfter: Date.parse(leaf.validTo),
    problems: [
      ...chainProblems(leaf, issuers, decode(data["ca.crt"])),
      ...keyProblems(leaf, decode(data["tls.key"])),
      ...strengthProblems(leaf),
    ],
  };
}

const pem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

function decode(text = ""): string {
  return Buffer.from(text, "base64").toString("utf8");
}

/** https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.6; the common name counts for no client any more. */
function namesOf({ subjectAltName = "" }: X509Certificate): string[] {
  return subjectAltName
    .split(", ")
    .filter((name) => name !== "")
    .map((name) => name.replace(/^(DNS|IP Address):/, "").toLowerCase());
}

function chainProblems(leaf: X509Certificate, issuers: readonly X509Certificate[], authority: string): string[] {
  if (leaf.checkIssued(leaf)) return ["it is signed by itself, so no client trusts it"];
  const ordered = [leaf, ...issuers];
  const broken = issuers.findIndex((issuer, index) => ordered[index]?.checkIssued(issuer) === false);
  if (broken !== -1)
    return [`certificate ${broken + 2} of tls.crt has not issued the one before it: the chain is out of order`];
  const last = ordered.at(-1) ?? leaf;
  if (last.checkIssued(last) || isIssuedBy(last, [...(authority.match(pem) ?? []), ...rootCertificates])) return [];
  return [`the certificate of its issuer (${last.issuer.replaceAll("\n", ", ")}) is missing in tls.crt`];
}

function isIssuedBy(certificate: X509Certificate, roots: readonly string[]): boolean {
  return roots.some((root) => {
    try {
      return certificate.checkIssued(new X509Certificate(root));
    } catch {
      return false;
    }
  });
}

function keyProblems(leaf: X509Certificate, key: string): string[] {
  try {
    return leaf.checkPrivateKey(createPrivateKey(key)) ? [] : ["tls.key is the key of another certificate"];
  } catch {
    return ["tls.key is no key that can be read"];
  }
}

/** https://cabforum.org/working-groups/server/baseline-requirements/requirements/#615-key-sizes */
function strengthProblems({ publicKey }: X509Certificate): string[] {
  const { modulusLength } = publicKey.asymmetricKeyDetails ?? {};
  return modulusLength !== undefined && modulusLength < 2048 ? [`its RSA key has only ${modulusLength} bits`] : [];
}
