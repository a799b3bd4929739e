// Does a container wait for something that it will not get?

import type { Check } from "../check.ts";
import { type ContainerStatus, statusesOf } from "../live-pods.ts";
import { eachPod } from "../live-scope.ts";

export const waiting: Check = {
  id: "cluster/waiting",
  severity: "critical",
  title: "No container waits for what it cannot have",
  why: "A container that crashes at its start, or whose image, Secret or ConfigMap is not there, never comes up by itself, while older pods may hide it.",
  source:
    "https://kubernetes.io/docs/tasks/debug/debug-application/debug-pods/#my-pod-is-crashing-or-otherwise-unhealthy",
  recommendation: "Follow the reason: kubectl describe pod, and kubectl logs --previous for one that crashes.",
  run: (subject) => eachPod(subject, (pod) => statusesOf(pod).flatMap(waitsFor)),
};

/** On the way to every start. */
const passing = new Set(["ContainerCreating", "PodInitializing"]);
const longestMessage = 200;

function waitsFor({ name, state, lastState }: ContainerStatus): string[] {
  const { reason = "", message = "" } = state?.waiting ?? {};
  if (reason === "" || passing.has(reason)) return [];
  const { reason: ended = "an end", exitCode } = lastState?.terminated ?? {};
  // The message of a crash names the pod and its uid, which every pod has its own of.
  const why = reason === "CrashLoopBackOff" ? `${ended}, exit code ${exitCode ?? "unknown"}` : message;
  const short = why.length > longestMessage ? `${why.slice(0, longestMessage)}…` : why;
  return [`the container ${name} waits: ${reason}${short === "" ? "" : ` (${short})`}`];
}
