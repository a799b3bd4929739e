// What do the checks read of live pods?

import type { KubeObject } from "../kube/object.ts";

export interface LivePod extends KubeObject {
  readonly spec: {
    readonly nodeName?: string;
    readonly containers: readonly {
      readonly name: string;
      readonly image: string;
      readonly resources?: { readonly requests?: Quantities; readonly limits?: Quantities };
    }[];
    readonly ephemeralContainers?: readonly EphemeralContainer[];
    readonly volumes?: readonly {
      readonly name: string;
      readonly persistentVolumeClaim?: { readonly claimName: string };
    }[];
  };
  readonly status?: {
    readonly phase?: string;
    readonly reason?: string;
    readonly message?: string;
    readonly conditions?: readonly PodCondition[];
    readonly containerStatuses?: readonly ContainerStatus[];
    readonly initContainerStatuses?: readonly ContainerStatus[];
    readonly ephemeralContainerStatuses?: readonly ContainerStatus[];
  };
}

/** What `kubectl debug` puts into a running pod. */
export interface EphemeralContainer {
  readonly name: string;
  readonly image: string;
  readonly securityContext?: { readonly privileged?: boolean };
}

type Quantities = Readonly<Record<string, string | number>>;

export interface PodCondition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
  readonly lastTransitionTime?: string;
}

export interface ContainerStatus {
  readonly name: string;
  readonly restartCount: number;
  readonly imageID?: string;
  readonly state?: {
    readonly running?: { readonly startedAt?: string };
    readonly waiting?: { readonly reason?: string; readonly message?: string };
    readonly terminated?: Terminated;
  };
  readonly lastState?: { readonly terminated?: Terminated };
}

interface Terminated {
  readonly finishedAt?: string;
  readonly reason?: string;
  readonly exitCode?: number;
}

/** Of its containers and init containers; one that somebody debugs with ends and fails as it likes. */
export function statusesOf({ status }: LivePod): readonly ContainerStatus[] {
  return [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
}

export function conditionOf(object: KubeObject, type: string): PodCondition | undefined {
  const { conditions } = (object.status ?? {}) as { conditions?: readonly PodCondition[] };
  return conditions?.find((condition) => condition.type === type);
}
