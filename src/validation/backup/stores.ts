// Where does a Cluster of CloudNativePG keep its copies and its log, and for how long?

import { fieldsAt } from "../fields.ts";
import type { Path, Seen } from "../subject.ts";
import type { StandingObjects } from "./standing.ts";

export interface Store {
  /** `s3://bucket/path`; `plugin://NAME/STORE` where the store itself was not seen. */
  readonly destination: string;
  readonly retentionDays: number | undefined;
  /** Data and log; undefined where the store itself was not seen. */
  readonly isEncrypted: boolean | undefined;
  /** What describes it: the Cluster, or the ObjectStore that its plugin names. */
  readonly describedBy: { readonly seen: Seen; readonly path: Path } | undefined;
}

/**
 * `spec.backup.barmanObjectStore`, and the ObjectStores of plugins that archive.
 * https://cloudnative-pg.io/plugin-barman-cloud/docs/usage
 */
export function storesOf(cluster: Seen, { objectStores }: StandingObjects): Store[] {
  const { retentionPolicy, barmanObjectStore } = fieldsAt(cluster.spec.backup);
  const inCluster = storeIn(barmanObjectStore, retentionPolicy, {
    seen: cluster,
    path: ["spec", "backup", "barmanObjectStore"],
  });
  const plugins = (Array.isArray(cluster.spec.plugins) ? cluster.spec.plugins : []).map((one) => fieldsAt(one));
  const ofPlugins = plugins
    .filter(({ isWALArchiver }) => isWALArchiver === true)
    .flatMap(({ name, parameters }) => {
      const store = String(fieldsAt(parameters).barmanObjectName ?? "");
      const found = objectStores.find(
        ({ namespace, object }) => namespace === cluster.namespace && object.metadata.name === store,
      );
      if (found === undefined) return [unseen(`plugin://${String(name)}/${store}`)];
      const { configuration, retentionPolicy } = found.spec;
      return storeIn(configuration, retentionPolicy, { seen: found, path: ["spec", "configuration"] });
    });
  return [...inCluster, ...ofPlugins];
}

function storeIn(store: unknown, retentionPolicy: unknown, describedBy: Store["describedBy"]): Store[] {
  const { destinationPath, data, wal } = fieldsAt(store);
  if (typeof destinationPath !== "string") return [];
  const isEncrypted = fieldsAt(data).encryption !== undefined && fieldsAt(wal).encryption !== undefined;
  return [{ destination: destinationPath, retentionDays: daysOf(retentionPolicy), isEncrypted, describedBy }];
}

function unseen(destination: string): Store {
  return { destination, retentionDays: undefined, isEncrypted: undefined, describedBy: undefined };
}

/** `30d`, `4w`, `3m` */
function daysOf(text: unknown): number | undefined {
  const [, number, unit = ""] = /^(\d+)([dwm])$/.exec(String(text ?? "")) ?? [];
  const lengths: Readonly<Record<string, number>> = { d: 1, w: 7, m: 30 };
  return number === undefined ? undefined : Number(number) * (lengths[unit] ?? 1);
}
