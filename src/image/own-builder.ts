// Who builds where the only builder is docker's own, which hands out no image?

import { Failure } from "../report/failure.ts";
import type { BuildContext } from "./build-request.ts";
import type { Builder } from "./builder.ts";
import type { Buildx } from "./find-buildx.ts";

/** Creating pulls BuildKit's image; removing stops its container. In milliseconds. */
const patience = { create: 120_000, remove: 20_000 };

type Context = Pick<BuildContext, "env" | "signal" | "runCommand" | "log"> & Pick<BuildContext, "onBuilder">;

/**
 * Runs the body with the name of a builder that can hand out an image: the one that is there, or one of this build's
 * own in a container, which is removed again whatever happens.
 *
 * @throws Failure where docker refuses to make one
 */
export async function withBuilder<T>(
  builder: Builder,
  buildx: Buildx,
  context: Context,
  body: (own: string | undefined) => Promise<T>,
): Promise<T> {
  if (builder.driver !== "docker" || (await keepsImagesInContainerd(context))) return body(undefined);
  const { randomBytes } = await import("node:crypto");
  const name = `slipway-${randomBytes(6).toString("hex")}`;
  context.onBuilder?.(name);
  try {
    await create(name, buildx, context);
    return await body(name);
  } finally {
    await removeBuilder(name, buildx, context);
  }
}

/** Never throws, and does not care for a cancelled job: what is left is told. */
export async function removeBuilder(
  name: string,
  { command, prefix }: Buildx,
  { env, runCommand, log }: Pick<Context, "env" | "runCommand" | "log">,
): Promise<void> {
  const options = { directory: process.cwd(), env, timeout: patience.remove };
  const answer = await runCommand(command, [...prefix, "rm", "--force", name], options).catch(() => undefined);
  const gone = answer?.status === 0 || /no builder .* found/.test(answer?.stderr ?? "");
  if (!gone) log.warning(`The builder ${name} could not be removed: docker buildx rm ${name}`);
}

/** With containerd's image store docker's own builder can do all that another can. */
async function keepsImagesInContainerd({ env, signal, runCommand }: Context): Promise<boolean> {
  const options = { directory: process.cwd(), env, signal, timeout: 20_000 };
  const { status, stdout } = await runCommand("docker", ["info", "--format", "{{json .DriverStatus}}"], options);
  return status === 0 && stdout.includes("io.containerd.snapshotter");
}

async function create(name: string, { command, prefix }: Buildx, { env, signal, runCommand, log }: Context) {
  log.info(`Docker's own builder hands out no image: ${name} is made for this build, and removed after it.`);
  const options = { directory: process.cwd(), env, signal, timeout: patience.create };
  const args = [...prefix, "create", "--name", name, "--driver", "docker-container", "--bootstrap"];
  const { status, stderr } = await runCommand(command, args, options);
  if (status === 0) return;
  throw new Failure({
    attempted: "making a builder",
    found: `docker's own builder hands out no image, and docker buildx create ended with ${status ?? "no answer"}`,
    advice: "Use a step with docker/setup-buildx-action before this one: it makes a builder that does.",
    evidence: stderr.trim() === "" ? [] : [{ title: "what docker said", text: stderr.trim() }],
  });
}
