// Do two jobs belong to the same workflow run?

/** A run key is `<run id>-<attempt>`: the jobs of a run, started again, still belong to its release. */
export function sameRun(one: string, other: string): boolean {
  return runId(one) === runId(other);
}

function runId(runKey: string): string {
  return runKey.replace(/-\d+$/, "");
}
