// How does a program bring the cluster up, take it down, or only fetch what a later start needs?

import { chooseCluster } from "./cluster-choice.ts";
import { downRig } from "./down.ts";
import { type RigEnvironment, rigEnvironment } from "./environment.ts";
import { paths } from "./home.ts";
import { downKind, upKind } from "./kind.ts";
import { withLock } from "./lock.ts";
import { upNamedCluster } from "./named-cluster.ts";
import { progress } from "./progress.ts";
import { linkTestPrograms } from "./test-programs.ts";
import { prepareRig, upRig } from "./up.ts";
import { ensureWorkflowTools } from "./workflow-tools.ts";

/** Starts or repairs the cluster where that is needed. Progress goes to stderr. */
export async function ensureUp(): Promise<RigEnvironment> {
  await up();
  return rigEnvironment();
}

export async function up(): Promise<void> {
  const cluster = await chooseCluster();
  await withLock(paths.lock, () => {
    switch (cluster) {
      case "rig":
        return upRig();
      case "kind":
        return upKind();
      case "kubeconfig":
        return upNamedCluster();
    }
  });
}

export async function down(): Promise<void> {
  const cluster = await chooseCluster();
  await withLock(paths.lock, async () => {
    switch (cluster) {
      case "rig":
        return downRig();
      case "kind":
        return downKind();
      case "kubeconfig":
        return progress("the cluster that KUBECONFIG names is left as it is");
    }
  });
}

/** What tests need beside a cluster that is up: Traefik, grype, helm, kwok. */
export async function upForTests(): Promise<void> {
  await up();
  await withLock(paths.lock, async () => linkTestPrograms((await rigEnvironment()).bin));
}

/** Fills the caches; starts and changes nothing else. */
export async function prepare(): Promise<void> {
  const cluster = await chooseCluster();
  await withLock(paths.lock, async () => {
    if (cluster === "rig") {
      await prepareRig();
    }
    await ensureWorkflowTools();
    progress("everything that a start needs is in the cache");
  });
}
