// What did the load stages of the release before come to, and where are those of this one kept?

import type { Cluster } from "../kube/cluster.ts";
import type { ObjectReference } from "../kube/object.ts";
import { explainRefusal } from "../kube/refusal.ts";
import type { Release, ReleaseFigures, ReleaseRecord } from "../release/record.ts";
import { readRecord, updateRecord } from "../release/record-store.ts";
import { amendRelease, currentRelease, openRelease } from "../release/states.ts";
import { Failure } from "../report/failure.ts";
import type { Log } from "../report/log.ts";
import type { LoadFigures } from "./load/figures.ts";
import { stepsOf } from "./load-suite.ts";
import { recordedWorkload, type Tested } from "./recorded-workload.ts";
import type { Step, Suite } from "./suite.ts";
import type { SuiteResult } from "./suite-result.ts";

type Figures = Readonly<Record<string, ReleaseFigures>>;

export interface FiguresContext {
  readonly cluster: Cluster;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** Whether there is anything to compare and to keep. */
export function measuresLoad(suite: Suite): boolean {
  return stepsOf(suite).some(isLoad);
}

/** Whether a load stage asks to be no slower than that of the release before. */
export function comparesLoad(suite: Suite): boolean {
  return stepsOf(suite).some(({ ask }) => ask.kind === "protocol" && Object(ask.options).compare !== undefined);
}

/** The workload whose record tells of what is tested, or why none is known, as half a sentence. */
export async function findRecord(
  tested: Tested,
  namespace: string,
  { cluster, signal }: FiguresContext,
): Promise<ObjectReference | string> {
  try {
    return await recordedWorkload(tested, { cluster, namespace, signal });
  } catch (error) {
    signal.throwIfAborted();
    return whyOf(error, "finding the record of what is tested");
  }
}

/**
 * Figures of the last verified release before the one under test, by the name of the step; none where no such
 * release measured any. What keeps the record from being read is a warning: the test itself needs none of it.
 */
export async function readFiguresBefore(workload: ObjectReference, context: FiguresContext): Promise<Figures> {
  const { cluster, log, signal } = context;
  try {
    const { release, figures } = figuresBefore(await readRecord(cluster, workload, { signal }));
    if (release !== undefined) log.info(`Load stages are compared with those of ${nameOf(release)}.`);
    return figures;
  } catch (error) {
    warn("Load stages are not compared with those of the release before", error, context);
    return {};
  }
}

/** Keeps the figures of a test that passed with the release that it tested. What stands in the way is a warning. */
export async function keepFigures(
  result: SuiteResult,
  workload: ObjectReference,
  context: FiguresContext,
): Promise<void> {
  const figures = figuresOf(result);
  if (!result.passed || Object.keys(figures).length === 0) return;
  const { cluster, log, signal } = context;
  try {
    const record = await updateRecord(cluster, workload, (before) => withFigures(before, figures), { signal });
    const release = releaseUnderTest(record);
    if (release === undefined) log.info(`No release of ${record.workload} is recorded that could keep these figures.`);
    else log.info(`The figures are kept with ${nameOf(release)}.`);
  } catch (error) {
    warn("The figures are not kept for the next release's comparison", error, context);
  }
}

/** Pure. */
export function figuresBefore(record: ReleaseRecord): { release: Release | undefined; figures: Figures } {
  const tested = releaseUnderTest(record);
  const release = record.releases.find(
    ({ id, state, figures }) => id !== tested?.id && state === "verified" && figures !== undefined,
  );
  return { release, figures: release?.figures ?? {} };
}

/** Pure, and the same where it is applied twice. A record without a release under test stays as it is. */
export function withFigures(record: ReleaseRecord, figures: Figures): ReleaseRecord {
  const release = releaseUnderTest(record);
  if (release === undefined) return record;
  return amendRelease(record, release.id, { figures: { ...release.figures, ...figures } });
}

/** What is being released, its preview too; otherwise what serves. */
function releaseUnderTest(record: ReleaseRecord): Release | undefined {
  const open = openRelease(record);
  return open?.state === "rolling-back" ? undefined : (open ?? currentRelease(record));
}

/** Of steps that passed, rounded: a record is small. */
function figuresOf({ endpoints }: SuiteResult): Figures {
  const measured = endpoints
    .flatMap(({ steps }) => steps)
    .filter(({ step, state }) => state === "passed" && isLoad(step));
  return Object.fromEntries(
    measured.map(({ step, answer }) => {
      const { errors, p50, p95, p99, requests }: LoadFigures = JSON.parse(answer?.body ?? "{}");
      return [step.name, { requests, errors, p50: rounded(p50), p95: rounded(p95), p99: rounded(p99) }];
    }),
  );
}

function isLoad({ ask }: Step): boolean {
  return ask.kind === "protocol" && ask.protocol.name === "load";
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100;
}

function nameOf({ id, version }: Release): string {
  return version === "" ? `release ${id}` : `release ${id} (${version})`;
}

/** A cancelled test is no warning. */
function warn(what: string, error: unknown, { log, signal }: FiguresContext): void {
  signal.throwIfAborted();
  log.warning(`${what}: ${whyOf(error, what)}.`);
}

function whyOf(error: unknown, attempted: string): string {
  const explained = explainRefusal(error, attempted);
  return explained instanceof Failure ? explained.found : String(explained);
}
