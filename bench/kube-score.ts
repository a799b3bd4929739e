// Where does a verdict differ from kube-score's, and what in the object explains it?

import { execFile } from "node:child_process";
import { globSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readManifests } from "../src/manifests/read-objects.ts";
import { runCheck } from "../src/validation/judge.ts";
import { kubeScore as rows } from "../src/validation/peers/kube-score.ts";
import type { Difference, Judged } from "../src/validation/peers/peer-check.ts";
import { checks } from "../src/validation/registry.ts";
import { type Subject, subjectOf } from "../src/validation/subject.ts";
import type { Figure, Result } from "./figure.ts";
import { faultlessSet, shapes, type Written } from "./support/faultless-sets.ts";
import { type Fault, faults } from "./support/faults.ts";
import { kubeScore } from "./support/kube-score.ts";

/** Sets with two or three faults, beside those with one and with none. */
const mixed = 1200;

export const figure: Figure = {
  name: "kube-score",
  async run(progress) {
    const program = await kubeScore(progress);
    const folder = await mkdtemp(join(tmpdir(), "slipway-bench-kube-score-"));
    try {
      const tally = newTally();
      for (const text of [await examples(), generated()]) {
        const file = join(folder, "set.yaml");
        await writeFile(file, text);
        compare(
          await verdictsOf(program, file),
          subjectOf(readManifests(text, "set.yaml"), undefined, undefined),
          tally,
        );
      }
      report(tally, progress);
      return [
        count("verdicts compared", tally.compared),
        count("disagreements", tally.disagreements),
        count("causes that explain them", tally.met.size),
        count("disagreements without a cause", tally.unexplained.length, 0),
        count("causes that nothing showed", causes.filter(({ cause }) => !tally.met.has(cause)).length, 0),
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

const causes = rows.flatMap((row) =>
  "ours" in row ? (row.differs ?? []).map((cause) => ({ check: row.check, cause })) : [],
);

interface Verdict {
  readonly check: string;
  /** `Deployment shop/orders`. */
  readonly object: string;
  readonly failed: boolean;
}

interface Tally {
  compared: number;
  disagreements: number;
  readonly met: Map<Difference, { count: number; example: string }>;
  readonly unexplained: string[];
}

function newTally(): Tally {
  return { compared: 0, disagreements: 0, met: new Map(), unexplained: [] };
}

async function examples(): Promise<string> {
  const files = globSync("examples/*/k8s/*.yaml").sort();
  return (await Promise.all(files.map((file) => readFile(file, "utf8")))).join("\n---\n");
}

/** Each set stands in a namespace of its own, whose name says what is wrong with it. */
function generated(): string {
  const none = shapes.map((shape) => faultlessSet(shape, `faultless-${shape}`));
  const single = faults.flatMap((fault, number) => shapes.map((shape) => withFaults(shape, [number], [fault])));
  const joined = together().flatMap((chosen, index) =>
    (["Deployment", "scaled Deployment", "StatefulSet"] as const).map((shape) =>
      withFaults(shape, [index, 0, index], chosen),
    ),
  );
  const random = seeded(1);
  const several = Array.from({ length: mixed }, (_, index) => {
    const numbers = Array.from({ length: 2 + random(2) }, () => random(faults.length));
    const shape = shapes[index % shapes.length] ?? "Deployment";
    return withFaults(
      shape,
      [index, ...numbers],
      numbers.flatMap((number) => faults[number] ?? []),
    );
  });
  const texts = [...none, ...single, ...joined, ...several].flat().map((one) => JSON.stringify(renamed(one)));
  return texts.join("\n---\n");
}

/** What chance would seldom bring together: who decides the number of pods, what it is, and what the pods lack. */
function together(): Fault[][] {
  const lacks = named("no Service", "no budget", "no rule that spreads");
  const faulty = named("one replica", "no number of replicas", "two replicas", "Recreate", "no readiness probe");
  const deciding = named("a minimum of one", "KEDA", "an autoscaler of a StatefulSet");
  return lacks.flatMap((lack) =>
    faulty.flatMap((fault) => [[lack, fault], ...deciding.map((decides) => [lack, fault, decides])]),
  );
}

function named(...beginnings: string[]): Fault[] {
  return beginnings.flatMap((beginning) => {
    const found = faults.filter(({ name }) => name.startsWith(beginning));
    if (found.length === 0) throw new Error(`there is no fault "${beginning}"`);
    return found;
  });
}

function withFaults(shape: (typeof shapes)[number], numbers: number[], chosen: readonly Fault[]): Written[] {
  const objects = faultlessSet(shape, `${shape}-${numbers.join("-")}`);
  for (const fault of chosen) fault.apply(objects);
  return objects;
}

/** Namespaces are of small letters and hyphens. */
function renamed(object: Written): Written {
  const namespace = object.metadata.namespace.toLowerCase().replaceAll(" ", "-");
  return { ...object, metadata: { ...object.metadata, namespace } };
}

async function verdictsOf(program: string, file: string): Promise<Verdict[]> {
  const flags = ["score", "--all-default-optional", "--kubernetes-version", "v1.34", "-o", "json", file];
  const output = await new Promise<string>((resolve, reject) => {
    execFile(program, flags, { maxBuffer: 1024 * 1024 * 1024 }, (error, stdout) => {
      if (stdout === "") reject(error ?? new Error("kube-score said nothing"));
      else resolve(stdout);
    });
  });
  const objects = JSON.parse(output) as readonly Scored[];
  return objects.flatMap(({ type_meta: { kind }, object_meta: { name, namespace = "" }, checks: judged }) =>
    judged.map(({ check, grade, skipped }) => ({
      check: check.id,
      object: `${kind} ${namespace}/${name}`,
      failed: !skipped && grade <= warning,
    })),
  );
}

interface Scored {
  readonly type_meta: { readonly kind: string };
  readonly object_meta: { readonly name: string; readonly namespace?: string };
  readonly checks: readonly {
    readonly check: { readonly id: string };
    readonly grade: number;
    readonly skipped: boolean;
  }[];
}

/** kube-score's grades are 1 (critical), 5 (warning), 7 (almost) and 10 (all is well). */
const warning = 5;

function compare(theirs: readonly Verdict[], subject: Subject, tally: Tally): void {
  const judged = judgedObjects(subject);
  const ours = ourFindings(subject);
  for (const verdict of theirs) {
    const row = rows.find((one) => one.check === verdict.check);
    if (row === undefined) throw new Error(`kube-score has a check "${verdict.check}" that no row of ours is about`);
    if (!("ours" in row)) continue;
    tally.compared += 1;
    if (row.ours.some((id) => ours.has(`${id} ${verdict.object}`)) === verdict.failed) continue;
    explain(verdict, causesIn(judged.get(verdict.object), row.differs ?? [], verdict.failed ? "it" : "we"), tally);
  }
}

function explain({ check, object, failed }: Verdict, found: readonly Difference[], tally: Tally): void {
  tally.disagreements += 1;
  if (found.length === 0) tally.unexplained.push(`${check}: ${failed ? "kube-score" : "ours"} alone, for ${object}`);
  for (const cause of found) {
    tally.met.set(cause, { count: (tally.met.get(cause)?.count ?? 0) + 1, example: object });
  }
}

function causesIn(judged: Judged | undefined, all: readonly Difference[], alone: Difference["alone"]): Difference[] {
  return judged === undefined ? [] : all.filter((cause) => cause.alone === alone && cause.holds(judged));
}

function judgedObjects(subject: Subject): Map<string, Judged> {
  const workloads = new Map(subject.workloads.map((workload) => [workload.object, workload]));
  return new Map(
    subject.written.map((seen) => [
      `${seen.object.kind} ${seen.namespace}/${seen.object.metadata.name}`,
      { subject, seen, workload: workloads.get(seen.object) },
    ]),
  );
}

/** `reliability/replicas Deployment shop/orders` of each finding. */
function ourFindings(subject: Subject): Set<string> {
  const wanted = new Set(rows.flatMap((row) => ("ours" in row ? row.ours : [])));
  return new Set(
    checks
      .filter(({ id }) => wanted.has(id))
      .flatMap((check) =>
        runCheck(check, subject, "none").findings.map(
          ({ object }) => `${check.id} ${object?.kind} ${object?.namespace}/${object?.name}`,
        ),
      ),
  );
}

function report({ met, unexplained }: Tally, progress: (line: string) => void): void {
  for (const { check, cause } of causes) {
    const { count: times, example } = met.get(cause) ?? { count: 0, example: "nothing" };
    progress(
      `${times} × ${check}: ${cause.alone === "it" ? "kube-score" : "ours"} alone, because ${cause.because}, as for ${example}`,
    );
  }
  for (const line of unexplained.slice(0, 40)) progress(`WITHOUT A CAUSE ${line}`);
}

function count(name: string, value: number, limit?: number): Result {
  return { name, value, unit: "", ...(limit === undefined ? {} : { limit }), samples: [value] };
}

function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * below);
  };
}
