// How are the proofs of one check written in short?

import type { Subject } from "../../../../src/validation/subject.ts";
import { type Proof, subjectFrom } from "./proof.ts";

/** What is special, the manifests or the whole subject, and what the first finding says. */
export type Case = readonly [special: string, given: string | Subject, evidence?: string | RegExp];

export type Cases = Readonly<Record<Proof["verdict"], readonly Case[]>>;

export function casesOf(check: string, cases: Cases): Proof[] {
  const verdicts = ["pass", "near-pass", "near-fail", "fail"] as const;
  return verdicts.flatMap((verdict) =>
    cases[verdict].map(([special, given, evidence]) => ({
      check,
      verdict,
      case: special,
      subject: typeof given === "string" ? subjectFrom(given) : given,
      ...(evidence === undefined ? {} : { evidence }),
    })),
  );
}

/** A Deployment whose pod spec is the text, in YAML's flow style, beside its one container. */
export function deployment(podSpec: string, container = "", metadata = "name: a, namespace: shop"): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: { ${metadata} }
spec: { selector: { matchLabels: { app: a } }, template: { metadata: { labels: { app: a } }, spec: {
  ${podSpec}${podSpec === "" ? "" : ","} containers: [{ name: a, image: a${container === "" ? "" : `, ${container}`} }] } } }
`;
}

export function job(spec: string, template = "restartPolicy: Never"): string {
  return `apiVersion: batch/v1
kind: Job
metadata: { name: a, namespace: shop }
spec: { ${spec}${spec === "" ? "" : ","} template: { spec: { ${template}${template === "" ? "" : ","} containers: [{ name: a, image: a }] } } }
`;
}

export function cronJob(spec: string, jobSpec = ""): string {
  return `apiVersion: batch/v1
kind: CronJob
metadata: { name: a, namespace: shop }
spec: { ${spec}${spec === "" ? "" : ","} jobTemplate: { spec: { ${jobSpec}${jobSpec === "" ? "" : ","} template: { spec: { restartPolicy: Never, containers: [{ name: a, image: a }] } } } } }
`;
}

export function object(apiVersion: string, kind: string, rest = "", name = "a"): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name}, namespace: shop }\n${rest}\n`;
}

export function documents(...texts: string[]): string {
  return texts.join("---\n");
}
