// How is an object known that a release made for its traffic?

import type { KubeObject, ObjectKind } from "../kube/object.ts";
import type { TrafficTarget } from "./router.ts";

const marker = "slipway.dev/traffic-of";

/** An object of ours for the traffic of the target's Service. */
export function madeFor(
  { namespace, stable }: TrafficTarget,
  { name, ...kind }: ObjectKind & { readonly name: string },
  content: { readonly annotations?: Readonly<Record<string, string>>; readonly [field: string]: unknown },
): KubeObject {
  const { annotations, ...fields } = content;
  return {
    ...kind,
    metadata: {
      name,
      namespace,
      labels: { "app.kubernetes.io/managed-by": "slipway" },
      annotations: { ...annotations, [marker]: stable.service },
    },
    ...fields,
  };
}

export function isMadeFor(object: KubeObject, { stable }: TrafficTarget): boolean {
  return object.metadata.annotations?.[marker] === stable.service;
}
