// Does another namespace allow what a route or a Gateway takes from it?

import type { Check } from "../check.ts";
import { type Complaint, eachObject } from "../examine.ts";
import { fieldsAt, itemsAt, textAt } from "../fields.ts";
import { relationsOf } from "../relations.ts";
import type { Path, Seen, Subject } from "../subject.ts";
import { routeBackends } from "./ingresses-of.ts";

export const referenceGrants: Check = {
  id: "network/reference-grants",
  severity: "high",
  title: "A ReferenceGrant allows what is taken from another namespace",
  why: "Without one the Gateway refuses the backend of another namespace (500 for every request) or the certificate (the listener is not served).",
  source: "https://gateway-api.sigs.k8s.io/api-types/referencegrant/",
  recommendation:
    "Add a ReferenceGrant to the namespace of the Service or Secret, from the route's or the Gateway's own.",
  run: (subject) => {
    const grants = Map.groupBy(
      subject.written.filter(({ object }) => object.kind === "ReferenceGrant"),
      ({ namespace }) => namespace,
    );
    const known = (seen: Seen): Taken[] => takenBy(seen).filter((taken) => isKnown(subject, seen, taken, grants));
    return eachObject(
      subject.written.filter((seen) => known(seen).length > 0),
      (seen) =>
        known(seen).flatMap((taken): Complaint[] =>
          (grants.get(taken.namespace) ?? []).some((grant) => allows(grant, seen, taken))
            ? []
            : [
                {
                  evidence: `no ReferenceGrant of the namespace ${taken.namespace} lets it use the ${taken.kind} ${taken.name}`,
                  path: taken.path,
                },
              ],
        ),
      "nothing is taken from another namespace that the manifests bring",
    );
  },
};

interface Taken {
  readonly kind: "Service" | "Secret";
  readonly name: string;
  readonly namespace: string;
  readonly path: Path;
}

function takenBy(seen: Seen): Taken[] {
  const all =
    seen.object.kind === "HTTPRoute" ? backends(seen) : seen.object.kind === "Gateway" ? certificates(seen) : [];
  // Where it goes itself nobody knows without a namespace.
  return seen.namespace === "" ? [] : all.filter(({ namespace }) => namespace !== seen.namespace);
}

function backends(route: Seen): Taken[] {
  return routeBackends(route).flatMap(({ name, namespace, path }) =>
    namespace === undefined ? [] : [{ kind: "Service", name, namespace, path } as const],
  );
}

function certificates({ spec }: Seen): Taken[] {
  return itemsAt(spec.listeners).flatMap((listener, at) =>
    itemsAt(listener, ["tls", "certificateRefs"]).flatMap((reference, index): Taken[] => {
      const [name, namespace] = [textAt(reference, ["name"]), textAt(reference, ["namespace"])];
      if (name === undefined || namespace === undefined || (fieldsAt(reference).kind ?? "Secret") !== "Secret")
        return [];
      return [{ kind: "Secret", name, namespace, path: ["spec", "listeners", at, "tls", "certificateRefs", index] }];
    }),
  );
}

/** What the manifests do not bring is another team's, which grants it there; the route's status tells (cluster/routes-accepted). */
function isKnown(subject: Subject, seen: Seen, { kind, name, namespace }: Taken, grants: ReadonlyMap<string, unknown>) {
  return (
    grants.has(namespace) || relationsOf(subject).named(kind, { ...seen, namespace }, name)?.namespace === namespace
  );
}

function allows({ spec }: Seen, seen: Seen, { kind, name }: Taken): boolean {
  const isFrom = itemsAt(spec.from).some((one) => {
    const from = fieldsAt(one);
    return from.kind === seen.object.kind && from.namespace === seen.namespace;
  });
  const isTo = itemsAt(spec.to).some((one) => {
    const to = fieldsAt(one);
    return to.kind === kind && (to.name === undefined || to.name === name);
  });
  return isFrom && isTo;
}
