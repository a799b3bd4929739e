// Does the server prove who it is, and for how long still?

import { isIP } from "node:net";
import type { Duplex } from "node:stream";
import { connect as connectTls, type PeerCertificate, rootCertificates, type TLSSocket } from "node:tls";
import type { TlsFacts } from "../answer.ts";

/** How the client judges a server's certificate, and which one it shows itself. PEM. */
export interface TlsSettings {
  /** Trusted beside the public authorities. */
  readonly ca?: string | undefined;
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
  /** Instead of the host's name, in SNI and for the check of the certificate. */
  readonly servername?: string | undefined;
}

/**
 * TLS over a stream that is open. The certificate is always verified.
 *
 * @param host whose certificate it must be unless `servername` is set
 * @throws what node:tls reports; the signal's reason
 */
export async function secure(
  stream: Duplex,
  host: string,
  protocols: readonly string[],
  settings: TlsSettings,
  signal: AbortSignal,
): Promise<TLSSocket> {
  signal.throwIfAborted();
  const name = settings.servername ?? host;
  // Beside the public ones, other than curl's --cacert: a redirect may lead to the public web.
  const ca = settings.ca === undefined ? {} : { ca: [...rootCertificates, settings.ca] };
  const socket = connectTls({
    socket: stream,
    host: name,
    // SNI carries names only: RFC 6066, section 3.
    servername: isIP(name) === 0 ? name : "",
    ALPNProtocols: [...protocols],
    ...ca,
    ...(settings.cert === undefined ? {} : { cert: settings.cert }),
    ...(settings.key === undefined ? {} : { key: settings.key }),
  });
  await new Promise<void>((resolve, reject) => {
    const abort = () => socket.destroy(asError(signal.reason));
    signal.addEventListener("abort", abort, { once: true });
    socket.once("secureConnect", resolve).once("error", reject);
    socket.once("close", () => reject(new Error("the connection was closed during the TLS handshake")));
    socket.once("secureConnect", () => signal.removeEventListener("abort", abort));
  }).catch((error: unknown) => {
    socket.destroy();
    stream.destroy();
    throw error;
  });
  return socket;
}

/** What the handshake agreed on and what the certificate says. */
export function tlsFacts(socket: TLSSocket, now: number = Date.now()): TlsFacts {
  const certificate = socket.getPeerCertificate();
  const validTo = new Date(certificate.valid_to ?? 0);
  return {
    version: socket.getProtocol() ?? "unknown",
    cipher: socket.getCipher()?.standardName ?? "unknown",
    names: namesOf(certificate),
    issuer: textOf(certificate.issuer?.O) ?? textOf(certificate.issuer?.CN) ?? "unknown",
    validTo,
    daysLeft: Math.floor((validTo.getTime() - now) / 86_400_000),
  };
}

function namesOf(certificate: PeerCertificate): string[] {
  return (certificate.subjectaltname ?? "")
    .split(", ")
    .map((entry) => entry.replace(/^(?:DNS|IP Address):/, ""))
    .filter((name) => name !== "");
}

function textOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
