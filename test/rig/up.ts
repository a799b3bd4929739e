// How does the rig come up, whatever an earlier run has left?

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ensureBaseImages } from "./base-images.ts";
import { setUpBuilder } from "./builder.ts";
import { makeCgroups } from "./cgroups.ts";
import { run } from "./command.ts";
import { apiServerAddresses, type Component, components, componentUsers, kubeconfigOf } from "./components.ts";
import { certificateOf, configurationFiles, files, writeKubeconfig } from "./configuration.ts";
import { type DebianRoot, ensureDebianPackages } from "./debian.ts";
import { removeRemains } from "./down.ts";
import { ensureGoBinaries } from "./go-binaries.ts";
import { caches, home, paths } from "./home.ts";
import { recordMachine } from "./machine.ts";
import { setUpNetwork } from "./network.ts";
import { checkPorts, findMissing } from "./prerequisites.ts";
import { bootIdentity, identify } from "./processes.ts";
import { linkPrograms } from "./program-links.ts";
import { progress, RigError } from "./progress.ts";
import { reportRestarts, untilHealthy, untilNodeReady } from "./readiness.ts";
import { importSandboxImage } from "./sandbox-image.ts";
import { findRunningRig, type RunningRig, type Specification, writeJson } from "./supervision.ts";
import { tokenOf, writeTokens } from "./tokens.ts";
import { linkWorkflowTools } from "./workflow-tools.ts";

/** Resolves once the node is Ready, a pod gets an address, and registry and BuildKit answer. */
export async function upRig(): Promise<void> {
  const { debian, programs } = await prepareRig();
  const table = components({ debian, kubernetes: programs.kubernetes, buildkit: programs.buildkit });
  const configuration = configurationFiles(debian);
  const specification: Specification = { components: table, hash: hashOf(table, configuration) };

  const running = findRunningRig();
  const obstacle = running === undefined ? "no rig is running" : findObstacle(running, specification);
  if (obstacle === undefined) {
    await untilHealthy(table);
    reportRestarts();
  } else {
    progress(running === undefined ? "starting the rig" : `starting the rig anew: ${obstacle}`);
    await removeRemains(debian);
    await checkPorts();
    await trimRegistry();
    await prepare(debian, programs.support, configuration);
    writeJson(paths.specification, specification);
    await linkPrograms(debian, programs);
    startSupervisor(programs.support);
    await untilHealthy(table.filter(({ name }) => name === "containerd"));
    await importSandboxImage(debian, programs.support);
    await untilHealthy(table);
    const unfinished = `${paths.kubeconfig}.new`;
    writeKubeconfig(unfinished, { token: tokenOf("admin") });
    writeKubeconfig(paths.certificateKubeconfig, certificateOf("admin"));
    writeKubeconfig(paths.expiredKubeconfig, certificateOf("expired"));
    await untilNodeReady(unfinished);
    renameSync(unfinished, paths.kubeconfig); // From here on, the start counts as finished.
    progress("the node is Ready and gives its pods addresses");
  }
  await linkWorkflowTools(paths.bin);
  await setUpBuilder();
  await ensureBaseImages(debian);
  progress(`the rig is up; kubeconfig: ${paths.kubeconfig}`);
}

/** Fetches and builds what is not in the cache. @throws RigError that names everything that is missing on the machine. */
export async function prepareRig() {
  const missing = await findMissing();
  if (missing.length > 0) {
    throw new RigError(`missing:\n${missing.map((line) => `  ${line}`).join("\n")}`);
  }
  const debian = await ensureDebianPackages();
  return { debian, programs: await ensureGoBinaries(["support", "kubernetes", "buildkit", "buildx"]) };
}

/** What makes a running rig unfit to go on with; a component that merely crashed is the supervisor's business. */
function findObstacle(running: RunningRig, specification: Specification): string | undefined {
  if (running.specification.hash !== specification.hash) {
    return "it is one of another version";
  }
  const givenUp = Object.entries(running.components).find(([, component]) => component.givenUp !== undefined);
  if (givenUp !== undefined) {
    return `${givenUp[0]}: ${givenUp[1].givenUp}`;
  }
  return existsSync(paths.kubeconfig) ? undefined : "its start was interrupted";
}

async function prepare(debian: DebianRoot, support: string, configuration: Record<string, string>): Promise<void> {
  for (const folder of [paths.certificates, paths.configuration, paths.logs, caches.registry, caches.buildkit]) {
    mkdirSync(folder, { recursive: true });
  }
  recordMachine(bootIdentity());
  makeCgroups();
  await setUpNetwork(debian);
  await run(join(support, "support"), ["certificates", paths.certificates, ...apiServerAddresses]);
  for (const [file, content] of Object.entries(configuration)) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  writeFileSync(files.resolvConf, readFileSync("/etc/resolv.conf", "utf8"));
  writeTokens();
  for (const user of componentUsers) {
    writeKubeconfig(kubeconfigOf(user), { token: tokenOf(user) });
  }
}

/** Everything inside ends with the first process of the namespace, and every mount vanishes with the last. */
function startSupervisor(support: string): void {
  const log = openSync(join(paths.logs, "supervisor.log"), "a");
  const namespaces = ["--mount", "--pid", "--fork", "--kill-child=SIGKILL", "--mount-proc"];
  const supervisor = [process.execPath, join(import.meta.dirname, "supervisor.ts")];
  const child = spawn("unshare", [...namespaces, join(support, "support"), "init", ...supervisor], {
    cwd: "/",
    env: { ...process.env, SLIPWAY_RIG_HOME: home, NODE_OPTIONS: "" },
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  const holder = child.pid === undefined ? undefined : identify(child.pid);
  if (holder === undefined) {
    throw new RigError(`the supervisor did not start; see ${join(paths.logs, "supervisor.log")}`);
  }
  writeJson(paths.holder, holder);
  child.unref();
}

/** Each test run pushes a few images; nobody wants them all for ever. The base images are pushed again. */
async function trimRegistry(): Promise<void> {
  mkdirSync(caches.registry, { recursive: true });
  const kibibytes = Number.parseInt(await run("du", ["-sk", caches.registry]), 10);
  if (kibibytes > 4 * 1024 ** 2) {
    progress("emptying the registry, which has grown over 4 GiB");
    rmSync(caches.registry, { recursive: true });
  }
}

function hashOf(table: readonly Component[], configuration: Record<string, string>): string {
  return createHash("sha256")
    .update(JSON.stringify([table, configuration]))
    .digest("hex")
    .slice(0, 16);
}
