// What did a build spend its time on, and what did the cache save?

/** One step of the Dockerfile as BuildKit ran it. */
export interface BuildStep {
  /** `build`, `stage-1`, with the platform before it where there are several: `linux/amd64 build`. */
  readonly stage: string;
  /** `RUN go build ./...`, on one line. */
  readonly step: string;
  readonly cached: boolean;
  /** 0 for a cached one. */
  readonly seconds: number;
  /** Seconds since the build began; undefined where nobody wrote down when the lines came. */
  readonly began?: number | undefined;
}

/**
 * Reads the lines of `--progress=plain`:
 *
 * ```
 * #9 [build 4/5] RUN go build ./...
 * #9 DONE 1.2s
 * #10 [stage-1 2/2] COPY --from=build /orders /orders
 * #10 CACHED
 * ```
 *
 * The one stage of a Dockerfile without names has none here either: `#5 [2/3] RUN …`.
 *
 * @param at when each came, in milliseconds
 */
export function readSteps(lines: readonly string[], at: readonly number[] = []): BuildStep[] {
  const open = new Map<string, { stage: string; step: string }>();
  const steps = new Map<string, BuildStep>();
  for (const [index, line] of lines.entries()) {
    const [, vertex = "", rest = ""] = /^#(\d+) (.*)$/.exec(line) ?? [];
    if (vertex === "") continue;
    const begun = stepOf(rest);
    if (begun !== undefined) open.set(vertex, begun);
    const known = open.get(vertex);
    if (known === undefined) continue;
    if (rest === "CACHED") steps.set(vertex, { ...known, cached: true, seconds: 0 });
    const done = /^DONE (\d+(?:\.\d+)?)s$/.exec(rest)?.[1];
    if (done !== undefined && !steps.get(vertex)?.cached)
      steps.set(vertex, { ...known, ...took(Number(done), at[index]) });
  }
  return [...steps.values()];
}

function stepOf(text: string): { stage: string; step: string } | undefined {
  const [, stage, step] =
    /^\[(?!internal)((?:[^\]]* )?)\d+\/\d+\] ((?:ONBUILD )?(?:RUN|COPY|ADD|WORKDIR|FROM) .*)$/.exec(text) ?? [];
  if (stage === undefined || step === undefined) return undefined;
  return { stage: stage.trim() || "stage-0", step: step.replace(/\s+/g, " ") };
}

/** BuildKit shows one step at a time, and others late: only the end is told when it comes. */
function took(seconds: number, ended: number | undefined) {
  const began = ended === undefined ? {} : { began: Math.max(0, ended / 1000 - seconds) };
  return { cached: false, seconds, ...began };
}

export interface StageUse {
  readonly stage: string;
  readonly cached: number;
  readonly steps: number;
  readonly seconds: number;
}

/** How much of each stage came from the cache; FROM is not work, and left out. */
export function cacheUse(steps: readonly BuildStep[]): StageUse[] {
  const work = steps.filter(({ step }) => !step.startsWith("FROM "));
  return [...new Set(work.map(({ stage }) => stage))].map((stage) => {
    const own = work.filter((step) => step.stage === stage);
    return {
      stage,
      cached: own.filter(({ cached }) => cached).length,
      steps: own.length,
      seconds: own.reduce((sum, { seconds }) => sum + seconds, 0),
    };
  });
}

/** What a stage's steps printed last. */
export function lastOutput(lines: readonly string[], atMost: number): string[] {
  const steps = new Set<string>();
  const printed: string[] = [];
  for (const line of lines) {
    const [, vertex = "", rest = ""] = /^#(\d+) (.*)$/.exec(line) ?? [];
    if (/^\[(?!internal)[^\]]*\] (?:ONBUILD )?RUN /.test(rest)) steps.add(vertex);
    const text = /^\d+\.\d+ (.*)$/.exec(rest)?.[1];
    if (text !== undefined && steps.has(vertex)) printed.push(text);
  }
  return printed.slice(-atMost);
}
