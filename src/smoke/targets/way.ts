// How do bytes get to what is tested?

import type { Duplex } from "node:stream";
import type { TlsSettings } from "../protocols/tls.ts";
import { type Address, type Network, openTcp } from "./network.ts";

/** One way to the target's bytes, for every protocol. */
export interface Way {
  /** `https://orders.example.com`: the Host header, the name in the certificate, whether TLS is spoken. */
  readonly origin: string;
  /** Of the target's URL, before each path of the suite; empty where there is none. */
  readonly basePath?: string | undefined;
  readonly tls: TlsSettings;
  /** What the inputs say of the way, where it is over TCP from here. */
  readonly network?: Network | undefined;
  /** Whether opening a connection is part of what users wait for. It is not where the API server forwards. */
  readonly dialCounts: boolean;
  /**
   * An open stream of bytes.
   *
   * @param address another port, or another host, than the origin's
   * @throws ExchangeError, Failure, or what node:net reports
   */
  dial(address: Address | undefined, signal: AbortSignal): Promise<Duplex>;
  /** The way to another origin, as a redirect names it; `undefined` where this way leads to one place only. */
  to(origin: string): Way | undefined;
}

/** Over TCP from here. */
export function directWay(origin: string, network: Network = {}): Way {
  return {
    origin,
    tls: network.tls ?? {},
    network,
    dialCounts: true,
    dial: (address, signal) => openTcp(address ?? addressOf(origin), network, signal),
    // The client's certificate and the name that was meant are for the origin alone.
    to: (other) => directWay(other, other === origin ? network : { ...network, tls: { ca: network.tls?.ca } }),
  };
}

/** Host and port of an origin, with the port that its scheme implies. */
export function addressOf(origin: string): Address {
  const url = new URL(origin);
  const secured = url.protocol === "https:" || url.protocol === "wss:" || url.protocol === "grpcs:";
  return { host: url.hostname, port: Number(url.port || (secured ? 443 : 80)) };
}
