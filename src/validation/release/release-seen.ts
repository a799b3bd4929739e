// What is asked about a release beside the cluster's objects?

import type { Observation } from "../observation.ts";

export interface ReleaseSeen {
  /** Of the workflow run that validates: its own release may still wait for this very gate. */
  readonly runKey: string;
  /** By the image as a pod names it: those that run, and those of the way back. Undefined where no registry was asked. */
  readonly images: ReadonlyMap<string, Observation<"found" | "missing">> | undefined;
  /** Of the environment that the input names. */
  readonly deployment: Observation<DeploymentSeen | "none"> | undefined;
  /** The input `alerts-url`; empty where it is not given. */
  readonly alertsUrl: string;
}

/** The newest deployment of an environment, as GitHub keeps it. */
export interface DeploymentSeen {
  readonly environment: string;
  readonly commit: string;
  /** `success`, `in_progress`, `failure`, …; `none` before the first status. */
  readonly state: string;
  readonly url: string;
}
