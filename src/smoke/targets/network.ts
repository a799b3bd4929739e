// How does the runner get to a host: which address, through which proxy, trusting whom?

import { connect as connectTcp, isIP, type Socket } from "node:net";
import { Failure } from "../../report/failure.ts";
import { ExchangeError } from "../protocols/exchange-error.ts";
import { secure, type TlsSettings } from "../protocols/tls.ts";

export interface Address {
  readonly host: string;
  readonly port: number;
}

export interface Network {
  readonly tls?: TlsSettings | undefined;
  readonly proxy?: Proxy | undefined;
  readonly resolve?: readonly ResolveOverride[] | undefined;
}

/** Everything goes through CONNECT, so that the proxy sees neither paths nor headers. */
export interface Proxy {
  /** `http://user:password@proxy:3128`, or https. */
  readonly url: string;
  /** Hosts and domain suffixes that are reached directly, as in NO_PROXY. Loopback always is. */
  readonly except: readonly string[];
}

/** As curl's `--resolve` and `--connect-to`. */
export interface ResolveOverride {
  readonly host: string;
  /** Every port unless given. */
  readonly port: number | undefined;
  readonly address: string;
  /** Another port at that address. */
  readonly toPort: number | undefined;
}

/**
 * `orders.example.com:443:10.0.0.7`, with `*` for every port, an IPv6 address in brackets and, last, another port.
 *
 * @throws Failure for anything else
 */
export function parseResolve(entry: string): ResolveOverride {
  const match = /^([^:\s]+):(\*|\d{1,5}):(\[[0-9a-fA-F:.]+\]|[^:\s]+)(?::(\d{1,5}))?$/.exec(entry.trim());
  const [, host = "", port = "", address = "", toPort] = match ?? [];
  const bare = address.replace(/^\[(.*)\]$/, "$1");
  if (match !== null && isIP(bare) !== 0) {
    return {
      host: host.toLowerCase(),
      port: port === "*" ? undefined : Number(port),
      address: bare,
      toPort: toPort === undefined ? undefined : Number(toPort),
    };
  }
  throw new Failure({
    attempted: 'reading the input "resolve"',
    found: `"${entry}" is not HOST:PORT:ADDRESS`,
    advice: "Write it as orders.example.com:443:10.0.0.7, one a line; a fourth part is another port at that address.",
  });
}

/** What the runner's environment says about proxies: HTTPS_PROXY or HTTP_PROXY by the scheme, ALL_PROXY, and NO_PROXY. */
export function proxyOf(env: NodeJS.ProcessEnv, scheme: string): Proxy | undefined {
  const read = (name: string) => env[name.toLowerCase()] || env[name] || undefined;
  const url = read(scheme === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY") ?? read("ALL_PROXY");
  if (url === undefined) return undefined;
  return { url, except: (read("NO_PROXY") ?? "").split(/[\s,]+/).filter((entry) => entry !== "") };
}

/** `localhost`, 127.0.0.0/8 and ::1. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[(.*)\]$/, "$1");
  return name === "localhost" || name === "::1" || (isIP(name) === 4 && name.startsWith("127."));
}

/** Whether the host is reached without the proxy. Pure. */
export function isDirect(host: string, proxy: Proxy): boolean {
  if (isLoopback(host)) return true;
  const name = host.toLowerCase().replace(/^\[(.*)\]$/, "$1");
  return proxy.except.some((entry) => {
    const suffix = entry
      .toLowerCase()
      .replace(/^\*?\./, "")
      .replace(/:\d+$/, "");
    return entry === "*" || name === suffix || name.endsWith(`.${suffix}`);
  });
}

/**
 * An open TCP connection.
 *
 * @throws what node:net reports, ExchangeError for what the proxy refuses, the signal's reason
 */
export async function openTcp(wanted: Address, network: Network, signal: AbortSignal): Promise<Socket> {
  const address = overridden(wanted, network.resolve ?? []);
  const { proxy } = network;
  if (proxy === undefined || isDirect(address.host, proxy)) return dial(address, signal);
  return throughProxy(address, proxy, network, signal);
}

/** Where the bytes for a URL go, once `resolve` was asked. */
export function addressedBy(url: URL, network: Network | undefined): Address {
  const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
  return overridden({ host: url.hostname, port }, network?.resolve ?? []);
}

function overridden({ host, port }: Address, overrides: readonly ResolveOverride[]): Address {
  const name = host.toLowerCase();
  const found = overrides.find((one) => one.host === name && (one.port === undefined || one.port === port));
  return found === undefined ? { host, port } : { host: found.address, port: found.toPort ?? port };
}

function dial({ host, port }: Address, signal: AbortSignal): Promise<Socket> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const socket = connectTcp({ host: host.replace(/^\[(.*)\]$/, "$1"), port, noDelay: true });
    const abort = () => {
      socket.destroy();
      reject(signal.reason);
    };
    signal.addEventListener("abort", abort, { once: true });
    const settle = () => signal.removeEventListener("abort", abort);
    socket.once("error", (error) => {
      settle();
      reject(error);
    });
    socket.once("connect", () => {
      settle();
      resolve(socket);
    });
  });
}

