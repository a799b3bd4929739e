// Which way did a request take, as far as a person needs to know who sends it again?

import { addressedBy, isDirect } from "./targets/network.ts";
import type { Way } from "./targets/way.ts";

/** Without anything secret. */
export interface AskedWay {
  readonly http: "1.1" | "2";
  /** So many redirects were followed at most. */
  readonly follow: number;
  /** Whether a certificate authority of the inputs was trusted, and a client's certificate shown. */
  readonly ca: boolean;
  readonly clientCertificate: boolean;
  readonly proxy: { readonly url: string; readonly hasLogin: boolean } | undefined;
  /** Where the name led by the input `resolve`. */
  readonly address: { readonly host: string; readonly port: number } | undefined;
}

/** Pure. */
export function askedWay(url: URL, way: Way | undefined, request: { http: "1.1" | "2"; follow: number }): AskedWay {
  const { network, tls = {} } = way ?? {};
  const address = addressedBy(url, network);
  const isSecured = url.protocol === "https:";
  const isElsewhere = address.host !== url.hostname || address.port !== addressedBy(url, undefined).port;
  return {
    ...request,
    ca: isSecured && tls.ca !== undefined,
    clientCertificate: isSecured && tls.cert !== undefined,
    proxy: network?.proxy === undefined || isDirect(address.host, network.proxy) ? undefined : shown(network.proxy.url),
    address: isElsewhere ? address : undefined,
  };
}

function shown(text: string): AskedWay["proxy"] {
  const url = URL.parse(text.includes("://") ? text : `http://${text}`);
  if (url === null) return undefined;
  return { url: url.origin, hasLogin: url.username !== "" };
}
