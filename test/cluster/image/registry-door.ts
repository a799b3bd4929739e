// How does a registry behave badly, or ask who we are?

import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Transform } from "node:stream";

export interface Door {
  /** `127.0.0.1:PORT`: the same for the runner, the builder and the nodes of the rig. */
  readonly host: string;
  /** Every request that came, `PUT /v2/acme/orders/manifests/1`, whatever became of it. */
  readonly asked: string[];
  /** What it does from now on. */
  become(mood: Mood): void;
  close(): void;
}

export type Mood = "open" | "refusing" | "closed" | ((question: Question) => Reaction);

export interface Question {
  readonly method: string;
  readonly path: string;
  readonly authorization: string;
  /** Bytes of the body. */
  readonly size: number;
  /** The door's own address. */
  readonly host: string;
}

/** `cutAfter`: bytes of the request's body that go through before the connection breaks. */
export type Reaction =
  | "pass"
  | "cut"
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: unknown }
  | { readonly cutAfter: number }
  | { readonly change: (body: Buffer) => Buffer };

/** A door before the real registry. */
export async function openDoor(registry: string, afterwards?: (close: () => void) => void): Promise<Door> {
  let mood: Mood = "open";
  const asked: string[] = [];
  const server = createServer((incoming, outgoing) => {
    const { method = "", url: path = "", headers } = incoming;
    asked.push(`${method} ${path}`);
    const question = {
      method,
      path,
      authorization: headers.authorization ?? "",
      size: Number(headers["content-length"] ?? 0),
      host: headers.host ?? "",
    };
    react(reactionOf(mood, question), incoming, outgoing, registry);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  afterwards?.(close);
  const become = (next: Mood) => {
    mood = next;
    server.closeAllConnections();
  };
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, asked, become, close };
}

export const unauthorised = {
  status: 401,
  headers: { "www-authenticate": 'Basic realm="test"' },
  body: { errors: [{ code: "UNAUTHORIZED", message: "authentication required" }] },
};

/** Lets in only whom the header names. */
export function only(authorization: string): Mood {
  return (question) => (question.authorization === authorization ? "pass" : unauthorised);
}

/** The first `times` requests that match get the reaction, all others pass. */
export function firstOnes(times: number, pattern: RegExp, reaction: Reaction): Mood {
  let left = times;
  return ({ method, path }) => {
    if (left === 0 || !pattern.test(`${method} ${path}`)) return "pass";
    left -= 1;
    return reaction;
  };
}

export interface PrivateRegistry {
  readonly host: string;
  /** A docker configuration that is the given one with the one user, ada, logged in. */
  readonly dockerConfig: string;
  stop(): void;
}

export const ada = Buffer.from("ada:hush").toString("base64");

/** A door before the real registry that lets in one user only. */
export async function startPrivateRegistry(registry: string, ownDockerConfig?: string): Promise<PrivateRegistry> {
  const door = await openDoor(registry);
  door.become(only(`Basic ${ada}`));
  const folder = dockerConfigWith({ auths: { [door.host]: { auth: ada } } }, ownDockerConfig);
  const stop = () => {
    door.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { host: door.host, dockerConfig: folder, stop };
}

/** A folder for DOCKER_CONFIG. */
export function dockerConfigWith(config: unknown, own?: string): string {
  const folder = mkdtempSync(join(tmpdir(), "slipway-private-"));
  if (own !== undefined) cpSync(own, folder, { recursive: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "config.json"), JSON.stringify(config));
  return folder;
}

/**
 * A registry with a token service: a token is for ada only, and good for as many requests as `uses` says.
 * @param onToken is told of every token that was given
 */
export function tokens(uses: number, onToken: (count: number) => void): Mood {
  const left = new Map<string, number>();
  return ({ path, authorization, host }) => {
    if (path.startsWith("/token")) {
      if (authorization !== `Basic ${ada}`) return { status: 401, body: {} };
      const token = `token-${left.size + 1}`;
      left.set(`Bearer ${token}`, uses);
      onToken(left.size);
      return { status: 200, body: { token } };
    }
    const still = left.get(authorization) ?? 0;
    if (still > 0) {
      left.set(authorization, still - 1);
      return "pass";
    }
    return { ...unauthorised, headers: { "www-authenticate": `Bearer realm="http://${host}/token",service="test"` } };
  };
}

export function sha256(bytes: Buffer | string): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

function reactionOf(mood: Mood, question: Question): Reaction {
  if (typeof mood === "function") return mood(question);
  return { open: "pass", refusing: unauthorised, closed: "cut" }[mood] as Reaction;
}

function react(reaction: Reaction, incoming: IncomingMessage, outgoing: ServerResponse, registry: string): void {
  if (reaction === "cut") {
    incoming.socket.destroy();
  } else if (reaction === "pass") {
    passOn(incoming, outgoing, registry);
  } else if ("status" in reaction) {
    // The body is read first: a connection that breaks is another fault than an answer.
    incoming.resume();
    incoming.on("end", () => {
      outgoing.writeHead(reaction.status, { "content-type": "application/json", ...reaction.headers });
      outgoing.end(JSON.stringify(reaction.body ?? {}));
    });
  } else if ("cutAfter" in reaction) {
    passOn(incoming, outgoing, registry, { cutAfter: reaction.cutAfter });
  } else {
    passOn(incoming, outgoing, registry, { change: reaction.change });
  }
}

/** The Host header stays: the registry makes the addresses for uploads of it. */
function passOn(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  registry: string,
  fault: { cutAfter?: number; change?: (body: Buffer) => Buffer } = {},
): void {
  const { method, url: path, headers } = incoming;
  const inner = request(`http://${registry}`, { method, path, headers }, (answer) => {
    if (fault.change === undefined) {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
      return;
    }
    const chunks: Buffer[] = [];
    answer.on("data", (chunk: Buffer) => chunks.push(chunk));
    answer.on("end", () => {
      const body = fault.change?.(Buffer.concat(chunks)) ?? Buffer.alloc(0);
      outgoing.writeHead(answer.statusCode ?? 502, { ...answer.headers, "content-length": String(body.length) });
      outgoing.end(body);
    });
  });
  inner.on("error", () => outgoing.destroy());
  if (fault.cutAfter === undefined) {
    incoming.pipe(inner);
    return;
  }
  let left = fault.cutAfter;
  const cut = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      left -= chunk.length;
      if (left > 0) return done(undefined, chunk);
      incoming.socket.destroy();
      inner.destroy();
    },
  });
  incoming.pipe(cut).pipe(inner);
}
