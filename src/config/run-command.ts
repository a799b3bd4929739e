// How does domain code ask a program a short question?

/**
 * Runs a program to its end and gives what it printed; nothing of it reaches the log. For questions that are answered
 * at once (`git rev-parse HEAD`) and read no input. It throws only the reason of an abort; the program and what it has
 * started are ended then, without anybody waiting for that.
 */
export type RunCommand = (
  /** The name of a program on the PATH of `env`. No shell reads it or its arguments. */
  file: string,
  args: readonly string[],
  options: CommandOptions,
) => Promise<CommandAnswer>;

export interface CommandOptions {
  readonly directory: string;
  /** The process's own environment unless given. Messages are English in either. */
  readonly env?: NodeJS.ProcessEnv | undefined;
  readonly signal?: AbortSignal | undefined;
  /** In milliseconds. A program that has not answered then counts as one that does not run. */
  readonly timeout?: number | undefined;
  /** Told as the program starts; not where none does. */
  readonly onStart?: (() => void) | undefined;
}

export interface CommandAnswer {
  /** Undefined where the program is missing, did not run, or was killed. */
  readonly status: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}
