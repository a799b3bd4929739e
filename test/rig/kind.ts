// How do the tests get a cluster where docker and kind are installed?
// The project's own CI runs this on GitHub's runners; a machine without docker uses the rig.
// After https://kind.sigs.k8s.io/docs/user/local-registry/.

import { rmSync } from "node:fs";
import { join } from "node:path";
import { registry } from "./addresses.ts";
import { builder } from "./builder.ts";
import { attempt, run } from "./command.ts";
import { home } from "./home.ts";
import { progress, RigError, withHeartbeat } from "./progress.ts";
import { linkWorkflowTools } from "./workflow-tools.ts";

const cluster = "slipway";
const registryContainer = "slipway-registry";

export const kindPaths = {
  kubeconfig: join(home, "kind", "kubeconfig"),
  bin: join(home, "kind", "bin"),
};

export async function upKind(): Promise<void> {
  for (const program of ["docker", "kind", "kubectl", "go", "python3"]) {
    if ((await attempt(program, ["--help"])).status === 127) {
      throw new RigError(`missing: ${program}: kind's way needs it; install it, or set SLIPWAY_CLUSTER=rig`);
    }
  }
  await linkWorkflowTools(kindPaths.bin);
  if ((await attempt("docker", ["inspect", registryContainer])).status !== 0) {
    progress("starting the registry");
    await run("docker", [
      "run",
      "-d",
      "--restart=always",
      "-p",
      "127.0.0.1:5000:5000",
      "--name",
      registryContainer,
      "registry:2",
    ]);
  }
  const clusters = await run("kind", ["get", "clusters", "--quiet"]);
  if (!clusters.split("\n").includes(cluster)) {
    progress("creating the kind cluster");
    const create = [
      "create",
      "cluster",
      "--name",
      cluster,
      "--kubeconfig",
      kindPaths.kubeconfig,
      "--config",
      "-",
      "--wait",
      "3m",
    ];
    await withHeartbeat("creating the kind cluster", () => run("kind", create, { input: configuration }));
  } else {
    await run("kind", ["export", "kubeconfig", "--name", cluster, "--kubeconfig", kindPaths.kubeconfig]);
  }
  await connectRegistry();
  if ((await attempt("docker", ["buildx", "inspect", builder])).status !== 0) {
    // In the machine's network, so that it reaches the registry as localhost.
    await run("docker", [
      "buildx",
      "create",
      "--name",
      builder,
      "--driver",
      "docker-container",
      "--driver-opt",
      "network=host",
    ]);
  }
  progress(`kind is up; kubeconfig: ${kindPaths.kubeconfig}`);
}

export async function downKind(): Promise<void> {
  await run("kind", ["delete", "cluster", "--name", cluster]);
  await attempt("docker", ["rm", "-f", registryContainer]);
  await attempt("docker", ["buildx", "rm", builder]);
  rmSync(join(home, "kind"), { recursive: true, force: true });
  progress("kind is down");
}

/** A NodePort answers on the node's own address, which a Linux machine reaches. */
export async function kindNodeAddress(): Promise<string> {
  const jsonpath = 'jsonpath={.items[0].status.addresses[?(@.type=="InternalIP")].address}';
  return (await run("kubectl", ["--kubeconfig", kindPaths.kubeconfig, "get", "nodes", "-o", jsonpath])).trim();
}

const configuration = `kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
containerdConfigPatches:
  - |-
    [plugins."io.containerd.grpc.v1.cri".registry]
      config_path = "/etc/containerd/certs.d"
`;

async function connectRegistry(): Promise<void> {
  const folder = `/etc/containerd/certs.d/${registry}`;
  for (const node of (await run("kind", ["get", "nodes", "--name", cluster])).split("\n").filter(Boolean)) {
    await run("docker", ["exec", node, "mkdir", "-p", folder]);
    const hosts = `[host."http://${registryContainer}:5000"]\n`;
    await run("docker", ["exec", "-i", node, "cp", "/dev/stdin", `${folder}/hosts.toml`], { input: hosts });
  }
  const networks = await run("docker", ["inspect", "-f", "{{json .NetworkSettings.Networks.kind}}", registryContainer]);
  if (networks.trim() === "null") {
    await run("docker", ["network", "connect", "kind", registryContainer]);
  }
}
