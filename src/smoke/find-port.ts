// Which port of a pod does a Service's port lead to?

import { Failure } from "../report/failure.ts";
import type { Pod } from "./choose-pods.ts";

export interface ServicePort {
  readonly name?: string;
  readonly port: number;
  readonly targetPort?: number | string;
  readonly protocol?: string;
  readonly appProtocol?: string;
}

export interface FoundPort {
  /** Of the pod. */
  readonly port: number;
  /** Whether name, `appProtocol` or number say that TLS is spoken there. */
  readonly secured: boolean;
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
): FoundPort {
  if (ports === undefined) {
    const own = containerPorts(pod).map(({ name, containerPort }) => ({ name, port: containerPort }));
    // A container may listen on a port that its manifest does not tell.
    if (asked.port !== undefined && /^\d+$/.test(asked.port)) return found({ port: Number(asked.port) });
    return found(pick(own, asked));
  }
  const chosen = pick(
    ports.filter(({ protocol = "TCP" }) => protocol === "TCP"),
    asked,
  );
  const { port, targetPort = port } = chosen;
  const { secured } = found(chosen);
  if (typeof targetPort === "number") return { port: targetPort, secured };
  const target = containerPorts(pod).find(({ name }) => name === targetPort);
  if (target !== undefined) return { port: target.containerPort, secured };
  throw new Failure({
    attempted: `finding port ${port} of ${asked.of.kind} ${asked.of.name} in pod ${pod.metadata.name}`,
    found: `it leads to a port named "${targetPort}", which no container of the pod has`,
    advice: `Name a containerPort "${targetPort}", or set targetPort to a number.`,
  });
}

function found({ name, port, appProtocol }: PortFacts): FoundPort {
  const said = appProtocol ?? name ?? "";
  if (/^(?:https|tls|wss)(?:-|$)/i.test(said)) return { port, secured: true };
  const isPlain = /^(?:http|h2c|grpc|ws|web)(?:-|$)/i.test(said) || said.includes("kubernetes.io/h2c");
  return { port, secured: !isPlain && (port === 443 || port === 8443) };
}

interface PortFacts {
  readonly name?: string | undefined;
  readonly port: number;
  readonly appProtocol?: string | undefined;
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
  const match = ports.find(({ name, port }) => asked !== undefined && (name === asked || String(port) === asked));
  if (match !== undefined) return match;
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
