// What does the comparison with other tools say?

import { table } from "../../report/markdown.ts";
import { kubeLinter } from "./kube-linter.ts";
import { kubeScore } from "./kube-score.ts";
import type { PeerCheck } from "./peer-check.ts";
import { polaris } from "./polaris.ts";

/** The content of docs/kube-score.md. */
export function renderPeers(): string {
  const differing = kubeScore.filter((row) => "ours" in row && (row.theirsOnly ?? row.oursOnly) !== undefined);
  return [
    "# kube-score, kube-linter, Polaris and validate-production\n",
    "Generated from the code. Each check of the three tools, and the check of ours that answers it, or why it holds no more on Kubernetes 1.34.",
    "What each of ours says stands in [checks.md](checks.md).\n",
    "## Where verdicts differ from kube-score's\n",
    "`npm run bench -- kube-score` builds kube-score v1.20.0, runs both over `examples/` and over generated objects, and fails where",
    "a verdict differs for a check and in a direction that is not explained here. A finding of kube-score is one that it grades critical or warning.\n",
    table(
      ["kube-score", "it alone fails, because", "ours alone fail, because"],
      differing.map((row) => [
        code(row.check),
        "ours" in row ? (row.theirsOnly ?? "") : "",
        "ours" in row ? (row.oursOnly ?? "") : "",
      ]),
    ),
    ...section("kube-score v1.20.0", kubeScore),
    ...section("kube-linter", kubeLinter),
    ...section("Polaris", polaris),
  ].join("\n");
}

function section(name: string, rows: readonly PeerCheck[]): string[] {
  const answered = rows.filter((row) => "ours" in row).length;
  return [
    `## ${name}\n`,
    `${rows.length} checks: ${answered} are answered, ${rows.length - answered} hold no more.\n`,
    table(
      ["its check", "ours"],
      rows.map((row) => [code(row.check), "ours" in row ? row.ours.map(code).join(", ") : `none: ${row.gone}`]),
    ),
  ];
}

function code(text: string): string {
  return `\`${text}\``;
}
