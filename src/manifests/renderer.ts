// What does a renderer need, and how is it run?

import type { RunCommand } from "../config/run-command.ts";
import { Failure } from "../report/failure.ts";

/** What rendering needs of the world and of the user. */
export interface RenderOptions {
  readonly runCommand: RunCommand;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** A folder of this job's own, for files that go again. */
  readonly tempDirectory: string;
  /** Whether a kustomization may load what is not in the repository. */
  readonly allowRemoteBases: boolean;
  readonly helm: HelmOptions;
  /** Asked only where a chart is rendered: charts choose by it. Undefined where no cluster is there to be asked. */
  readonly capabilities: () => Promise<ClusterCapabilities | undefined>;
}

export interface HelmOptions {
  /** The release's name; the chart's folder unless given. */
  readonly release: string | undefined;
  /** Files, relative to the workspace, the last one wins. */
  readonly values: readonly string[];
  /** `path.to.key=value`. */
  readonly set: readonly string[];
}

export interface ClusterCapabilities {
  /** `v1.34.4`. */
  readonly kubernetes: string;
  /** `apps/v1` and `apps/v1/Deployment` of all that is served. */
  readonly apiVersions: readonly string[];
}

/** A folder whose files are not manifests themselves. */
export interface Source {
  readonly kind: "kustomization" | "chart";
  /** Absolute. */
  readonly folder: string;
  /** As the user named it, relative to the workspace where it is inside. */
  readonly name: string;
}

export interface RenderCommand {
  /** As messages name it. */
  readonly attempted: string;
  /** How to get the program. */
  readonly get: string;
}

/** Runs a renderer and gives what it wrote. @throws Failure in the renderer's words. */
export async function runRenderer(
  program: string,
  args: readonly string[],
  { attempted, get }: RenderCommand,
  { runCommand, env, signal, directory }: RenderOptions & { readonly directory: string },
): Promise<string> {
  const { status, stdout, stderr } = await runCommand(program, args, { directory, env, signal, timeout: 60_000 });
  if (status === 0) return stdout;
  if (status === undefined) {
    const found = stderr.includes("not on the PATH")
      ? `${program} is not on the PATH`
      : `${program} gave no answer within 60 s`;
    throw new Failure({ attempted, found, advice: get });
  }
  const words = stderr.trim().split("\n");
  throw new Failure({
    attempted,
    found:
      (words.findLast((line) => /error/i.test(line)) ?? words.at(-1) ?? "").replace(/^error: /i, "") ||
      `${program} ended with status ${status}`,
    advice: `Run \`${program} ${args.join(" ")}\` in the repository to see the same.`,
    evidence: [{ title: `what ${program} wrote`, text: stderr.trim() }],
  });
}
