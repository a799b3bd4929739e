// How do the drill's programs run, and what do they say when they fail?

import { execa } from "execa";
import { redact } from "../../../report/redact.ts";
import type { Login } from "../../database/login.ts";

export interface ProgramContext {
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

export class ProgramFailure extends Error {
  override readonly name = "ProgramFailure";
  /** Whether there is no such program: that says nothing about the backup. */
  readonly isMissing: boolean;

  constructor(message: string, isMissing: boolean) {
    super(message);
    this.isMissing = isMissing;
  }
}

/** libpq's own variables: a password never stands among the arguments, which every user of a machine can read. */
export function loginEnvironment(
  login: Login,
  options: { readonly database: string; readonly port?: number | undefined; readonly caFile?: string | undefined },
): NodeJS.ProcessEnv {
  return {
    PGHOST: login.host,
    ...(options.port === undefined ? {} : { PGHOSTADDR: "127.0.0.1" }),
    PGPORT: String(options.port ?? login.port),
    PGUSER: login.user,
    PGPASSWORD: login.password,
    PGDATABASE: options.database,
    PGSSLMODE: login.sslmode,
    ...(options.caFile === undefined ? {} : { PGSSLROOTCERT: options.caFile }),
    PGAPPNAME: "slipway-restore-drill",
    PGCONNECT_TIMEOUT: "15",
  };
}

/**
 * Runs a program to its end. An abort ends it within a second.
 *
 * @param take what it prints, in pieces; into a file where a path is given
 * @throws ProgramFailure with its last words; the signal's reason
 */
export async function runProgram(
  file: string,
  args: readonly string[],
  { env, signal }: ProgramContext,
  take: { readonly file: string } | ((chunk: Buffer) => void) = () => undefined,
): Promise<void> {
  signal.throwIfAborted();
  const child = execa(file, [...args], {
    env: { ...env, LC_ALL: "C" },
    extendEnv: false,
    reject: false,
    buffer: { stdout: false, stderr: true },
    maxBuffer: 64 * 1024,
    stdin: "ignore",
    stdout: typeof take === "function" ? "pipe" : { file: take.file },
    stderr: "pipe",
    cancelSignal: signal,
    forceKillAfterDelay: 1000,
  });
  if (typeof take === "function") child.stdout?.on("data", (chunk: Buffer) => take(chunk));
  const result = await child;
  signal.throwIfAborted();
  if (!result.failed || result.isMaxBuffer) {
    if (result.exitCode === 0) return;
  }
  const isMissing = result.code === "ENOENT";
  const secrets = [env.PGPASSWORD ?? ""];
  const said = redact(String(result.stderr ?? ""), secrets)
    .trim()
    .split("\n")
    .slice(-3)
    .join(" | ")
    .slice(-500);
  const how = isMissing
    ? "it is not on the PATH"
    : said || `it ended with exit code ${result.exitCode ?? result.signal}`;
  throw new ProgramFailure(`${file}: ${how}`, isMissing);
}
