// What stands in the Secrets of the cluster that the service reads?

import { createHmac, randomBytes } from "node:crypto";
import { fewAtATime } from "../../config/few-at-a-time.ts";
import { isApiError } from "../../kube/api-error.ts";
import type { Cluster } from "../../kube/cluster.ts";
import type { KubeObject } from "../../kube/object.ts";
import type { Observation } from "../observation.ts";
import type { Subject } from "../subject.ts";
import type { ConfigurationSeen, Source } from "./seen.ts";
import { settingsOfWorkload } from "./settings.ts";
import { describeSource, readSource, type SourceName, sourcesOf, textsOf } from "./sources.ts";

export interface ConfigurationRequest {
  readonly environment: string;
  /** Its workloads name what is read. */
  readonly subject: Pick<Subject, "workloads" | "written" | "related" | "live">;
  /** Undefined where no Secret is to be read. */
  readonly cluster: Cluster | undefined;
  /** Where the service runs in another environment: no Secret may be the same there. */
  readonly others: readonly { readonly cluster: Cluster; readonly namespace: string }[];
}

/** More than this is another thing than one service. */
const most = 5000;
const atOnce = 16;
/** A ConfigMap may name a file in a Secret, which is then read too. */
const rounds = 3;
/** Shorter values are alike by chance: `true`, a port. */
const shortestSecret = 8;

/** One `get` for each Secret (and ConfigMap that no list has) that a workload names and no manifest describes. */
export async function observeConfiguration(
  { environment, subject, cluster, others }: ConfigurationRequest,
  { signal }: { readonly signal: AbortSignal },
): Promise<Observation<ConfigurationSeen>> {
  const sources = new Map<string, Source>();
  const compared = others.map(({ namespace }) => namespace);
  if (cluster === undefined) return { kind: "seen", value: { environment, sources, compared } };
  // The hash of one run is of no use to anybody after it.
  const salt = randomBytes(32);
  for (let round = 0; round < rounds; round++) {
    const wanted = namesIn(subject, sources);
    if (wanted.length === 0) break;
    if (sources.size + wanted.length > most) {
      return { kind: "unknown", reason: `the workloads name more than ${most} ConfigMaps and Secrets` };
    }
    await fewAtATime(atOnce, wanted, async (name) => {
      sources.set(describeSource(name), await readFrom(cluster, name, others, salt, signal));
    });
  }
  return { kind: "seen", value: { environment, sources, compared } };
}

function namesIn(subject: ConfigurationRequest["subject"], read: ReadonlyMap<string, Source>) {
  const wanted = new Map<string, SourceName>();
  const find = sourcesOf(subject, read);
  for (const workload of subject.workloads) {
    settingsOfWorkload(workload, (name) => {
      const source = find(name);
      if (source.kind === "unasked") wanted.set(describeSource(name), name);
      return source;
    });
  }
  return [...wanted.values()];
}

async function readFrom(
  cluster: Cluster,
  name: SourceName,
  others: ConfigurationRequest["others"],
  salt: Buffer,
  signal: AbortSignal,
): Promise<Source> {
  const own = await get(cluster, name, name.namespace, signal);
  if (!("metadata" in own)) return own;
  if (name.kind === "ConfigMap") return readSource(own);
  const elsewhere = await Promise.all(
    others.map(async (other) => {
      const object = await get(other.cluster, name, other.namespace, signal);
      const texts = "metadata" in object ? [...textsOf(object).values()] : [];
      return { where: other.namespace, hashes: new Set(texts.map((text) => hash(text, salt))) };
    }),
  );
  return readSource(own, (_key, text, facts) => {
    if (text.trim().length < shortestSecret) return facts;
    const same = elsewhere.filter(({ hashes }) => hashes.has(hash(text, salt)));
    return { ...facts, alsoIn: same.map(({ where }) => where) };
  });
}

async function get(
  cluster: Cluster,
  { kind, name }: SourceName,
  namespace: string,
  signal: AbortSignal,
): Promise<KubeObject | Source> {
  try {
    const reference = { apiVersion: "v1", kind, name, ...(namespace === "" ? {} : { namespace }) };
    return (await cluster.get<KubeObject>(reference, { signal })) ?? { kind: "absent" };
  } catch (error) {
    signal.throwIfAborted();
    const said = isApiError(error) ? error.status.message : error instanceof Error ? error.message : undefined;
    return { kind: "unknown", reason: said ?? "it could not be read" };
  }
}

function hash(text: string, salt: Buffer): string {
  return createHmac("sha256", salt).update(text.trim()).digest("base64");
}
