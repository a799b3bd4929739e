// Does a container crash again and again over a day?

import { z } from "zod";
import type { Check } from "../check.ts";
import { statusesOf } from "../live-pods.ts";
import { eachPod } from "../live-scope.ts";
import { since } from "./age.ts";

const settings = z.strictObject({
  most: z.number().int().min(0).default(5).describe("Restarts of one container that are still taken."),
});

const day = 86_400_000;

export const restarts: Check<z.output<typeof settings>> = {
  id: "cluster/restarts",
  severity: "medium",
  title: "No container restarts again and again",
  why: "A leak, a probe that is too strict or a dependency that goes away ends requests each time, and nobody looks because the pod is ready again.",
  source: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-restarts",
  recommendation: "Read the log of the instance before: kubectl logs --previous.",
  settings,
  run: (subject, { most }) =>
    eachPod(subject, (pod, _workload, { live }) =>
      statusesOf(pod).flatMap(({ name, restartCount, lastState }) => {
        const ago = since(lastState?.terminated?.finishedAt, live.readAt);
        if (restartCount <= most || ago === undefined || ago > day) return [];
        return [`the container ${name} has restarted ${restartCount} times, lately too`];
      }),
    ),
};
