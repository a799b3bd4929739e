// How does a test, the demo or a bench reach the cluster and its parts?

import { existsSync } from "node:fs";
import { delimiter, dirname } from "node:path";
import { registry } from "./addresses.ts";
import { baseImages } from "./base-images.ts";
import { builder } from "./builder.ts";
import { type ClusterKind, chooseCluster } from "./cluster-choice.ts";
import { paths } from "./home.ts";
import { kindNodeAddress, kindPaths } from "./kind.ts";
import { namedClusterBin } from "./named-cluster.ts";
import { RigError } from "./progress.ts";
import { findRunningRig } from "./supervision.ts";

export interface RigEnvironment {
  readonly kind: ClusterKind;
  /** The path of an administrator's kubeconfig. */
  readonly kubeconfig: string;
  /** `localhost:5000`: the same for the builder, the cluster and this machine. */
  readonly registry: string;
  /** The buildx builder; `undefined` means the user's own default. */
  readonly builder: string | undefined;
  /** The folder that comes first in PATH: kubectl, docker-buildx, act, actionlint, zizmor. */
  readonly bin: string;
  /** The whole environment for a child process. */
  readonly env: NodeJS.ProcessEnv;
  /** What a build says instead of base images that cannot be pulled: `golang:1.26=docker-image://…`. */
  readonly buildContexts: readonly string[];
  /** Where a NodePort answers. */
  readonly nodePortHost: string;
  /** Of an administrator who comes by a client certificate. */
  readonly certificateKubeconfig: string;
  /** Of an administrator whose certificate ended yesterday; only the rig has one. */
  readonly expiredKubeconfig: string | undefined;
  /** The program `docker-registry`, for a test that needs a registry with a login; only the rig has it. */
  readonly registryProgram: string | undefined;
}

/** @throws RigError where the cluster is not up. */
export async function rigEnvironment(): Promise<RigEnvironment> {
  const kind = await chooseCluster();
  switch (kind) {
    case "rig":
      requireUp(findRunningRig() !== undefined && existsSync(paths.kubeconfig));
      return {
        kind,
        kubeconfig: paths.kubeconfig,
        registry,
        builder,
        bin: paths.bin,
        env: childEnvironment(paths.bin, paths.kubeconfig, {
          BUILDX_BUILDER: builder,
          BUILDX_CONFIG: paths.buildxConfig,
          DOCKER_CONFIG: paths.dockerConfig,
        }),
        buildContexts: baseImages().map(({ replaces, reference }) => `${replaces}=docker-image://${reference}`),
        nodePortHost: "127.0.0.1",
        certificateKubeconfig: paths.certificateKubeconfig,
        expiredKubeconfig: paths.expiredKubeconfig,
        registryProgram: registryProgram(),
      };
    case "kind":
      requireUp(existsSync(kindPaths.kubeconfig));
      return {
        kind,
        kubeconfig: kindPaths.kubeconfig,
        registry,
        builder,
        bin: kindPaths.bin,
        env: childEnvironment(kindPaths.bin, kindPaths.kubeconfig, { BUILDX_BUILDER: builder }),
        buildContexts: [],
        nodePortHost: await kindNodeAddress(),
        certificateKubeconfig: kindPaths.kubeconfig,
        expiredKubeconfig: undefined,
        registryProgram: undefined,
      };
    case "kubeconfig": {
      const kubeconfig = process.env.KUBECONFIG ?? "";
      requireUp(existsSync(namedClusterBin));
      return {
        kind,
        kubeconfig,
        registry: process.env.SLIPWAY_REGISTRY ?? registry,
        builder: process.env.BUILDX_BUILDER,
        bin: namedClusterBin,
        env: childEnvironment(namedClusterBin, kubeconfig, {}),
        buildContexts: [],
        nodePortHost: process.env.SLIPWAY_NODE_HOST ?? "127.0.0.1",
        certificateKubeconfig: kubeconfig,
        expiredKubeconfig: undefined,
        registryProgram: undefined,
      };
    }
  }
}

function registryProgram(): string | undefined {
  return findRunningRig()?.specification.components.find(({ name }) => name === "registry")?.command[0];
}

function requireUp(isUp: boolean): void {
  if (!isUp) {
    throw new RigError("the rig is not up: start it with npm run rig -- up");
  }
}

function childEnvironment(bin: string, kubeconfig: string, more: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    ...process.env,
    ...more,
    PATH: [dirname(process.execPath), bin, process.env.PATH ?? ""].join(delimiter),
    KUBECONFIG: kubeconfig,
  };
}
