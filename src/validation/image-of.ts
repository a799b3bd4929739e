// Which image does a container run?

import { podSpecPath } from "../manifests/containers.ts";
import type { ContainerSeen } from "./examine.ts";
import type { Container } from "./pod-spec.ts";

/**
 * The image that the live workload has, where it stands in the cluster: a manifest often holds only
 * a name, in whose place a release puts the digest. Otherwise the one of the manifest; empty where none is given.
 */
export function imageOf({ container, workload, isInit }: ContainerSeen): string {
  const { alive } = workload;
  const path = alive && podSpecPath(alive);
  if (alive === undefined || path === undefined) return container.image ?? "";
  const podSpec = path.reduce<unknown>((parent, key) => (parent as Record<string, unknown>)[key], alive);
  const { containers, initContainers = [] } = podSpec as { containers: Container[]; initContainers?: Container[] };
  const living = (isInit ? initContainers : containers).find(({ name }) => name === container.name);
  return living?.image ?? container.image ?? "";
}
