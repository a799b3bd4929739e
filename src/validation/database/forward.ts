// How is a port of a pod reached by programs on this machine?

import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import type { Cluster } from "../../kube/cluster.ts";
import type { KubeObject } from "../../kube/object.ts";
import { selectorText } from "../../kube/selectors.ts";
import { Failure } from "../../report/failure.ts";

export interface Forward {
  /** On 127.0.0.1, for this process and those that it starts. */
  readonly port: number;
  /** How large the volumes of the pod are that hold its data, in Kubernetes' own notation. */
  readonly volumes: readonly string[];
  close(): Promise<void>;
}

interface Pod extends KubeObject {
  readonly spec: {
    readonly containers: readonly {
      readonly ports?: readonly { readonly name?: string; readonly containerPort: number }[];
    }[];
    readonly volumes?: readonly { readonly persistentVolumeClaim?: { readonly claimName: string } }[];
  };
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

interface ServicePort {
  readonly port: number;
  readonly targetPort?: number | string;
}

/**
 * Each connection to the local port goes through the API server to a ready pod.
 *
 * @param target `Service/NAME`, `Service/NAME:PORT` or `Pod/NAME`
 * @throws Failure where there is none; ApiError where it may not be read
 */
export async function openForward(
  cluster: Cluster,
  target: string,
  defaultPort: number,
  signal: AbortSignal,
): Promise<Forward> {
  const { pod, port } = await findPod(cluster, target, defaultPort, signal);
  const { name } = pod.metadata;
  const { namespace } = cluster;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    socket.on("error", () => undefined);
    cluster.openPortForward({ namespace, name }, port, { signal }).then(
      (stream) => {
        stream.on("error", () => socket.destroy()).on("close", () => socket.destroy());
        socket.once("close", () => stream.destroy());
        socket.pipe(stream).pipe(socket);
      },
      () => socket.destroy(),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    volumes: await volumesOf(cluster, pod, signal),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

async function findPod(cluster: Cluster, target: string, defaultPort: number, signal: AbortSignal) {
  const [, kind, name = "", asked] = /^(service|svc|pod)\/([^/:]+)(?::(\d+))?$/i.exec(target) ?? [];
  const attempted = `finding the database's pod by ${JSON.stringify(target)}`;
  if (kind === undefined) {
    throw new Failure({ attempted, found: "it names none", advice: "Write it as Service/NAME or Pod/NAME." });
  }
  const { namespace } = cluster;
  const port = asked === undefined ? undefined : Number(asked);
  if (kind.toLowerCase() === "pod") {
    const pod = await cluster.get<Pod>({ apiVersion: "v1", kind: "Pod", namespace, name }, { signal });
    if (pod !== undefined) return { pod, port: port ?? defaultPort };
    throw new Failure({ attempted, found: `there is no pod ${namespace}/${name}`, advice: "Check its name." });
  }
  const service = await cluster.get<KubeObject>({ apiVersion: "v1", kind: "Service", namespace, name }, { signal });
  const { selector, ports = [] } = (service?.spec ?? {}) as {
    selector?: Record<string, string>;
    ports?: readonly ServicePort[];
  };
  if (selector === undefined || Object.keys(selector).length === 0) {
    const found = service === undefined ? `there is no Service ${namespace}/${name}` : "the Service selects no pods";
    throw new Failure({ attempted, found, advice: "Name the Service of the database in the service's namespace." });
  }
  const labelSelector = selectorText({ matchLabels: selector });
  const { items } = await cluster.list<Pod>({ apiVersion: "v1", kind: "Pod" }, { namespace, labelSelector, signal });
  const pod = items.find(isReady);
  if (pod === undefined) {
    throw new Failure({ attempted, found: "none of its pods is ready", advice: "Look at the pods of the database." });
  }
  return { pod, port: targetPort(pod, ports.find((one) => one.port === port) ?? ports[0]) ?? port ?? defaultPort };
}

function isReady({ metadata, status }: Pod): boolean {
  const isUp = status?.conditions?.some(({ type, status: value }) => type === "Ready" && value === "True") ?? false;
  return isUp && metadata.deletionTimestamp === undefined;
}

function targetPort(pod: Pod, port: ServicePort | undefined): number | undefined {
  const target = port?.targetPort ?? port?.port;
  if (typeof target !== "string") return target;
  return pod.spec.containers.flatMap(({ ports = [] }) => ports).find(({ name }) => name === target)?.containerPort;
}

/** Where they may not be read, nobody says how large the disk is. */
async function volumesOf(cluster: Cluster, pod: Pod, signal: AbortSignal): Promise<string[]> {
  const { namespace } = cluster;
  const claims = (pod.spec.volumes ?? []).flatMap(
    ({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? [],
  );
  const sizes = claims.map(async (name) => {
    const reference = { apiVersion: "v1", kind: "PersistentVolumeClaim", namespace, name };
    const claim = await cluster.get<KubeObject>(reference, { signal }).catch(() => undefined);
    const { capacity } = (claim?.status ?? {}) as { capacity?: { storage?: string } };
    return capacity?.storage ?? [];
  });
  signal.throwIfAborted();
  return (await Promise.all(sizes)).flat();
}