async function throughProxy(address: Address, proxy: Proxy, network: Network, signal: AbortSignal): Promise<Socket> {
  const url = readProxy(proxy.url);
  const secured = url.protocol === "https:";
  const port = Number(url.port || (secured ? 443 : 80));
  const plain = await dial({ host: url.hostname, port }, signal);
  const { ca } = network.tls ?? {};
  const socket = secured ? await secure(plain, url.hostname, ["http/1.1"], { ca }, signal) : plain;
  const target = `${address.host.includes(":") ? `[${address.host}]` : address.host}:${address.port}`;
  const user = decodeURIComponent(url.username);
  const login = Buffer.from(`${user}:${decodeURIComponent(url.password)}`).toString("base64");
  const authorization = user === "" ? "" : `Proxy-Authorization: Basic ${login}\r\n`;
  socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n${authorization}\r\n`);
  const answer = await readHead(socket, signal);
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(answer)?.[1];
  if (status?.startsWith("2")) return socket;
  socket.destroy();
  const said = status === undefined ? "does not speak HTTP" : `answers ${status} to CONNECT ${target}`;
  throw new ExchangeError("connecting", `the proxy ${url.host} ${said}`);
}

function readProxy(text: string): URL {
  const url = URL.parse(text.includes("://") ? text : `http://${text}`);
  if (url !== null && (url.protocol === "http:" || url.protocol === "https:")) return url;
  throw new Failure({
    attempted: "reading the address of the proxy",
    found: "it is not an http or https URL",
    advice: 'Write it as http://proxy.example.com:3128 in the input "proxy" or in HTTPS_PROXY.',
  });
}

const longestHead = 16 * 1024;

/** Up to the empty line and not one byte further: what follows is the tunnel's. */
function readHead(socket: Socket, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    let head = Buffer.alloc(0);
    const read = () => {
      for (let chunk: Buffer | null = socket.read(); chunk !== null; chunk = socket.read()) {
        head = Buffer.concat([head, chunk]);
        const end = head.indexOf("\r\n\r\n");
        if (end === -1 && head.length < longestHead) continue;
        if (end !== -1 && head.length > end + 4) socket.unshift(head.subarray(end + 4));
        settle(() => resolve(head.subarray(0, end === -1 ? longestHead : end).toString("latin1")));
        return;
      }
    };
    const fail = (error: unknown) => settle(() => reject(error));
    const closed = () => fail(new ExchangeError("connecting", "the proxy closed the connection"));
    const abort = () => {
      socket.destroy();
      fail(signal.reason);
    };
    const settle = (then: () => void) => {
      socket.off("readable", read).off("error", fail).off("close", closed).off("end", closed);
      signal.removeEventListener("abort", abort);
      then();
    };
    socket.on("readable", read).once("error", fail).once("close", closed).once("end", closed);
    signal.addEventListener("abort", abort, { once: true });
  });
}
