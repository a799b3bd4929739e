// How is a service asked through its URL?

import { Failure } from "../report/failure.ts";
import { exchange } from "./exchange.ts";
import type { Target } from "./target.ts";

/**
 * The service as its users reach it: through DNS, load balancer and ingress. A path of the URL goes
 * before each path of the suite.
 *
 * @throws Failure for what is not an http or https URL, or carries credentials, a query or a fragment
 */
export function urlTarget(text: string): Target {
  const url = readUrl(text);
  const name = `${url.origin}${url.pathname === "/" ? "" : url.pathname}`;
  const prefix = url.pathname.replace(/\/$/, "");
  return {
    name,
    open: async () => ({
      kind: "open",
      endpoints: [
        {
          name,
          send: (request, signal) =>
            exchange({ origin: url.origin }, { ...request, path: prefix + request.path }, signal),
          isCurrent: async () => true,
        },
      ],
    }),
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
