// What does a NetworkPolicy limit, and whom does it name?

import type { LabelSelector } from "../../kube/selectors.ts";
import { fieldsAt, itemsAt } from "../fields.ts";
import type { Path, Seen, Subject } from "../subject.ts";

export type Direction = "Ingress" | "Egress";

/** A rule of one direction: whom it lets through, and by which ports. Empty lists mean everybody and every port. */
export interface PolicyRule {
  readonly peers: readonly Peer[];
  readonly ports: readonly {
    readonly port: string | number | undefined;
    readonly protocol: string;
    readonly endPort: number | undefined;
    readonly path: Path;
  }[];
  readonly path: Path;
}

export interface Peer {
  readonly podSelector: LabelSelector | undefined;
  readonly namespaceSelector: LabelSelector | undefined;
  readonly cidr: string | undefined;
  readonly except: readonly unknown[];
  readonly path: Path;
}

/**
 * Without policyTypes a policy is for Ingress, and for Egress where it has such rules; an empty list has none.
 * https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/apis/networking/v1/defaults.go
 */
export function limits({ spec }: Seen, direction: Direction): boolean {
  const types = itemsAt(spec.policyTypes);
  if (types.length > 0) return types.includes(direction);
  return direction === "Ingress" || itemsAt(spec.egress).length > 0;
}

export function rulesOf({ spec }: Seen, direction: Direction): PolicyRule[] {
  const [field, side] = direction === "Ingress" ? ["ingress", "from"] : ["egress", "to"];
  return itemsAt(spec[field]).map((rule, index) => {
    const path = ["spec", field, index];
    return {
      path,
      peers: itemsAt(rule, [side]).map((peer, at) => readPeer(peer, [...path, side, at])),
      ports: itemsAt(rule, ["ports"]).map((one, at) => {
        const { port, protocol = "TCP", endPort } = fieldsAt(one);
        return {
          port: port as string | number | undefined,
          protocol: String(protocol),
          endPort: endPort as number | undefined,
          path: [...path, "ports", at],
        };
      }),
    };
  });
}

/** Those of the manifests: live ones of others share the namespace. */
export function writtenPolicies(subject: Subject): Seen[] {
  return subject.related("NetworkPolicy").objects.filter(({ position }) => position([]) !== undefined);
}

function readPeer(peer: unknown, path: Path): Peer {
  const { podSelector, namespaceSelector } = fieldsAt(peer);
  const { cidr, except } = fieldsAt(peer, ["ipBlock"]);
  return {
    podSelector: podSelector as LabelSelector | undefined,
    namespaceSelector: namespaceSelector as LabelSelector | undefined,
    cidr: typeof cidr === "string" ? cidr : undefined,
    except: itemsAt(except),
    path,
  };
}
