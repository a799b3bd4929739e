// Which probes does a container have, and how patient are they?

import type { Container, Probe } from "../pod-spec.ts";

export const handlers = ["httpGet", "tcpSocket", "grpc"] as const;

export interface NamedProbe {
  readonly field: "startupProbe" | "readinessProbe" | "livenessProbe";
  readonly probe: Probe;
}

export function probesOf(container: Container): NamedProbe[] {
  return (["startupProbe", "readinessProbe", "livenessProbe"] as const).flatMap((field) => {
    const probe = container[field];
    return probe === undefined || probe === null ? [] : [{ field, probe }];
  });
}

/** Seconds of failing until the probe counts as failed; the defaults are Kubernetes' own. */
export function patience({ periodSeconds = 10, failureThreshold = 3 }: Probe): number {
  return periodSeconds * failureThreshold;
}

/** Seconds that a container may take to start: until its startup probe gives up. Undefined where it has none. */
export function startupBudget({ startupProbe: probe }: Container): number | undefined {
  return probe === undefined ? undefined : (probe.initialDelaySeconds ?? 0) + patience(probe);
}
