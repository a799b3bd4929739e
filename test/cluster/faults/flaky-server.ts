// What stands before the API server and answers in its place where it would be in trouble?

import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { request } from "node:https";
import type { AddressInfo } from "node:net";

export interface FlakyServer {
  /** `http://127.0.0.1:PORT`: to be asked with a token. */
  readonly url: string;
  /** Names of the troubles that nobody has met yet. */
  readonly unmet: readonly string[];
  /** From now on each is met once more. */
  arm(): void;
  close(): Promise<void>;
}

interface Trouble {
  readonly name: string;
  meets(method: string, path: string): boolean;
  /** Answers; or lets the real answer pass, and cuts it after its first event. */
  readonly answer: ((response: ServerResponse) => void) | "cut";
}

const isWatch = (path: string): boolean => path.includes("watch=true");
const isChange = (path: string): boolean => !path.includes("dryRun=All");

const troubles: readonly Trouble[] = [
  {
    name: "429 with Retry-After at the change of the workload",
    meets: (method, path) => method === "PATCH" && path.includes("/deployments/") && isChange(path),
    answer: (response) => refuse(response, 429, "TooManyRequests", { "retry-after": "1" }),
  },
  {
    name: "503 with Retry-After at a write of the record",
    meets: (method, path) => method === "PUT" && path.includes("/configmaps/"),
    answer: (response) => refuse(response, 503, "ServiceUnavailable", { "retry-after": "1" }),
  },
  {
    name: "409 at the next write of the record",
    meets: (method, path) => method === "PUT" && path.includes("/configmaps/"),
    answer: (response) => refuse(response, 409, "Conflict"),
  },
  {
    name: "500 at a read",
    meets: (method, path) => method === "GET" && path.includes("/replicasets") && !isWatch(path),
    answer: (response) => refuse(response, 500, "InternalError"),
  },
  {
    name: "a watch that is cut",
    meets: (method, path) => method === "GET" && path.includes("/deployments") && isWatch(path),
    answer: "cut",
  },
  {
    name: "a watch whose version has expired",
    meets: (method, path) => method === "GET" && path.includes("/pods") && isWatch(path),
    answer: (response) => response.end(`${JSON.stringify({ type: "ERROR", object: statusOf(410, "Expired") })}\n`),
  },
];

/** @param server the real one: what is in no trouble is its own answer */
export async function flakyServer(server: string): Promise<FlakyServer> {
  let open: Trouble[] = [];
  const proxy = createServer((asked, response) => {
    const { method = "", url = "" } = asked;
    const trouble = open.find((each) => each.meets(method, url));
    open = open.filter((each) => each !== trouble);
    if (trouble !== undefined && trouble.answer !== "cut") trouble.answer(response);
    else pass(asked, response, trouble !== undefined);
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    get unmet() {
      return open.map(({ name }) => name);
    },
    arm: () => {
      open = [...troubles];
    },
    close: async () => {
      proxy.closeAllConnections();
      proxy.close();
      await once(proxy, "close");
    },
  };

  function pass(asked: IncomingMessage, response: ServerResponse, isCut: boolean): void {
    const { host: _, ...headers } = asked.headers;
    const target = new URL(asked.url ?? "/", server);
    // The tests' own server, on this machine.
    const real = request(target, { method: asked.method, headers, rejectUnauthorized: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      response.flushHeaders();
      if (isCut) answer.once("data", () => asked.socket.destroy());
      else answer.pipe(response);
      answer.on("error", () => response.destroy());
    });
    real.on("error", () => response.destroy());
    response.on("close", () => real.destroy());
    asked.pipe(real);
  }
}

function refuse(response: ServerResponse, code: number, reason: string, headers: Record<string, string> = {}): void {
  response.writeHead(code, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(statusOf(code, reason)));
}

function statusOf(code: number, reason: string): object {
  return { kind: "Status", apiVersion: "v1", status: "Failure", code, reason, message: `not now: ${reason}` };
}
