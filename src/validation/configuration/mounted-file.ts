// In which key of which Secret or ConfigMap does a file of a container lie?

import type { Container } from "../pod-spec.ts";
import type { Workload } from "../subject.ts";
import type { SourceName } from "./sources.ts";

export type MountedFile =
  | { readonly kind: "key"; readonly source: SourceName; readonly key: string }
  | { readonly kind: "elsewhere"; readonly reason: string };

interface VolumeMount {
  readonly name: string;
  readonly mountPath: string;
  readonly subPath?: string;
}

interface Items {
  readonly items?: readonly { readonly key: string; readonly path: string }[];
}

interface Volume {
  readonly name?: string;
  readonly secret?: Items & { readonly secretName?: string };
  readonly configMap?: Items & { readonly name?: string };
  readonly projected?: {
    readonly sources?: readonly {
      readonly secret?: Items & { readonly name?: string };
      readonly configMap?: Items & { readonly name?: string };
    }[];
  };
  readonly [kind: string]: unknown;
}

/** @param path absolute, in the container's own file system */
export function mountedFile(workload: Workload, container: Container, path: string): MountedFile {
  const { volumeMounts = [] } = container as { volumeMounts?: readonly VolumeMount[] };
  const [mount] = volumeMounts
    .filter(({ mountPath }) => path === mountPath || path.startsWith(`${mountPath.replace(/\/$/, "")}/`))
    .toSorted((one, other) => other.mountPath.length - one.mountPath.length);
  if (mount === undefined)
    return { kind: "elsewhere", reason: "no volume is mounted there, so it is part of the image" };
  const volumes = (workload.podSpec.volumes ?? []) as readonly Volume[];
  const volume = volumes.find(({ name }) => name === mount.name);
  const below = path.slice(mount.mountPath.replace(/\/$/, "").length).replace(/^\//, "");
  const file = [mount.subPath ?? "", below].filter((part) => part !== "").join("/");
  for (const { kind, name, items } of holdersIn(volume)) {
    const key = items === undefined ? file : items.find((item) => item.path === file)?.key;
    if (key !== undefined && name !== undefined) {
      return { kind: "key", source: { kind, namespace: workload.namespace, name }, key };
    }
  }
  const kind = Object.keys(volume ?? {}).find((field) => field !== "name") ?? "missing";
  return { kind: "elsewhere", reason: `it lies in the volume ${mount.name} (${kind}), which only the pod can read` };
}

interface Holder extends Items {
  readonly kind: SourceName["kind"];
  readonly name: string | undefined;
}

function holdersIn(volume: Volume | undefined): Holder[] {
  const { secret, configMap, projected } = volume ?? {};
  if (secret !== undefined) return [{ ...secret, kind: "Secret", name: secret.secretName }];
  if (configMap !== undefined) return [{ ...configMap, kind: "ConfigMap", name: configMap.name }];
  return (projected?.sources ?? []).flatMap((source): Holder[] => {
    if (source.secret !== undefined) return [{ ...source.secret, kind: "Secret", name: source.secret.name }];
    if (source.configMap !== undefined)
      return [{ ...source.configMap, kind: "ConfigMap", name: source.configMap.name }];
    return [];
  });
}
