// Was a container killed for want of memory?

import type { Check } from "../check.ts";
import { statusesOf } from "../live-pods.ts";
import { eachPod } from "../live-scope.ts";
import { since } from "./age.ts";

const day = 86_400_000;

export const outOfMemory: Check = {
  id: "cluster/out-of-memory",
  severity: "high",
  title: "No container was killed for want of memory within a day",
  why: "The kernel ends the process in the middle of its requests, and does so again under the same load.",
  source:
    "https://kubernetes.io/docs/tasks/configure-pod-container/assign-memory-resource/#exceed-a-container-s-memory-limit",
  recommendation: "Find out what takes the memory, then raise the limit or bound the service's caches and heap.",
  run: (subject) =>
    eachPod(subject, (pod, _workload, { live }) =>
      statusesOf(pod).flatMap(({ name, state, lastState }) => {
        const killed = [state?.terminated, lastState?.terminated].find((end) => end?.reason === "OOMKilled");
        const ago = since(killed?.finishedAt, live.readAt);
        return ago === undefined || ago > day ? [] : [`the container ${name} was ended by the kernel (OOMKilled)`];
      }),
    ),
};
