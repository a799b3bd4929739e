// What does a person see while the rig works?

/** A fault that one line explains; anything else is a defect of the rig and is shown with its stack. */
export class RigError extends Error {
  override readonly name = "RigError";
}

const started = process.hrtime.bigint();

/** One line with the time since the program began: `[  3.2 s] the node is Ready`. */
export function progress(message: string): void {
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  process.stderr.write(`[${seconds.toFixed(1).padStart(6)} s] ${message}\n`);
}

/** Says each half minute that a long piece of work is still going on. */
export async function withHeartbeat<T>(what: string, work: () => Promise<T>): Promise<T> {
  const begun = Date.now();
  const timer = setInterval(() => progress(`${what} … ${Math.round((Date.now() - begun) / 1000)} s`), 30_000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
