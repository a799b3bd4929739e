// Which way does a request take to the service?

/** Whom a route leads to: whatever users reach, by their own way or by the live Service, what serves now, or what is being released. */
export type ProbeTrack = "users" | "live" | "stable" | "candidate";

export interface ProbeRoute {
  /** As messages name it: `https://orders.example.com`, `the pods of Service shop/orders`. */
  readonly name: string;
  readonly track: ProbeTrack;
  /**
   * What users take: `ingress` on a new connection each time, `kept` on connections that are kept. The others go through
   * the API server.
   */
  readonly via: "ingress" | "kept" | "service" | "pods";
  /** One GET. Throws where no complete answer came. */
  ask(path: string, options: { readonly timeoutMs: number; readonly signal: AbortSignal }): Promise<ProbeAnswer>;
  close(): Promise<void>;
}

/** A side that is not there (yet, or any more) has no pods to ask. */
export class NoPodReady extends Error {
  override readonly name = "NoPodReady";
}

/** Requests per second: never more are sent on one route, whatever is asked. */
export const highestRate = 50;

export interface ProbeAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Its first 64 KiB. */
  readonly body: string;
  /** The pod that was asked; empty where it is not known. */
  readonly pod: string;
  /** The number of the connection, where it is one that is kept: a new one gets a new number. */
  readonly connection?: number | undefined;
}
