// Which cluster, registry and programs do workflows run on?

import { delimiter, dirname, join } from "node:path";
import { execa } from "execa";
import { registry } from "../../rig/addresses.ts";
import { baseImages } from "../../rig/base-images.ts";
import { builder } from "../../rig/builder.ts";
import { paths } from "../../rig/home.ts";
import { repository } from "./workflow-files.ts";

export interface Machine {
  /** For every program that is started: the rig's programs and Node 24 first in PATH, the rig's credentials. */
  readonly env: NodeJS.ProcessEnv;
  readonly kubeconfig: string;
  /** The API server. */
  readonly server: string;
  /** `localhost:5000`. */
  readonly registry: string;
  /** `name=image` for base images that cannot be pulled. */
  readonly buildContexts: readonly string[];
  /** The path of kubectl. */
  readonly kubectl: string;
}

/** Brings the rig up, or finds it up, and tells what it offers. Its progress goes to standard error. */
export async function startMachine(signal?: AbortSignal): Promise<Machine> {
  await execa(process.execPath, [join(repository, "test/rig/main.ts"), "up"], {
    stdio: ["ignore", process.stderr, "inherit"],
    ...(signal === undefined ? {} : { cancelSignal: signal }),
  });
  return theMachine();
}

/** What a rig that is up offers. */
export async function theMachine(): Promise<Machine> {
  const path = [dirname(process.execPath), paths.bin, process.env.PATH].join(delimiter);
  const env = {
    ...process.env,
    PATH: path,
    KUBECONFIG: paths.kubeconfig,
    DOCKER_CONFIG: paths.dockerConfig,
    BUILDX_CONFIG: paths.buildxConfig,
    BUILDX_BUILDER: builder,
  };
  const server = await execa(
    "kubectl",
    ["config", "view", "--minify", "--output=jsonpath={.clusters[0].cluster.server}"],
    {
      env,
      extendEnv: false,
    },
  );
  return {
    env,
    kubeconfig: paths.kubeconfig,
    server: server.stdout,
    registry,
    buildContexts: baseImages().map(({ replaces, reference }) => `${replaces}=docker-image://${reference}`),
    kubectl: join(paths.bin, "kubectl"),
  };
}
