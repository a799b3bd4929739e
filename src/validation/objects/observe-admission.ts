// What would the API server, with all that admits there, make of the manifests?

import { fewAtATime } from "../../config/few-at-a-time.ts";
import { isApiError } from "../../kube/api-error.ts";
import type { CallOptions, Cluster } from "../../kube/cluster.ts";
import type { KubeObject } from "../../kube/object.ts";
import { identityOf } from "../../manifests/manifest.ts";
import { fieldsAt, valueAt } from "../fields.ts";
import type { Seen, Subject } from "../subject.ts";
import { mostAtOnce, reasonOf } from "./questions.ts";
import type { AdmissionAnswer } from "./seen.ts";

/** Not that of a release: nothing is kept, and nobody is to think that a release had been there. */
const fieldManager = "slipway-validate";

/**
 * Applies each manifest, and creates a pod of each workload's template, by dry run: the server does everything but keep
 * the result. What admits pods (Pod Security, LimitRanges, quotas, injectors) never sees the workload that makes them.
 */
export async function rehearseAdmission(
  cluster: Cluster,
  { written, workloads }: Subject,
  options: CallOptions,
): Promise<Map<string, AdmissionAnswer>> {
  const templates = new Map(workloads.map((workload) => [workload.object, workload.podSpecPath]));
  const ownNamespaces = new Set(
    written.filter(({ object }) => object.kind === "Namespace").map(({ object }) => object.metadata.name),
  );
  const answers = new Map<string, AdmissionAnswer>();
  await fewAtATime(mostAtOnce, written, async (seen) => {
    const podSpecPath = templates.get(seen.object);
    answers.set(
      identityOf(seen.object, seen.namespace),
      await rehearse(cluster, seen, podSpecPath, ownNamespaces, options),
    );
  });
  return answers;
}

async function rehearse(
  cluster: Cluster,
  seen: Seen,
  podSpecPath: readonly string[] | undefined,
  ownNamespaces: ReadonlySet<string>,
  options: CallOptions,
): Promise<AdmissionAnswer> {
  let of: "object" | "pod" = "object";
  try {
    const object = await cluster.apply(seen.object, { ...options, fieldManager, dryRun: true, force: true });
    of = "pod";
    const isTemplate = podSpecPath !== undefined && podSpecPath.length > 1;
    const pod = isTemplate
      ? await cluster.create(podOf(object, seen, podSpecPath), { ...options, dryRun: true })
      : undefined;
    return { kind: "admitted", object, pod: isTemplate ? pod : podSpecPath === undefined ? undefined : object };
  } catch (error) {
    options.signal?.throwIfAborted();
    const reason = reasonOf(error);
    if (!isApiError(error) || isOfOurRights(error.status.message ?? "") || error.code >= 500)
      return { kind: "unreadable", reason };
    // The namespace comes with the manifests, and is not there yet.
    if (error.code === 404 && ownNamespaces.has(seen.namespace)) return { kind: "unreadable", reason };
    return { kind: "refused", of, reason };
  }
}

function podOf(object: KubeObject, { namespace }: Seen, podSpecPath: readonly string[]): KubeObject {
  const template = valueAt(object, podSpecPath.slice(0, -1));
  const { labels, annotations } = fieldsAt(template, ["metadata"]) as KubeObject["metadata"] & Record<string, unknown>;
  const name = `${object.metadata.name.slice(0, 40).replace(/[^a-z0-9]+$/, "")}-dry-run`;
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name,
      ...(namespace === "" ? {} : { namespace }),
      ...(labels === undefined ? {} : { labels }),
      ...(annotations === undefined ? {} : { annotations }),
    },
    spec: valueAt(template, ["spec"]),
  };
}

/** `User "x" cannot create resource "pods" in API group ""`: says nothing about the manifest. */
function isOfOurRights(message: string): boolean {
  return /\bcannot (?:create|patch|get|update) resource "/.test(message);
}
