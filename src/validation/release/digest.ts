// Do the pods run what was released?

import type { Check } from "../check.ts";
import type { LivePod } from "../live-pods.ts";
import { eachLiveWorkloadWithPods } from "../live-workloads.ts";

export const digest: Check = {
  id: "release/digest",
  severity: "critical",
  title: "Every pod runs the released digest",
  why: "Pods of an older release among them mean that users get two versions, and that the new one was judged by the old one's answers.",
  source: "https://kubernetes.io/docs/concepts/containers/images/#image-names",
  recommendation: "Wait for the rollout to end, or find out what changed the workload since the release.",
  run: (subject) => {
    const expected = subject.live?.digest;
    if (subject.live !== undefined && expected === undefined) {
      return { kind: "not-applicable", reason: "no digest was given" };
    }
    return eachLiveWorkloadWithPods(subject, (pods) => {
      const others = pods.filter((pod) => !runs(pod, expected ?? ""));
      if (pods.length === 0) return ["it has no pod"];
      return others.map((pod) => `the pod ${pod.metadata.name} runs ${imagesOf(pod).join(", ")}`);
    });
  },
};

function runs(pod: LivePod, expected: string): boolean {
  const ids = (pod.status?.containerStatuses ?? []).map(({ imageID = "" }) => imageID);
  return [...imagesOf(pod), ...ids].some((image) => image.endsWith(expected));
}

function imagesOf(pod: LivePod): string[] {
  return pod.spec.containers.map(({ image }) => image);
}
