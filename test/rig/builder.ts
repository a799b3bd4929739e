// How does buildx reach the rig's BuildKit?

import { join } from "node:path";
import { attempt, run } from "./command.ts";
import { paths } from "./home.ts";

export const builder = "slipway-rig";

export async function setUpBuilder(): Promise<void> {
  const buildx = join(paths.bin, "docker-buildx");
  const env = builderEnvironment();
  if ((await attempt(buildx, ["inspect", builder], { env })).status !== 0) {
    await run(buildx, ["create", "--name", builder, "--driver", "remote", `unix://${paths.buildkitSocket}`], { env });
  }
}

/** A configuration of our own, so that the user's builders and registry logins are left alone. */
export function builderEnvironment(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    BUILDX_CONFIG: paths.buildxConfig,
    DOCKER_CONFIG: paths.dockerConfig,
    BUILDX_BUILDER: builder,
  };
}
