// What do the workflow files of this repository say?

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

export const repository = fileURLToPath(new URL("../../..", import.meta.url));
export const workflowFolder = join(repository, ".github/workflows");

export interface Input {
  readonly description?: string;
  readonly type?: string;
  readonly required?: boolean;
  readonly default?: unknown;
}

export interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Job {
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string | { readonly name: string };
  readonly outputs?: Readonly<Record<string, string>>;
  readonly steps?: readonly Step[];
  readonly "timeout-minutes"?: number;
  readonly concurrency?: unknown;
}

export interface Workflow {
  readonly on: {
    readonly workflow_call?: {
      readonly inputs: Readonly<Record<string, Input>>;
      readonly secrets: Readonly<Record<string, Input>>;
      readonly outputs: Readonly<Record<string, { readonly value: string }>>;
    };
    readonly workflow_dispatch?: { readonly inputs: Readonly<Record<string, Input>> };
  } & Readonly<Record<string, unknown>>;
  readonly permissions?: unknown;
  readonly concurrency?: { readonly group: string; readonly "cancel-in-progress": unknown };
  readonly jobs: Readonly<Record<string, Job>>;
}

export interface ActionFile {
  readonly inputs: Readonly<Record<string, Input>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

export function workflowNames(): string[] {
  return readdirSync(workflowFolder).filter((name) => name.endsWith(".yml"));
}

export function readWorkflow(name: string): Workflow {
  return parse(readFileSync(join(workflowFolder, name), "utf8"));
}

/** The action.yml of an action of this repository. */
export function readActionFile(name: string): ActionFile {
  const file = parse(readFileSync(join(repository, "actions", name, "action.yml"), "utf8"));
  return { inputs: file.inputs ?? {}, outputs: file.outputs ?? {} };
}

export function jobsOf(workflow: Workflow): [name: string, job: Job][] {
  return Object.entries(workflow.jobs);
}

export function stepsOf(job: Job): readonly Step[] {
  return job.steps ?? [];
}

export function needsOf(job: Job): readonly string[] {
  return typeof job.needs === "string" ? [job.needs] : (job.needs ?? []);
}

/** The jobs that must have ended before this one, at any distance. */
export function allNeedsOf(workflow: Workflow, name: string): Set<string> {
  const found = new Set<string>();
  const visit = (one: string) => {
    for (const need of needsOf(workflow.jobs[one] ?? {})) {
      if (found.has(need)) continue;
      found.add(need);
      visit(need);
    }
  };
  visit(name);
  return found;
}

/** The names behind `secrets.` anywhere in a part of a workflow. */
export function secretsIn(part: unknown): Set<string> {
  const text = JSON.stringify(part) ?? "";
  return new Set([...text.matchAll(/\bsecrets\.([\w-]+)/g)].map((match) => match[1] ?? ""));
}
