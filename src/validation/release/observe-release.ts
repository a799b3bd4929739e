// Can the images of a release, and of the one before, still be had?

import { fewAtATime } from "../../config/few-at-a-time.ts";
import { scopeOf } from "../live-scope.ts";
import type { Observation } from "../observation.ts";
import type { Subject } from "../subject.ts";
import { imagesOf, wayBackImages } from "./images.ts";
import type { DeploymentSeen, ReleaseSeen } from "./release-seen.ts";

export interface ReleaseRequest {
  readonly runKey: string;
  readonly alertsUrl: string;
  /** Asks a registry for one image, with the credentials that the workload's nodes have where they can be read. */
  readonly canPull: (image: string) => Promise<Observation<"found" | "missing">>;
  /** Asks GitHub; undefined where no environment is named. */
  readonly lastDeployment: (() => Promise<Observation<DeploymentSeen | "none">>) | undefined;
}

/** @param subject with its live objects; without them no image is asked for */
export async function observeRelease(subject: Subject, request: ReleaseRequest): Promise<Observation<ReleaseSeen>> {
  const { runKey, alertsUrl, canPull, lastDeployment } = request;
  const [images, deployment] = await Promise.all([pullAll(imagesIn(subject), canPull), lastDeployment?.()]);
  return { kind: "seen", value: { runKey, alertsUrl, images, deployment } };
}

/** Registries count requests: https://docs.docker.com/docker-hub/usage/pulls/ (a HEAD is free, but many at once are not liked). */
const mostAtOnce = 4;
const mostImages = 200;

function imagesIn(subject: Subject): string[] {
  if (subject.live === undefined) return [];
  const scope = scopeOf(subject, subject.live);
  const serving = scope.workloads.filter(({ serves }) => serves);
  const all = serving.flatMap((workload) => [...imagesOf(workload), ...wayBackImages(workload, scope)]);
  return [...new Set(all)].slice(0, mostImages);
}

async function pullAll(images: readonly string[], canPull: ReleaseRequest["canPull"]): Promise<ReleaseSeen["images"]> {
  const found = new Map<string, Observation<"found" | "missing">>();
  await fewAtATime(mostAtOnce, images, async (image) => {
    found.set(image, await canPull(image));
  });
  return found;
}
