// Is a slow start waited for blindly?

import { z } from "zod";
import type { Check } from "../check.ts";
import { type Complaint, eachContainer, servesUsers } from "../examine.ts";
import type { Container } from "../pod-spec.ts";
import { startupBudget } from "./probes-of.ts";

const settings = z.strictObject({
  delay: z.number().int().min(1).default(15).describe("The longest initialDelaySeconds that needs no startupProbe."),
  start: z.number().int().min(1).default(20).describe("How many seconds a container may take to start, at least."),
});

export const slowStart: Check<z.output<typeof settings>> = {
  id: "reliability/slow-start",
  severity: "medium",
  title: "A slow start is waited for by a startup probe that gives it time",
  why: "A long initialDelaySeconds makes every release and every restart wait for it, and still ends the process on the day on which the start takes longer.",
  source:
    "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#define-startup-probes",
  recommendation: "Use a startupProbe with a short period and many failures instead of initialDelaySeconds.",
  settings,
  run: (subject, limits) =>
    eachContainer(
      subject,
      ({ container }) => judge(container, limits),
      (seen) => servesUsers(seen) && isProbed(seen.container),
    ),
};

function isProbed({ startupProbe, livenessProbe, readinessProbe }: Container): boolean {
  return (startupProbe ?? livenessProbe ?? readinessProbe) !== undefined;
}

function judge(container: Container, { delay, start }: z.output<typeof settings>): Complaint[] {
  const given = startupBudget(container);
  if (given !== undefined && given < start) {
    return [{ evidence: `its startupProbe ends the container after ${given} s`, path: ["startupProbe"] }];
  }
  return (["livenessProbe", "readinessProbe"] as const).flatMap((field) => {
    const seconds = container[field]?.initialDelaySeconds ?? 0;
    if (seconds <= delay) return [];
    const instead = given === undefined ? " instead of a startupProbe" : " although a startupProbe waits";
    return [{ evidence: `${field} waits ${seconds} s${instead}`, path: [field, "initialDelaySeconds"] }];
  });
}
