// Do the commands that should run in the image end well there?

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "../../report/failure.ts";
import { codeBlock, codeSpan, details } from "../../report/markdown.ts";
import type { BuildxInvocation } from "../arguments.ts";
import { lastOutput } from "../build-log.ts";
import type { BuildContext } from "../build-request.ts";
import { findFile, mergeLayers, readLayers } from "../content/files.ts";
import type { PlatformImage } from "../content/image-content.ts";
import type { GateReport, ImageUnderTest } from "../gate.ts";
import type { Preparation } from "../prepare-build.ts";
import { runBuild } from "../run-build.ts";

const shownLines = 20;

/**
 * BuildKit runs them: a build that begins with the very image, by its digest, and runs each as a step, never from the
 * cache. So it needs no container engine, and works with whatever builds. What a step writes is thrown away. A step
 * runs with the image's user, working directory and variables, and without its ENTRYPOINT.
 */
export async function testCommandGate(
  commands: readonly (readonly string[])[],
  subject: ImageUnderTest,
  prepared: Preparation,
  request: Pick<BuildxInvocation, "builder" | "addHosts" | "network" | "ulimit" | "shmSize">,
  context: BuildContext,
): Promise<GateReport> {
  const name = "test-command";
  if (subject.place.kind === "registry") return { name, result: "passed", markdown: "Passed when it was built.\n" };
  const image = runnablePlatform(subject, prepared);
  const folder = await mkdtemp(join(context.tempDirectory, "slipway-test-command-"));
  try {
    const accounts = await accountFiles(image, subject.place.folder, context.signal);
    const files = await writeContext(folder, commands, accounts);
    const run = await runBuild(
      {
        attempted: "testing the image",
        invocation: {
          ...plainInvocation,
          ...request,
          context: files,
          platforms: [image.platform],
          buildContexts: [`image-under-test=oci-layout://${subject.place.folder}@${image.digest}`],
        },
        dockerfile: "test-command",
      },
      prepared,
      context.tempDirectory,
      context,
    );
    const printed = lastOutput(run.lines, shownLines);
    const shown =
      printed.length === 0
        ? "Nothing was printed.\n"
        : details("what they printed last", codeBlock(printed.join("\n"), "text"));
    const markdown = `${commands.map((words) => codeSpan(words.join(" "))).join(", ")} in ${codeSpan(image.digest)} (${image.platform})\n\n${shown}`;
    if (run.kind === "built") return { name, result: "passed", markdown };
    return {
      name,
      result: "failed",
      markdown,
      failure: asFailure(run.failure, commands[(run.failure.at?.line ?? 0) - linesOf(accounts).length - 1]),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The builder's own platform where the image is built for it, otherwise one that it can run. */
function runnablePlatform(subject: ImageUnderTest, { builder }: Preparation): PlatformImage {
  const { platforms } = subject.image;
  const [only] = platforms;
  const runs = builder.platforms.length === 0 ? platforms.map(({ platform }) => platform) : builder.platforms;
  const found = runs.flatMap((name) => platforms.find(({ platform }) => platform === name) ?? [])[0];
  if (found !== undefined) return found;
  throw new Failure({
    attempted: "testing the image",
    found: `the builder runs programs for ${builder.platforms.join(", ")}, and the image is for ${only?.platform ?? "no platform"}`,
    advice:
      "Set up emulation in a step before this one (docker/setup-qemu-action), build on a runner of that platform, or leave out test-command.",
  });
}

/**
 * BuildKit does not find out what a numeric user is where the image has no /etc/passwd (as `FROM scratch` has none),
 * and refuses the step. For the test such an image gets one, which says what a number alone means.
 */
async function accountFiles(image: PlatformImage, layout: string, signal: AbortSignal): Promise<string[]> {
  const [user = "", group] = (image.config.config?.User ?? "").split(":");
  if (!/^\d+$/.test(user) || group !== undefined) return [];
  const files = mergeLayers(await readLayers(layout, image.layers, () => false, signal));
  return ["passwd", "group"].filter((name) => findFile(files, `etc/${name}`) === undefined);
}

async function writeContext(
  folder: string,
  commands: readonly (readonly string[])[],
  accounts: readonly string[],
): Promise<string> {
  const context = join(folder, "context");
  await mkdir(context);
  for (const file of accounts) await writeFile(join(context, file), "root:x:0:0:root:/:\n");
  await writeFile(
    join(context, "Dockerfile"),
    [...linesOf(accounts), ...commands.map((words) => `RUN ${JSON.stringify(words)}`), ""].join("\n"),
  );
  return context;
}

/** What stands before the commands. */
function linesOf(accounts: readonly string[]): string[] {
  return ["FROM image-under-test", ...(accounts.length === 0 ? [] : [`COPY ${accounts.join(" ")} /etc/`])];
}

const plainInvocation: BuildxInvocation = {
  context: ".",
  buildArgs: [],
  buildContexts: [],
  secrets: [],
  secretFiles: [],
  ssh: [],
  platforms: [],
  labels: [],
  annotations: [],
  cacheFrom: [],
  cacheTo: [],
  noCache: true,
  pull: false,
  addHosts: [],
  ulimit: [],
  outputs: [],
};

/** The lines of the Dockerfile that ran them are nobody's. */
function asFailure(failure: Failure, command: readonly string[] | undefined): Failure {
  const missing = /exec: "?([^":]+)"?: (?:stat|executable file not found|no such file)/.exec(failure.found)?.[1];
  return new Failure({
    attempted: "testing the image",
    found:
      command === undefined
        ? failure.found
        : failure.found.replace(
            /^the step ".*" (?=ended with exit code|failed: )/s,
            `the command "${command.join(" ")}" `,
          ),
    advice:
      missing === undefined
        ? "Nothing was pushed. Mend the image, or the command."
        : `The image has no program ${missing}: test-command runs in the image as it is, without a shell unless it names one.`,
    evidence: failure.evidence,
    cause: failure,
  });
}
