// Does an HTTPRoute's Gateway take it?

import type { Check } from "../check.ts";
import { type Complaint, eachObject } from "../examine.ts";
import { type Fields, fieldsAt, itemsAt, textAt } from "../fields.ts";
import { relationsOf } from "../relations.ts";
import type { Seen, Subject } from "../subject.ts";
import { routesOf } from "./ingresses-of.ts";

export const routeParents: Check = {
  id: "network/route-parents",
  severity: "high",
  title: "An HTTPRoute names a listener that takes it",
  why: "A route whose Gateway or listener is mistyped, or does not allow its namespace or its hosts, is attached to nothing: every request of it gets 404.",
  source: "https://gateway-api.sigs.k8s.io/concepts/api-overview/#attaching-routes-to-gateways",
  recommendation:
    "Correct parentRefs (name, sectionName, port); let the listener's hostname and allowedRoutes hold the route.",
  run: (subject) => {
    const routes = routesOf(subject).filter((route) => parentsOf(route, subject).length > 0);
    const { unreadable } = subject.related("Gateway");
    if (unreadable !== undefined && routes.length === 0 && routesOf(subject).length > 0)
      return { kind: "unknown", reason: unreadable };
    return eachObject(
      routes,
      (route) => parentsOf(route, subject).flatMap((parent) => judge(route, parent)),
      "no HTTPRoute has a Gateway that is known",
    );
  },
};

interface Parent {
  readonly name: string;
  readonly index: number;
  readonly sectionName: unknown;
  readonly port: unknown;
  /** Undefined: it is not there. */
  readonly gateway: Seen | undefined;
}

/** Those that can be judged: a Gateway of another namespace, or of a cluster that was not asked, may be there. */
function parentsOf(route: Seen, subject: Subject): Parent[] {
  const isRead = subject.live?.lists.Gateway.kind === "read";
  return itemsAt(route.spec.parentRefs).flatMap((parent, index) => {
    const { kind = "Gateway", sectionName, port } = fieldsAt(parent);
    const name = textAt(parent, ["name"]);
    if (kind !== "Gateway" || name === undefined) return [];
    const namespace = textAt(parent, ["namespace"]) ?? route.namespace;
    const gateway = relationsOf(subject).named("Gateway", { ...route, namespace }, name);
    const isOwn = namespace === route.namespace;
    return gateway === undefined && !(isOwn && isRead) ? [] : [{ name, index, sectionName, port, gateway }];
  });
}

function judge(route: Seen, { name, index, sectionName, port, gateway }: Parent): Complaint[] {
  const wrong = (evidence: string): Complaint[] => [{ evidence, path: ["spec", "parentRefs", index] }];
  if (gateway === undefined) return wrong(`there is no Gateway ${name}`);
  const named = itemsAt(gateway.spec.listeners)
    .map((listener) => fieldsAt(listener))
    .filter(
      (one) => (sectionName === undefined || one.name === sectionName) && (port === undefined || one.port === port),
    );
  if (named.length === 0) return wrong(`the Gateway ${name} has no listener ${sectionName ?? `on port ${port}`}`);
  const open = named.filter((listener) => allowsNamespace(listener, gateway, route));
  if (open.length === 0) return wrong(`the Gateway ${name} allows no routes of the namespace ${route.namespace}`);
  const fitting = open.filter(takesHttp);
  if (fitting.length === 0) return wrong(`the Gateway ${name} takes no HTTPRoute there`);
  const hosts = itemsAt(route.spec.hostnames).map(String);
  if (hosts.length === 0 || fitting.some((listener) => hosts.some((host) => servesHost(listener, host)))) return [];
  return wrong(`no listener of the Gateway ${name} serves ${hosts.join(", ")}`);
}

/** `Same` is the default. Which namespaces a selector means, nobody was asked. */
function allowsNamespace(listener: Fields, gateway: Seen, { namespace }: Seen): boolean {
  const { from = "Same" } = fieldsAt(listener, ["allowedRoutes", "namespaces"]);
  if (from === "All" || from === "Selector") return true;
  return from === "Same" && (gateway.namespace === namespace || gateway.namespace === "" || namespace === "");
}

function takesHttp(listener: Fields): boolean {
  const kinds = itemsAt(listener, ["allowedRoutes", "kinds"]);
  if (kinds.length > 0) return kinds.some((one) => fieldsAt(one).kind === "HTTPRoute");
  return listener.protocol === "HTTP" || listener.protocol === "HTTPS";
}

/** A wildcard of either stands for any number of labels. */
function servesHost({ hostname }: Fields, host: string): boolean {
  if (typeof hostname !== "string" || hostname === "") return true;
  return hostname === host || isWithin(hostname, host) || isWithin(host, hostname);
}

function isWithin(pattern: string, host: string): boolean {
  return pattern.startsWith("*.") && host.endsWith(pattern.slice(1));
}
