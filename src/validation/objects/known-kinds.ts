// Does the cluster know every kind that the manifests use?

import { nearestWord } from "../../config/shape.ts";
import type { Check } from "../check.ts";
import { type Complaint, eachObject } from "../examine.ts";
import type { Seen, Subject } from "../subject.ts";
import { apiLives } from "./removed-apis-table.ts";
import { schemasOfDefinition } from "./schema.ts";

/** What Kubernetes 1.34 serves itself, for where no cluster is asked. Groups of others are not judged then. */
const builtIn: Readonly<Record<string, string>> = {
  v1: "Binding ComponentStatus ConfigMap Endpoints Event LimitRange Namespace Node PersistentVolume PersistentVolumeClaim Pod PodTemplate ReplicationController ResourceQuota Secret Service ServiceAccount",
  "admissionregistration.k8s.io/v1":
    "MutatingWebhookConfiguration ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration",
  "apiextensions.k8s.io/v1": "CustomResourceDefinition",
  "apiregistration.k8s.io/v1": "APIService",
  "apps/v1": "ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet",
  "autoscaling/v1": "HorizontalPodAutoscaler",
  "autoscaling/v2": "HorizontalPodAutoscaler",
  "batch/v1": "CronJob Job",
  "certificates.k8s.io/v1": "CertificateSigningRequest",
  "coordination.k8s.io/v1": "Lease",
  "discovery.k8s.io/v1": "EndpointSlice",
  "events.k8s.io/v1": "Event",
  "flowcontrol.apiserver.k8s.io/v1": "FlowSchema PriorityLevelConfiguration",
  "networking.k8s.io/v1": "IPAddress Ingress IngressClass NetworkPolicy ServiceCIDR",
  "node.k8s.io/v1": "RuntimeClass",
  "policy/v1": "PodDisruptionBudget",
  "rbac.authorization.k8s.io/v1": "ClusterRole ClusterRoleBinding Role RoleBinding",
  "resource.k8s.io/v1": "DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice",
  "scheduling.k8s.io/v1": "PriorityClass",
  "storage.k8s.io/v1": "CSIDriver CSINode CSIStorageCapacity StorageClass VolumeAttachment VolumeAttributesClass",
};

export const knownKinds: Check = {
  id: "objects/known-kinds",
  severity: "critical",
  title: "The cluster serves every kind of the manifests",
  why: "An object of a kind that is misspelt, or whose definition is not installed, cannot be applied: the release ends half done.",
  source: "https://kubernetes.io/docs/concepts/extend-kubernetes/api-extension/custom-resources/",
  recommendation: "Correct apiVersion and kind, or install the CustomResourceDefinition before the release.",
  run: (subject) => {
    const { objects } = subject.observed;
    if (objects?.kind === "unknown") return objects;
    const defined = new Set(
      subject.written
        .filter(({ object }) => object.kind === "CustomResourceDefinition")
        .flatMap(({ object }) => schemasOfDefinition(object))
        .flatMap(([apiVersion, { kinds }]) => [...kinds.keys()].map((kind) => `${apiVersion} ${kind}`)),
    );
    const open = subject.written.filter(({ object }) => isJudged(subject, object.apiVersion));
    const judge = (seen: Seen): Complaint | undefined =>
      defined.has(`${seen.object.apiVersion} ${seen.object.kind}`) ? undefined : trouble(subject, seen);
    return eachObject(open, judge, "no manifest is of a kind that can be known without a cluster");
  },
};

function trouble(subject: Subject, { object: { apiVersion, kind } }: Seen): Complaint | undefined {
  // What is gone is named by objects/removed-apis, with its replacement.
  if (apiLives.some((life) => life.apiVersion === apiVersion && life.kinds.includes(kind))) return undefined;
  const known = kindsOf(subject, apiVersion);
  if (known === undefined || known.includes(kind)) return undefined;
  const nearest = nearestWord(kind, known);
  const where = Object.entries(builtIn).find(([, kinds]) => kinds.split(" ").includes(kind));
  const hint =
    nearest !== undefined ? `; did you mean ${nearest}?` : where !== undefined ? `; it is in ${where[0]}` : "";
  return { evidence: `${apiVersion} has no kind ${kind}${hint}`, path: ["kind"] };
}

function isJudged({ observed }: Subject, apiVersion: string): boolean {
  if (observed.objects?.kind === "seen") return observed.objects.value.schemas.get(apiVersion)?.kind !== "unreadable";
  return builtIn[apiVersion] !== undefined || !apiVersion.split("/")[0]?.includes(".") || isOfKubernetes(apiVersion);
}

/** Groups under k8s.io belong to the project; some of them (Gateway API) are installed on their own. */
function isOfKubernetes(apiVersion: string): boolean {
  const [group = ""] = apiVersion.split("/");
  return Object.keys(builtIn).some((own) => own.startsWith(`${group}/`));
}

/** Undefined where nothing is known about the version. */
function kindsOf({ observed }: Subject, apiVersion: string): string[] | undefined {
  if (observed.objects?.kind !== "seen") return builtIn[apiVersion]?.split(" ") ?? [];
  const answer = observed.objects.value.schemas.get(apiVersion);
  if (answer?.kind === "read") return [...answer.schemas.kinds.keys()];
  return answer?.kind === "not-served" ? [] : undefined;
}
