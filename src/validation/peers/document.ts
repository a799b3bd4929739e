// What does the comparison with other tools say?

import { table } from "../../report/markdown.ts";
import { kubeLinter } from "./kube-linter.ts";
import { kubeScore } from "./kube-score.ts";
import type { PeerCheck } from "./peer-check.ts";
import { polaris } from "./polaris.ts";

/** The content of docs/kube-score.md. */
export function renderPeers(): string {
  const causes = kubeScore.flatMap((row) => ("ours" in row ? (row.differs ?? []).map((one) => ({ row, ...one })) : []));
  return [
    "# kube-score, kube-linter, Polaris and validate-production\n",
    "Generated from the code. Each check of the three tools, and the check of ours that answers it, or why it holds no more on Kubernetes 1.34.",
    "What each of ours says stands in [checks.md](checks.md).\n",
    "## Where verdicts differ from kube-score's\n",
    "`npm run bench -- kube-score` builds kube-score v1.20.0 and runs both over `examples/` and over generated objects: Deployments,",
    "StatefulSets, DaemonSets, Jobs, CronJobs and pods with their companions, each with one fault after the other and with several at once.",
    "Each cause below is a condition that the bench looks for in the very object. It fails where verdicts differ and no cause of the check is",
    "there, where two differ about an object without a fault, and where a cause below is never met.",
    "A finding of kube-score is one that it grades critical or warning; what it skips, it lets pass.\n",
    table(
      ["kube-score", "alone fails it", "because"],
      causes.map(({ row, alone, because }) => [code(row.check), alone === "it" ? "kube-score" : "ours", because]),
    ),
    ...section("kube-score v1.20.0", kubeScore),
    ...section("kube-linter, main branch after v0.8.3", kubeLinter),
    ...section("Polaris, main branch after v10.2.0", polaris),
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
