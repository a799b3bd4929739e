// Do requests still arrive at a pod that has ended?

import type { Check } from "../check.ts";
import { eachContainer, servesUsers } from "../examine.ts";
import { sleepSeconds } from "./pre-stop.ts";

export const drain: Check = {
  id: "reliability/drain",
  severity: "low",
  title: "A pod waits before it stops listening",
  why: "Load balancers and kube-proxy learn of a deleted pod while its process is already being told to end: for a second or two, requests meet a closed port.",
  source: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination",
  recommendation: "Add lifecycle.preStop.sleep.seconds: 5, or keep listening after SIGTERM.",
  run: (subject) =>
    eachContainer(
      subject,
      ({ container }) => {
        const preStop = container.lifecycle?.preStop;
        const path = ["lifecycle", "preStop"];
        const fix = { path: [...path, "sleep", "seconds"], value: 5 };
        if (preStop === undefined) return { evidence: "it has no preStop hook", path, fix };
        return sleepSeconds(preStop) === 0 ? { evidence: "its preStop hook sleeps 0 s", path, fix } : undefined;
      },
      (seen) => servesUsers(seen) && (seen.container.ports ?? []).length > 0,
    ),
};
