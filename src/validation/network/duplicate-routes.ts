// Do two Ingresses or routes claim the same requests?

import type { Check } from "../check.ts";
import { type Complaint, eachObject } from "../examine.ts";
import { fieldsAt, itemsAt } from "../fields.ts";
import { nameOf, type Path, type Seen } from "../subject.ts";
import { ingressesOf, routesOf } from "./ingresses-of.ts";

export const duplicateRoutes: Check = {
  id: "network/duplicate-routes",
  severity: "high",
  title: "A host and path leads to one place",
  why: "Where two claim the same, the older one wins or the two are mixed: a release seems to do nothing, or half of the requests reach another service.",
  source: "https://kubernetes.io/docs/concepts/services-networking/ingress/#multiple-matches",
  recommendation: "Remove one, or give it a path of its own.",
  run: (subject) => {
    const all = [...ingressesOf(subject), ...routesOf(subject)];
    const claims = claimsOf(all);
    return eachObject(all, (seen) => judge(seen, claims), "there is neither an Ingress nor an HTTPRoute");
  },
};

interface Claim {
  readonly seen: Seen;
  readonly key: string;
  readonly what: string;
  readonly path: Path;
}

function claimsOf(all: readonly Seen[]): Map<Seen, Claim[]> {
  const byKey = Map.groupBy(all.flatMap(readClaims), ({ key }) => key);
  const disputed = [...byKey.values()]
    .filter((claims) => claims.length > 1)
    .flatMap((claims) =>
      claims.slice(1).map((claim) => ({
        ...claim,
        what: `${claim.what} is also claimed by ${nameOf(claims[0]?.seen ?? claim.seen)}`,
      })),
    );
  return Map.groupBy(disputed, ({ seen }) => seen);
}

function judge(seen: Seen, claims: ReadonlyMap<Seen, readonly Claim[]>): Complaint[] {
  return (claims.get(seen) ?? []).map(({ what, path }) => ({ evidence: what, path }));
}

function readClaims(seen: Seen): Claim[] {
  const { spec, object } = seen;
  const annotations = object.metadata.annotations ?? {};
  // A canary of ingress-nginx claims the same on purpose.
  if (annotations["nginx.ingress.kubernetes.io/canary"] === "true") return [];
  if (object.kind === "HTTPRoute") return routeClaims(seen);
  const owner = String(spec.ingressClassName ?? annotations["kubernetes.io/ingress.class"] ?? "");
  return itemsAt(spec.rules).flatMap((rule, at) =>
    itemsAt(rule, ["http", "paths"]).map((entry, index) => {
      const { path = "/", pathType = "" } = fieldsAt(entry);
      const what = `${String(fieldsAt(rule).host ?? "*")}${String(path)}`;
      return { seen, key: `${owner} ${pathType} ${what}`, what, path: ["spec", "rules", at, "http", "paths", index] };
    }),
  );
}

/** A route that also asks for headers, a method or parameters claims less than its path. */
function routeClaims(seen: Seen): Claim[] {
  const { spec } = seen;
  const parents = JSON.stringify(spec.parentRefs ?? []);
  const hosts = itemsAt(spec.hostnames);
  return itemsAt(spec.rules).flatMap((rule, at) => {
    const matches = itemsAt(rule, ["matches"]);
    return (matches.length === 0 ? [{}] : matches).flatMap((match) => {
      const { headers, method, queryParams, path } = fieldsAt(match);
      if (headers !== undefined || method !== undefined || queryParams !== undefined) return [];
      const { type = "PathPrefix", value = "/" } = fieldsAt(path);
      return (hosts.length === 0 ? ["*"] : hosts).map((host) => {
        const what = `${String(host)}${String(value)}`;
        return { seen, key: `${parents} ${type} ${what}`, what, path: ["spec", "rules", at] };
      });
    });
  });
}
