// Why did no complete answer come, and had the request reached the service?

import { formatDuration } from "../../config/duration.ts";
import { Failure } from "../../report/failure.ts";

/** No complete answer came. `connecting`: nothing of the request can have reached the service. */
export class ExchangeError extends Error {
  override readonly name = "ExchangeError";
  readonly phase: "connecting" | "answering";

  constructor(phase: "connecting" | "answering", message: string, cause?: unknown) {
    super(message, { cause });
    this.phase = phase;
  }
}

/** The time limit of one exchange is over. */
export class OutOfTime extends Error {
  override readonly name = "OutOfTime";

  constructor(timeoutMs: number) {
    super(`no complete answer within ${formatDuration(timeoutMs)}`);
  }
}

/** What broke, in words that a person can act on. What is explained already is handed on as it is. */
export function exchangeError(phase: "connecting" | "answering", error: unknown): ExchangeError | Failure {
  if (error instanceof ExchangeError || error instanceof Failure) return error;
  return new ExchangeError(phase, wordsFor(error), error);
}

/** One sentence without the name of a library's class. */
export function wordsFor(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Several addresses were tried: the last one's trouble stands for all.
  if (error instanceof AggregateError && error.errors.length > 0) return wordsFor(error.errors.at(-1));
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") return `the certificate is for another name: ${error.message}`;
  if (code === "UND_ERR_SOCKET" && error.cause !== undefined) return wordsFor(error.cause);
  if (error.name === "HTTPParserError" || error.name === "ResponseContentLengthMismatchError")
    return `the answer is not valid HTTP: ${error.message}`;
  // OpenSSL's own words, where something was being written when the handshake failed.
  if (code === "EPROTO" && /wrong version number|packet length too long/.test(error.message)) return noTls;
  return words[code] ?? (error.message || code || error.name);
}

const noTls = "what answers does not speak TLS";

const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: "the connection was refused",
  EHOSTUNREACH: "there is no route to the host",
  ENETUNREACH: "there is no route to the network",
  ETIMEDOUT: "the connection could not be opened in time",
  ENOTFOUND: "the host name is not known",
  EAI_AGAIN: "the host name could not be resolved",
  ECONNRESET: "the connection was reset",
  EPIPE: "the connection was closed while the request was sent",
  CERT_HAS_EXPIRED: "the certificate has expired",
  CERT_NOT_YET_VALID: "the certificate is not valid yet",
  DEPTH_ZERO_SELF_SIGNED_CERT: "the certificate is self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "a self-signed certificate stands in the chain",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the certificate is not signed by a known authority",
  UNABLE_TO_GET_ISSUER_CERT: "the certificate's issuer is not known",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "the certificate's issuer is not known",
  ERR_SSL_WRONG_VERSION_NUMBER: noTls,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: noTls,
  UND_ERR_SOCKET: "the connection ended before the answer was complete",
  UND_ERR_CONNECT_TIMEOUT: "the connection could not be opened in time",
  UND_ERR_HEADERS_OVERFLOW: "the headers of the answer are larger than is read",
};
