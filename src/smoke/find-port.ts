// Which port of a pod does a Service's port lead to?

import { Failure } from "../report/failure.ts";
import type { Pod } from "./choose-pods.ts";

export interface ServicePort {
  readonly name?: string;
  readonly port: number;
  readonly targetPort?: number | string;
  readonly protocol?: string;
}

/**
 * @param ports of the Service; undefined where the pods were chosen by their Deployment
 * @param asked by number or name; the only one unless given
 * @throws Failure that lists the ports there are
 */
export function findPort(
  pod: Pod,
  ports: readonly ServicePort[] | undefined,
  asked: { readonly port?: string | undefined; readonly of: { readonly kind: string; readonly name: string } },
): number {
  if (ports === undefined) {
    const own = containerPorts(pod).map(({ name, containerPort }) => ({ name, port: containerPort }));
    // A container may listen on a port that its manifest does not tell.
    if (asked.port !== undefined && /^\d+$/.test(asked.port)) return Number(asked.port);
    return pick(own, asked).port;
  }
  const { port, targetPort = port } = pick(
    ports.filter(({ protocol = "TCP" }) => protocol === "TCP"),
    asked,
  );
  if (typeof targetPort === "number") return targetPort;
  const target = containerPorts(pod).find(({ name }) => name === targetPort);
  if (target !== undefined) return target.containerPort;
  throw new Failure({
    attempted: `finding port ${port} of ${asked.of.kind} ${asked.of.name} in pod ${pod.metadata.name}`,
    found: `it leads to a port named "${targetPort}", which no container of the pod has`,
    advice: `Name a containerPort "${targetPort}", or set targetPort to a number.`,
  });
}

function pick<T extends { readonly name?: string | undefined; readonly port: number }>(
  ports: readonly T[],
  {
    port: asked,
    of,
  }: { readonly port?: string | undefined; readonly of: { readonly kind: string; readonly name: string } },
): T {
  const [only, second] = ports;
  if (asked === undefined && only !== undefined && second === undefined) return only;
  const found = ports.find(({ name, port }) => asked !== undefined && (name === asked || String(port) === asked));
  if (found !== undefined) return found;
  const list = ports.map(({ name, port }) => (name === undefined ? String(port) : `${port} (${name})`)).join(", ");
  throw new Failure({
    attempted: `choosing a port of ${of.kind} ${of.name}`,
    found:
      asked === undefined
        ? `it has ${ports.length} TCP ports${list && `: ${list}`}`
        : `it has no port "${asked}"; it has ${list || "none"}`,
    advice: 'Name one by number or name in the input "port".',
  });
}

function containerPorts(pod: Pod): { readonly name?: string; readonly containerPort: number }[] {
  return pod.spec.containers.flatMap(({ ports = [] }) => ports);
}
