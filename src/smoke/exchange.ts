// What comes back for one HTTP request over a connection of its own?

import type { Duplex } from "node:stream";
import type { Answer } from "./answer.ts";
import { openHttp } from "./protocols/http.ts";
import type { WireRequest } from "./target.ts";
import { directWay, type Way } from "./targets/way.ts";

export interface Route {
  /** `https://orders.example.com`; gives the Host header, and the address unless `connect` is given. */
  readonly origin: string;
  /** Opens the byte stream instead of TCP. Its time does not count as the service's. */
  readonly connect?: ((signal: AbortSignal) => Promise<Duplex>) | undefined;
}

/** @throws ExchangeError; what `connect` throws; the signal's reason */
export async function exchange(route: Route | Way, request: WireRequest, signal: AbortSignal): Promise<Answer> {
  const session = openHttp("dial" in route ? route : wayOf(route));
  try {
    return await session.send({ ...request, freshConnection: true }, signal);
  } finally {
    await session.close();
  }
}

function wayOf({ origin, connect }: Route): Way {
  if (connect === undefined) return directWay(origin);
  return { origin, tls: {}, dialCounts: false, dial: (_address, signal) => connect(signal), to: () => undefined };
}
