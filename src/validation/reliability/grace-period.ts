// Is a process killed before it could end in peace?

import { z } from "zod";
import type { Check } from "../check.ts";
import { eachPodSpec } from "../examine.ts";
import { sleepSeconds } from "./pre-stop.ts";

/** Kubernetes' own default. */
const defaultGrace = 30;

const settings = z.strictObject({
  shutdown: z.number().int().min(0).default(5).describe("How many seconds the process needs to end after SIGTERM."),
});

export const gracePeriod: Check<z.output<typeof settings>> = {
  id: "reliability/grace-period",
  severity: "high",
  title: "The grace period is longer than the preStop hook and the shutdown together",
  why: "The hook's time counts: when it has used the grace period up, the process is killed with all its requests in flight.",
  source: "https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/#hook-handler-execution",
  recommendation: "Set terminationGracePeriodSeconds to the preStop time plus the time of the longest request.",
  settings,
  run: (subject, { shutdown }) =>
    eachPodSpec(subject, ({ podSpec }) => {
      const grace = podSpec.terminationGracePeriodSeconds ?? defaultGrace;
      const path = ["terminationGracePeriodSeconds"];
      if (grace === 0) return { evidence: "terminationGracePeriodSeconds is 0", path };
      return podSpec.containers.flatMap(({ name, lifecycle }) => {
        const sleep = sleepSeconds(lifecycle?.preStop);
        if (sleep === undefined || sleep + shutdown <= grace) return [];
        const left = sleep < grace ? `, which leaves ${grace - sleep} s of ${shutdown} s for the shutdown` : "";
        const evidence = `preStop of container ${name} sleeps ${sleep} s, the grace period is ${grace} s${left}`;
        return [{ evidence, path, fix: { path, value: Math.ceil(sleep) + Math.max(shutdown, defaultGrace) } }];
      });
    }),
};
