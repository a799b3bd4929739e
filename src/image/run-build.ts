// How is one invocation of buildx run and, where it fails, explained?

import type { Readable } from "node:stream";
import { Failure } from "../report/failure.ts";
import { type BuildxInvocation, buildxArguments, secretVariables } from "./arguments.ts";
import type { BuildContext } from "./build-request.ts";
import { dockerDriverFailure } from "./builder.ts";
import { explainBuild } from "./explain-build.ts";
import type { Preparation } from "./prepare-build.ts";
import { cacheWarnings } from "./push-cache.ts";
import { runBuildx } from "./run-buildx.ts";
import { secretLikeArguments } from "./secrets.ts";

export interface BuildRun {
  /** What is being done: the title of its group in the log, and what a failure was attempting. */
  readonly attempted: string;
  readonly invocation: BuildxInvocation;
  /** The Dockerfile as the user knows it: failures are told on its lines. */
  readonly dockerfile: string;
  /** What buildx finds in its environment beside the usual, unless the job sets it itself. */
  readonly variables?: Readonly<Record<string, string>> | undefined;
  /** Where the image that buildx writes to its standard output becomes a layout. */
  readonly layout?: string | undefined;
  /** Told as the layout is whole. Buildx may go on. */
  readonly onImage?: (() => void) | undefined;
}

export type BuildRunResult =
  | { readonly kind: "built"; readonly lines: readonly string[]; readonly at: readonly number[] }
  | { readonly kind: "failed"; readonly lines: readonly string[]; readonly failure: Failure };

/** Never throws but for an aborted signal and for what is no failure of the build. */
export async function runBuild(
  { attempted, invocation, dockerfile, layout, onImage, variables: own }: BuildRun,
  { buildx, variables, buildArgs }: Preparation,
  directory: string,
  context: BuildContext,
): Promise<BuildRunResult> {
  const args = buildxArguments(invocation);
  const { promise: image, resolve: hasImage } = Promise.withResolvers<void>();
  const takeOutput = async (output: Readable, folder: string): Promise<void> => {
    await receive(output, folder);
    hasImage();
    onImage?.();
  };
  const run = () =>
    runBuildx({
      buildx,
      args,
      directory,
      env: { ...variables, ...own, ...context.env, ...secretVariables(invocation.secrets) },
      log: context.log,
      signal: context.signal,
      takeOutput: layout === undefined ? undefined : (output) => takeOutput(output, layout),
    });
  // What comes after the image is no longer in its group: others write to the log then.
  const running = await context.log.group(capital(attempted), async () => {
    const result = run();
    // Buildx is started by now, and its own lines come later.
    context.log.foreign(commandLine([buildx.command, ...buildx.prefix, ...args], secretLikeArguments(buildArgs)));
    await Promise.race([result, image]);
    return { result };
  });
  const result = await running.result;
  for (const warning of cacheWarnings(result.lines)) context.log.warning(warning);
  if (result.exitCode === 0) return { kind: "built", lines: result.lines, at: result.at };
  const failure =
    dockerDriverFailure(result.lines.slice(-20).join("\n")) ??
    explainBuild(result.lines, dockerfile, result.exitCode, attempted);
  return { kind: "failed", lines: result.lines, failure };
}

async function receive(output: Readable, layout: string): Promise<void> {
  try {
    const { unpackLayout } = await import("./content/unpack-layout.ts");
    await unpackLayout(output, layout);
  } catch (error) {
    throw new Failure({
      attempted: "taking the image from the builder",
      found: error instanceof Error ? error.message : String(error),
      advice: "Free space where RUNNER_TEMP is, and look at the builder's own log.",
      cause: error,
    });
  }
}

/** For the eye: nothing of it reaches a shell. Arguments that look like secrets lose their values. */
function commandLine(words: readonly string[], hidden: readonly string[]): string {
  return words
    .map((word) => {
      const name = hidden.find((one) => word.startsWith(`${one}=`));
      return quote(name === undefined ? word : `${name}=***`);
    })
    .join(" ");
}

function quote(word: string): string {
  return /^[\w@%+=:,./*-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
