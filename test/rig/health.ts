// Is a component well right now?

import { get as getPlain } from "node:http";
import { get as getSecure } from "node:https";
import { connect } from "node:net";

export type HealthCheck =
  | { readonly kind: "http"; readonly url: string }
  /** The certificate is not checked: who answers matters less here than whether it answers. */
  | { readonly kind: "https"; readonly url: string }
  | { readonly kind: "socket"; readonly path: string };

/** Resolves to undefined where the component is well, otherwise to what is wrong. */
export function checkHealth(check: HealthCheck): Promise<string | undefined> {
  return check.kind === "socket" ? checkSocket(check.path) : checkUrl(check.kind, check.url);
}

function checkSocket(path: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.setTimeout(2000, () => socket.destroy(new Error("no connection within 2 s")));
    socket.once("connect", () => {
      socket.destroy();
      resolve(undefined);
    });
    socket.once("error", (error) => resolve(`${path}: ${error.message}`));
  });
}

function checkUrl(kind: "http" | "https", url: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const answer = (response: import("node:http").IncomingMessage) => {
      response.resume();
      resolve(response.statusCode === 200 ? undefined : `${url} answers ${response.statusCode}`);
    };
    const options = { timeout: 2000, agent: false as const };
    const request =
      kind === "http"
        ? getPlain(url, options, answer)
        : getSecure(url, { ...options, rejectUnauthorized: false }, answer);
    request.on("timeout", () => request.destroy(new Error("no answer within 2 s")));
    request.on("error", (error) => resolve(`${url}: ${error.message}`));
  });
}
