// Which Ingresses and routes lead to the service?

import { fieldsAt, itemsAt, textAt } from "../fields.ts";
import { relationsOf } from "../relations.ts";
import type { Path, Seen, Subject } from "../subject.ts";
import { workloadsOf } from "./services-of.ts";

/** A Service that traffic from outside is sent to. */
export interface Backend {
  readonly name: string;
  readonly port: string | number | undefined;
  /** Where another namespace is named. */
  readonly namespace: string | undefined;
  readonly path: Path;
}

/** Those of the manifests, and the live ones that lead to a Service of a workload: others share the namespace. */
export function ingressesOf(subject: Subject): Seen[] {
  return ownOf(subject, "Ingress", ingressBackends);
}

/** HTTPRoutes of Gateway API. */
export function routesOf(subject: Subject): Seen[] {
  return ownOf(subject, "HTTPRoute", routeBackends);
}

export function ingressBackends({ spec }: Seen): Backend[] {
  const read = (backend: unknown, path: Path): Backend[] => {
    const name = textAt(backend, ["service", "name"]);
    const { number, name: portName } = fieldsAt(backend, ["service", "port"]);
    const port = (number ?? portName) as string | number | undefined;
    return name === undefined ? [] : [{ name, port, namespace: undefined, path: [...path, "service"] }];
  };
  const ruled = itemsAt(spec.rules).flatMap((rule, at) =>
    itemsAt(rule, ["http", "paths"]).flatMap((entry, index) =>
      read(fieldsAt(entry).backend, ["spec", "rules", at, "http", "paths", index, "backend"]),
    ),
  );
  return [...ruled, ...read(spec.defaultBackend, ["spec", "defaultBackend"])];
}

export function routeBackends({ spec }: Seen): Backend[] {
  return itemsAt(spec.rules).flatMap((rule, at) =>
    itemsAt(rule, ["backendRefs"]).flatMap((ref, index) => {
      const { kind = "Service", name, port, namespace } = fieldsAt(ref);
      if (kind !== "Service" || typeof name !== "string") return [];
      const elsewhere = typeof namespace === "string" ? namespace : undefined;
      return [
        {
          name,
          port: port as number | undefined,
          namespace: elsewhere,
          path: ["spec", "rules", at, "backendRefs", index],
        },
      ];
    }),
  );
}

function ownOf(subject: Subject, kind: "Ingress" | "HTTPRoute", backends: (seen: Seen) => Backend[]): Seen[] {
  const isOwn = (seen: Seen): boolean =>
    backends(seen).some(({ name }) => {
      const service = relationsOf(subject).named("Service", seen, name);
      return service !== undefined && workloadsOf(subject, service).length > 0;
    });
  return subject.related(kind).objects.filter((seen) => seen.position([]) !== undefined || isOwn(seen));
}
