// How is a service asked through its URL?

import { Failure } from "../report/failure.ts";
import { openHttp } from "./protocols/http.ts";
import type { Endpoint, Target } from "./target.ts";
import type { Network } from "./targets/network.ts";
import { directWay } from "./targets/way.ts";

/**
 * The service as its users reach it: through DNS, load balancer and ingress. A path of the URL goes
 * before each path of the suite.
 *
 * @throws Failure for what is not an http or https URL, or carries credentials, a query or a fragment
 */
export function urlTarget(text: string, network: Network = {}): Target {
  const url = readUrl(text);
  const name = `${url.origin}${url.pathname === "/" ? "" : url.pathname}`;
  return { name, open: async () => ({ kind: "open", endpoints: [urlEndpoint(url, name, network)] }) };
}

/** One way in, over the users' path. */
export function urlEndpoint(url: URL, name: string, network: Network): Endpoint {
  const prefix = url.pathname.replace(/\/$/, "");
  const way = { ...directWay(url.origin, network), basePath: prefix };
  const session = openHttp(way);
  return {
    name,
    path: "users",
    way,
    send: (request, signal) => session.send({ ...request, path: prefix + request.path }, signal),
    isCurrent: async () => true,
    close: () => session.close(),
  };
}

function readUrl(text: string): URL {
  const url = URL.parse(text);
  const wrong = whatIsWrong(url);
  if (url !== null && wrong === undefined) return url;
  throw new Failure({
    attempted: 'reading the input "url"',
    found: wrong ?? "it is not a URL",
    advice: 'Write it as https://host or https://host/path; credentials belong into the input "token".',
  });
}

function whatIsWrong(url: URL | null): string | undefined {
  if (url === null) return "it is not a URL";
  if (url.protocol !== "https:" && url.protocol !== "http:")
    return `it begins with ${url.protocol}// and not with https:// or http://`;
  if (url.username !== "" || url.password !== "") return "it holds credentials";
  return url.search !== "" || url.hash !== "" ? "it has a query or a fragment" : undefined;
}
