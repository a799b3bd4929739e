// Is a token of the API server mounted that nobody asked for?

import type { Check } from "../check.ts";
import { eachPodSpec } from "../examine.ts";
import type { Seen, Subject } from "../subject.ts";

export const serviceAccountToken: Check = {
  id: "security/service-account-token",
  severity: "medium",
  title: "No token of the API server is mounted unasked",
  why: "Every pod gets a token of its namespace's default account unless told otherwise; whoever reads one file of the pod can talk to the API server.",
  source:
    "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting",
  recommendation:
    "Set automountServiceAccountToken: false, or name a service account with the few rights that the service needs.",
  run: (subject) =>
    eachPodSpec(subject, (workload) => {
      const { automountServiceAccountToken: mounted, serviceAccountName: name = "default" } = workload.podSpec;
      if (mounted === false || (mounted === undefined && name !== "default")) return undefined;
      const account = accountOf(subject, workload, name);
      if (mounted === undefined && account?.object.automountServiceAccountToken === false) return undefined;
      if (name !== "default") return undefined;
      return {
        evidence: "the token of the default service account is mounted",
        path: ["serviceAccountName"],
        fix: { path: ["automountServiceAccountToken"], value: false },
      };
    }),
};

const indexes = new WeakMap<Subject, ReadonlyMap<string, Seen>>();

/** Its namespace is that of the workload, or nobody knows one of the two. */
function accountOf(subject: Subject, { namespace }: Seen, name: string): Seen | undefined {
  const index = indexes.get(subject) ?? indexOf(subject);
  indexes.set(subject, index);
  return index.get(`${namespace}/${name}`) ?? index.get(`${namespace === "" ? "*" : ""}/${name}`);
}

function indexOf(subject: Subject): Map<string, Seen> {
  return new Map(
    subject
      .related("ServiceAccount")
      .objects.flatMap((seen) =>
        [seen.namespace, "*"].map((place) => [`${place}/${seen.object.metadata.name}`, seen] as const),
      ),
  );
}
