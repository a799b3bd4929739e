// Where does a verdict differ from kube-score's, and is it explained?

import { execFile } from "node:child_process";
import { globSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readManifests } from "../src/manifests/read-objects.ts";
import { runCheck } from "../src/validation/judge.ts";
import { kubeScore as rows } from "../src/validation/peers/kube-score.ts";
import { checks } from "../src/validation/registry.ts";
import { subjectOf } from "../src/validation/subject.ts";
import type { Figure } from "./figure.ts";
import { kubeScore } from "./support/kube-score.ts";
import { serviceYaml } from "./support/many-services.ts";

const generated = 200;

/** Each set is judged as a whole, as both tools look for companions in it. */
export const figure: Figure = {
  name: "kube-score",
  async run(progress) {
    const program = await kubeScore(progress);
    const folder = await mkdtemp(join(tmpdir(), "slipway-bench-kube-score-"));
    try {
      const tally = new Map<string, { count: number; example: string }>();
      let compared = 0;
      for (const text of await textsToCompare()) {
        const file = join(folder, "set.yaml");
        await writeFile(file, text);
        compared += compare(await verdictsOf(program, file), ourVerdicts(text), tally);
      }
      const unexplained = [...tally].filter(([kind]) => !isExplained(kind));
      for (const [kind, { count, example }] of [...tally].toSorted(([one], [other]) => one.localeCompare(other))) {
        progress(`${isExplained(kind) ? "explained  " : "UNEXPLAINED"} ${count} × ${kind}, as for ${example}`);
      }
      return [
        { name: "verdicts compared", value: compared, unit: "verdicts", samples: [compared] },
        { name: "kinds of disagreement", value: tally.size, unit: "kinds", samples: [tally.size] },
        {
          name: "of which unexplained",
          value: unexplained.length,
          unit: "kinds",
          limit: 0,
          samples: [unexplained.length],
        },
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

interface Verdict {
  readonly check: string;
  readonly object: string;
  readonly failed: boolean;
}

async function textsToCompare(): Promise<string[]> {
  const examples = globSync("examples/*/k8s/*.yaml").sort();
  const texts = await Promise.all(examples.map((file) => readFile(file, "utf8")));
  return [texts.join("\n---\n"), ...Array.from({ length: generated }, (_, index) => mutated(index))];
}

/** A generated service with one to three of its lines left out or changed, the same ones each time. */
function mutated(index: number): string {
  const random = seeded(index + 1);
  const documents = serviceYaml(index, "shop").split("---\n");
  const kept = documents.filter((_, at) => at === 0 || random(6) > 0).join("---\n");
  let text = kept;
  for (let times = 1 + random(3); times > 0; times -= 1) {
    const change = changes[random(changes.length)];
    if (change !== undefined) text = text.replace(change[0], change[1]);
  }
  return text;
}

const changes: readonly (readonly [RegExp, string])[] = [
  [/^ {6}maxUnavailable: 0\n/m, "      maxUnavailable: 3\n"],
  [/^ {2}strategy:\n(?: {4}.*\n)+/m, "  strategy:\n    type: Recreate\n"],
  [/^ {2}strategy:\n(?: {4}.*\n)+/m, ""],
  [/^ {6}topologySpreadConstraints:\n(?: {8}.*\n)+/m, ""],
  [/^ {10}readinessProbe:\n(?: {12}.*\n)+/m, ""],
  [/^ {10}livenessProbe:\n(?: {12}.*\n)+/m, ""],
  [/path: \/live/g, "path: /ready"],
  [/^ {10}resources:\n(?: {12}.*\n)+/m, ""],
  [/^ {14}memory: 128Mi\n/m, ""],
  [/imagePullPolicy: IfNotPresent/, "imagePullPolicy: Always"],
  [/targetPort: http/, "targetPort: web"],
  [/name: http\n {14}containerPort/, "name: web\n              containerPort"],
  [/^ {6}securityContext:\n(?: {8}.*\n)+/m, ""],
  [/readOnlyRootFilesystem: true/, "readOnlyRootFilesystem: false"],
  [/allowPrivilegeEscalation: false/, "privileged: true"],
  [/^ {2}maxUnavailable: 1\n/m, ""],
  [/^ {2}selector:\n {4}app.kubernetes.io\/name: /m, "  selector:\n    app.kubernetes.io/name: other-"],
  [
    /^ {2}podSelector:\n {4}matchLabels:\n {6}app.kubernetes.io\/name: /m,
    "  podSelector:\n    matchLabels:\n      app.kubernetes.io/name: other-",
  ],
  [/minReplicas: 3/, "minReplicas: 1"],
  [/kind: Deployment\n {4}name: /, "kind: Deployment\n    name: other-"],
  [/^ {2}replicas: 3/m, "  replicas: 1"],
  [/name: LOG_LEVEL/, "name: POD_NAME"],
  [/port:\n {18}name: http/, "port:\n                  number: 81"],
  [/spec:\n {2}selector:\n {4}app/, "spec:\n  type: NodePort\n  selector:\n    app"],
];

async function verdictsOf(program: string, file: string): Promise<Verdict[]> {
  const output = await new Promise<string>((resolve, reject) => {
    execFile(program, ["score", "-o", "json", file], { maxBuffer: 64 * 1024 * 1024 }, (error, stdout) => {
      if (stdout === "") reject(error ?? new Error("kube-score said nothing"));
      else resolve(stdout);
    });
  });
  const objects = JSON.parse(output) as readonly Scored[];
  return objects.flatMap(({ type_meta: { kind }, object_meta: { name }, checks: judged }) =>
    judged
      .filter(({ skipped }) => !skipped)
      .map(({ check, grade }) => ({ check: check.id, object: `${kind} ${name}`, failed: grade <= warning })),
  );
}

interface Scored {
  readonly type_meta: { readonly kind: string };
  readonly object_meta: { readonly name: string };
  readonly checks: readonly {
    readonly check: { readonly id: string };
    readonly grade: number;
    readonly skipped: boolean;
  }[];
}

/** kube-score's grades are 1 (critical), 5 (warning), 7 (almost) and 10 (all is well). */
const warning = 5;

/** `reliability/replicas Deployment orders` of each finding. */
function ourVerdicts(text: string): Set<string> {
  const subject = subjectOf(readManifests(text, "set.yaml"), undefined, undefined);
  return new Set(
    checks.flatMap((check) =>
      runCheck(check, subject, "none").findings.map(({ object }) => `${check.id} ${object?.kind} ${object?.name}`),
    ),
  );
}

/** Counts the disagreements by kind; answers how many verdicts were compared. */
function compare(
  theirs: readonly Verdict[],
  ours: ReadonlySet<string>,
  tally: Map<string, { count: number; example: string }>,
): number {
  let compared = 0;
  for (const { check, object, failed } of theirs) {
    const row = rows.find((one) => one.check === check);
    if (row === undefined || !("ours" in row)) continue;
    compared += 1;
    if (row.ours.some((id) => ours.has(`${id} ${object}`)) === failed) continue;
    const kind = `${check}: ${failed ? "kube-score" : "we"} alone`;
    tally.set(kind, { count: (tally.get(kind)?.count ?? 0) + 1, example: object });
  }
  return compared;
}

function isExplained(kind: string): boolean {
  const row = rows.find(({ check }) => kind.startsWith(`${check}: `));
  if (row === undefined || !("ours" in row)) return false;
  return (kind.endsWith("we alone") ? row.oursOnly : row.theirsOnly) !== undefined;
}

function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * below);
  };
}
