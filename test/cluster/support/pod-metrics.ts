// How does a test get the API of a metrics server, which the rig has none of?

import { ensureDefinition } from "../traffic/support/crds.ts";

/**
 * The API server itself keeps the objects, so that discovery, rights and lists find them where they look. What they say
 * is the test's. It belongs to the whole cluster and is left there for other tests.
 */
export async function servePodMetrics(): Promise<void> {
  const name = "pods.metrics.k8s.io";
  const free = { type: "object", "x-kubernetes-preserve-unknown-fields": true };
  await ensureDefinition({
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name, annotations: { "api-approved.kubernetes.io": "unapproved, stands in for metrics-server" } },
    spec: {
      group: "metrics.k8s.io",
      scope: "Namespaced",
      names: { kind: "PodMetrics", plural: "pods", singular: "podmetrics", listKind: "PodMetricsList" },
      versions: [{ name: "v1beta1", served: true, storage: true, schema: { openAPIV3Schema: free } }],
    },
  });
}
