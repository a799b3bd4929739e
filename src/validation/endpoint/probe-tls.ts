// Which TLS does the endpoint speak, and who does it say that it is?

import { isIP } from "node:net";
import type { Duplex } from "node:stream";
import { type ConnectionOptions, checkServerIdentity, connect, rootCertificates, type TLSSocket } from "node:tls";
import {
  type CertificateSeen,
  type Handshake,
  type ProbedVersion,
  probedVersions,
  type TlsSeen,
  type VersionAnswer,
} from "./tls-seen.ts";
import type { EndpointTransport } from "./transport.ts";

const patienceMs = 5_000;

/** Four handshakes and nothing after them. Never throws but for the signal. */
export async function probeTls(origin: string, transport: EndpointTransport, signal: AbortSignal): Promise<TlsSeen> {
  const { hostname } = new URL(origin);
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  const probe = (options: ConnectionOptions) => shakeHands(origin, host, options, transport, signal);
  const [handshake, ...versions] = await Promise.all([
    firstHandshake(host, probe, transport),
    ...probedVersions.map((version) => tryVersion(version, probe, transport)),
  ]);
  return {
    host,
    handshake,
    versions: Object.fromEntries(probedVersions.map((version, index) => [version, versions[index]])) as Record<
      ProbedVersion,
      VersionAnswer
    >,
  };
}

type Probe = (options: ConnectionOptions) => Promise<Shaken>;

type Shaken =
  | { readonly kind: "shaken"; readonly socket: TLSSocket }
  | { readonly kind: "refused"; readonly error: unknown }
  | { readonly kind: "unreached"; readonly error: unknown };

async function firstHandshake(host: string, probe: Probe, { ca, words }: EndpointTransport): Promise<Handshake> {
  const trusted = ca === undefined ? {} : { ca: [...rootCertificates, ca] };
  const shaken = await probe({ ...trusted, ALPNProtocols: ["h2", "http/1.1"] });
  if (shaken.kind !== "shaken") return { kind: "failed", reason: words(shaken.error) };
  const { socket } = shaken;
  try {
    return {
      kind: "done",
      version: socket.getProtocol() ?? "unknown",
      protocol: socket.alpnProtocol === false || socket.alpnProtocol === null ? "" : socket.alpnProtocol,
      certificate: certificateOf(socket, host, words),
    };
  } finally {
    socket.destroy();
  }
}

async function tryVersion(version: ProbedVersion, probe: Probe, { words }: EndpointTransport): Promise<VersionAnswer> {
  // What today's security level forbids the client must not hide what the server would still do.
  const ciphers = version === "TLSv1.3" ? {} : { ciphers: "DEFAULT@SECLEVEL=0" };
  const shaken = await probe({ minVersion: version, maxVersion: version, ...ciphers });
  if (shaken.kind === "shaken") {
    shaken.socket.destroy();
    return { kind: "accepted" };
  }
  if (shaken.kind === "refused" && !isOwnFault(shaken.error)) return { kind: "refused" };
  return { kind: "unknown", reason: words(shaken.error) };
}

/** This program's OpenSSL cannot offer it: that says nothing about the server. */
function isOwnFault(error: unknown): boolean {
  const code = codeOf(error);
  return /NO_PROTOCOLS_AVAILABLE|NO_CIPHERS_AVAILABLE|NO_CIPHER_MATCH|INTERNAL_ERROR|ERR_TLS_/.test(code);
}

async function shakeHands(
  origin: string,
  host: string,
  options: ConnectionOptions,
  transport: EndpointTransport,
  signal: AbortSignal,
): Promise<Shaken> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
  let stream: Duplex;
  try {
    stream = await transport.dial(origin, limit);
  } catch (error) {
    signal.throwIfAborted();
    return { kind: "unreached", error: limit.aborted ? silent() : error };
  }
  try {
    // What is wrong with the certificate is told, and nothing is sent over this connection.
    const socket = connect({
      ...options,
      socket: stream,
      servername: isIP(host) === 0 ? host : "",
      rejectUnauthorized: false,
    });
    await settled(socket, limit);
    return { kind: "shaken", socket };
  } catch (error) {
    stream.destroy();
    signal.throwIfAborted();
    return limit.aborted ? { kind: "unreached", error: silent() } : { kind: "refused", error };
  }
}

function silent(): Error {
  return new Error(`no handshake within ${patienceMs / 1000} s`);
}

function settled(socket: TLSSocket, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => socket.destroy(new Error("it took too long"));
    const done = (then: () => void) => {
      signal.removeEventListener("abort", abort);
      then();
    };
    signal.addEventListener("abort", abort, { once: true });
    socket.once("secureConnect", () => done(resolve));
    socket.once("error", (error) => done(() => reject(error)));
    socket.once("close", () => done(() => reject(new Error("the connection was closed during the TLS handshake"))));
    // Once the question is answered, what the server does with the connection does not matter.
    socket.on("error", () => undefined);
  });
}

function certificateOf(socket: TLSSocket, host: string, words: EndpointTransport["words"]): CertificateSeen {
  const certificate = socket.getPeerCertificate();
  const fault: unknown = socket.authorizationError;
  const chain = fault === undefined || fault === null ? "" : codeOf(fault) || String(fault);
  const { bits, asn1Curve } = certificate;
  const isAboutDates = chain === "CERT_HAS_EXPIRED" || chain === "CERT_NOT_YET_VALID";
  const isAboutName = chain === "ERR_TLS_CERT_ALTNAME_INVALID";
  const nameFault = checkServerIdentity(host, certificate);
  return {
    validFrom: Date.parse(certificate.valid_from),
    validTo: Date.parse(certificate.valid_to),
    names: (certificate.subjectaltname ?? "")
      .split(", ")
      .map((entry) => entry.replace(/^(?:DNS|IP Address):/, ""))
      .filter((name) => name !== ""),
    chainFault:
      chain === "" || isAboutDates || isAboutName ? undefined : words(Object.assign(new Error(chain), { code: chain })),
    nameFault: nameFault === undefined ? undefined : `it is for ${certificate.subjectaltname ?? "no name"}`,
    key: bits === undefined ? undefined : { kind: asn1Curve === undefined ? "RSA" : "EC", bits },
  };
}

function codeOf(error: unknown): string {
  if (typeof error === "string") return error;
  return typeof error === "object" && error !== null && "code" in error && typeof error.code === "string"
    ? error.code
    : "";
}
