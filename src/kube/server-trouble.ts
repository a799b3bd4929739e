// What does it mean that the API server cannot be talked to?

import { Failure } from "../report/failure.ts";
import type { ApiStatus } from "./api-error.ts";
import type { Target } from "./kubeconfig.ts";

/** A connection that was refused or broke; the same request may succeed later. */
export class ConnectionLost extends Error {
  override readonly name = "ConnectionLost";
}

/** The few codes of undici and the system that mean a connection, by what a reader knows of them. */
export function describeConnectionError(error: unknown, code: string | undefined): string {
  switch (code) {
    case "ECONNREFUSED":
      return "connection refused";
    case "ENOTFOUND":
      return "no such host";
    case "EAI_AGAIN":
      return "the name server does not answer";
    case "UND_ERR_CONNECT_TIMEOUT":
    case "ETIMEDOUT":
      return "no connection within 10 s";
    case "EHOSTUNREACH":
    case "ENETUNREACH":
      return "no route to it";
    case "UND_ERR_HEADERS_TIMEOUT":
    case "UND_ERR_BODY_TIMEOUT":
      return "it accepts the connection but does not answer";
    case "ECONNRESET":
    case "EPIPE":
    case "UND_ERR_SOCKET":
      return "the connection broke off";
    default:
      return error instanceof Error ? error.message : String(error);
  }
}

export function errorCode(error: unknown): string | undefined {
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown[] };
  if (typeof code === "string") return code;
  if (errors?.length) return errorCode(errors[0]);
  return cause === undefined ? undefined : errorCode(cause);
}

/** The request did not leave this machine, so even a POST may be tried again. */
export function neverSent(error: ConnectionLost): boolean {
  const code = errorCode(error.cause);
  return (
    code !== undefined &&
    /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/.test(code)
  );
}

export function isTlsError(error: unknown, code: string | undefined): boolean {
  return (
    /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_OSSL|HOSTNAME_MISMATCH)/.test(code ?? "") ||
    /SSL routines|wrong version number/.test(String(error))
  );
}

export function unreachable(target: Target, error: ConnectionLost, tries: number, spentMs: number): Failure {
  const attempted = `asking the Kubernetes API server ${target.cluster.server} (context ${target.context})`;
  const effort = `${tries} ${tries === 1 ? "try" : "tries"} in ${Math.max(1, Math.round(spentMs / 1000))} s`;
  if (tries === 1 && !neverSent(error)) {
    return new Failure({
      attempted,
      found: `${error.message}, while the server may have been at work on a request that must not be sent twice`,
      advice: "Run the job again: it starts from what the cluster says.",
      cause: error,
    });
  }
  return new Failure({
    attempted,
    found: `${error.message} (${effort})`,
    advice:
      "Check the server's address in the kubeconfig, and that this runner may reach it (firewall, VPN, private endpoint, proxy).",
    cause: error,
  });
}

export function untrusted(target: Target, cause: unknown): Failure {
  const code = errorCode(cause);
  const message = cause instanceof Error ? cause.message : String(cause);
  return new Failure({
    attempted: `asking the Kubernetes API server ${target.cluster.server} (context ${target.context})`,
    found: `TLS does not come about: ${message}${code && !message.includes(code) ? ` (${code})` : ""}`,
    advice: /ALERT|alert/.test(message)
      ? "The server refuses the client certificate: make a new kubeconfig."
      : "The kubeconfig's certificate-authority-data must be the authority of this server, and its address one that the server's certificate names (or set tls-server-name).",
    cause,
  });
}

export function unauthorized(target: Target, body: string): Failure {
  const { user } = target;
  const what = user.exec
    ? `what the credential plugin ${(user.exec as { command?: string }).command ?? ""} gives`
    : user.certData || user.certFile
      ? "the client certificate"
      : user.token || user.authProvider
        ? "the token"
        : user.username
          ? "the user name and password"
          : "a request without credentials";
  return new Failure({
    attempted: `asking the Kubernetes API server ${target.cluster.server} (context ${target.context}, user ${user.name || "none"})`,
    found: `it does not accept ${what}: ${statusOf(401, body).message ?? "Unauthorized"} (401)`,
    advice:
      "It is expired, revoked, or of another cluster: make a new kubeconfig, and put it where this one came from.",
  });
}

export function notKubernetes(target: Target, found: string): Failure {
  return new Failure({
    attempted: `asking the Kubernetes API server ${target.cluster.server} (context ${target.context})`,
    found: `${found}, which is not how a Kubernetes API server answers`,
    advice: "Check the server's address in the kubeconfig, and whether a proxy or a login page stands before it.",
  });
}

export function statusOf(code: number, body: string): ApiStatus {
  try {
    const status: unknown = JSON.parse(body);
    if (typeof status === "object" && status !== null && "kind" in status && status.kind === "Status") {
      return { ...(status as unknown as ApiStatus), code };
    }
  } catch {
    // a proxy's page, or plain text
  }
  const text = body.trim().slice(0, 300);
  return { code, ...(text === "" ? {} : { message: text }) };
}
