// With which settings do the workloads' containers run?

import type { Container } from "../pod-spec.ts";
import type { Path, Subject, Workload } from "../subject.ts";
import { mountedFile } from "./mounted-file.ts";
import { describeSource, type FindSource, type SourceName, sourcesOf } from "./sources.ts";
import { factsOf, type ValueFacts } from "./value-facts.ts";

/** One environment variable of one container, after `envFrom`, references and files. */
export interface Setting {
  readonly workload: Workload;
  readonly container: string;
  /** `*` for all those of an `envFrom` that could not be read. */
  readonly name: string;
  /** Where the value stands, where it is not the manifest itself: `Secret shop/orders, key jwt`. */
  readonly from: string | undefined;
  readonly value:
    | { readonly kind: "known"; readonly facts: ValueFacts }
    | { readonly kind: "unknown"; readonly reason: string }
    | { readonly kind: "unasked" };
  /** From the workload's root. */
  readonly path: Path;
}

interface EnvVar {
  readonly name: string;
  readonly value?: unknown;
  readonly valueFrom?: {
    readonly secretKeyRef?: KeyReference;
    readonly configMapKeyRef?: KeyReference;
  };
}

interface KeyReference {
  readonly name: string;
  readonly key: string;
  readonly optional?: boolean;
}

interface EnvFrom {
  readonly prefix?: string;
  readonly configMapRef?: { readonly name: string; readonly optional?: boolean };
  readonly secretRef?: { readonly name: string; readonly optional?: boolean };
}

const known = new WeakMap<Subject, readonly Setting[]>();

/** Worked out once for each subject. */
export function settingsOf(subject: Subject): readonly Setting[] {
  const before = known.get(subject);
  if (before !== undefined) return before;
  const { configuration } = subject.observed;
  const read = configuration?.kind === "seen" ? configuration.value.sources : undefined;
  const settings = subject.workloads.flatMap((workload) =>
    settingsOfWorkload(workload, sourcesOfSubject(subject, read)),
  );
  known.set(subject, settings);
  return settings;
}

/** @param find is asked for each ConfigMap and Secret that the workload names, also for those in which files lie */
export function settingsOfWorkload(workload: Workload, find: FindSource): Setting[] {
  const { podSpec, podSpecPath } = workload;
  return (["containers", "initContainers"] as const).flatMap((list) =>
    (podSpec[list] ?? []).flatMap((container, index) =>
      settingsOfContainer(workload, container, [...podSpecPath, list, index], find),
    ),
  );
}

const finders = new WeakMap<Subject, FindSource>();

function sourcesOfSubject(subject: Subject, read: Parameters<typeof sourcesOf>[1]): FindSource {
  const finder = finders.get(subject) ?? sourcesOf(subject, read);
  finders.set(subject, finder);
  return finder;
}

function settingsOfContainer(workload: Workload, container: Container, path: Path, find: FindSource): Setting[] {
  const settings = new Map<string, Setting>();
  const { env = [], envFrom = [] } = container as { env?: readonly EnvVar[]; envFrom?: readonly EnvFrom[] };
  const base = { workload, container: container.name };
  for (const [index, one] of envFrom.entries()) {
    for (const setting of fromWhole(one, workload, find)) {
      settings.set(setting.name, { ...base, ...setting, path: [...path, "envFrom", index] });
    }
  }
  for (const [index, one] of env.entries()) {
    const setting = aliased(one, settings) ?? fromVariable(one, workload, find);
    if (setting !== undefined) settings.set(one.name, { ...base, ...setting, path: [...path, "env", index] });
  }
  return [...settings.values()].map((setting) => followed(setting, workload, container, find));
}

type Bare = Pick<Setting, "name" | "from" | "value">;

function fromWhole({ prefix = "", configMapRef, secretRef }: EnvFrom, workload: Workload, find: FindSource): Bare[] {
  const reference = secretRef ?? configMapRef;
  if (reference === undefined) return [];
  const source = nameOfSource(secretRef === undefined ? "ConfigMap" : "Secret", workload, reference.name);
  const found = find(source);
  const from = describeSource(source);
  switch (found.kind) {
    case "read":
      return [...found.keys].map(([key, facts]) => ({
        name: `${prefix}${key}`,
        from: `${from}, key ${key}`,
        value: { kind: "known", facts },
      }));
    case "absent":
      if (reference.optional === true) return [];
      return [{ name: "*", from, value: { kind: "unknown", reason: `there is no ${from}` } }];
    case "unknown":
      return [{ name: "*", from, value: { kind: "unknown", reason: `${from}: ${found.reason}` } }];
    case "unasked":
      return [{ name: "*", from, value: { kind: "unasked" } }];
  }
}

/** `$(OTHER)` is what the variable before it holds. */
function aliased({ name, value }: EnvVar, before: ReadonlyMap<string, Setting>): Bare | undefined {
  const other = typeof value === "string" ? before.get(/^\$\(([\w.-]+)\)$/.exec(value)?.[1] ?? "") : undefined;
  return other && { name, from: other.from, value: other.value };
}

function fromVariable({ name, value, valueFrom }: EnvVar, workload: Workload, find: FindSource): Bare | undefined {
  if (value !== undefined && value !== null) {
    return { name, from: undefined, value: { kind: "known", facts: factsOf(String(value), false) } };
  }
  const { secretKeyRef, configMapKeyRef } = valueFrom ?? {};
  const reference = secretKeyRef ?? configMapKeyRef;
  // What the pod itself says (fieldRef) is nobody's setting.
  if (reference === undefined) return undefined;
  const source = nameOfSource(secretKeyRef === undefined ? "ConfigMap" : "Secret", workload, reference.name);
  const found = valueIn(source, reference.key, find);
  if (found === undefined && reference.optional === true) return undefined;
  const from = `${describeSource(source)}, key ${reference.key}`;
  return { name, from, value: found ?? { kind: "unknown", reason: `there is no ${from}` } };
}

/** A secret's variable may name the file in which it lies. */
function followed(setting: Setting, workload: Workload, container: Container, find: FindSource): Setting {
  const { name, value } = setting;
  if (value.kind !== "known" || value.facts.path === undefined || !mayNameFile.test(name)) return setting;
  const file = mountedFile(workload, container, value.facts.path);
  if (file.kind !== "key")
    return { ...setting, value: { kind: "unknown", reason: `${name} names a file: ${file.reason}` } };
  const from = `${describeSource(file.source)}, key ${file.key}`;
  const found = valueIn(file.source, file.key, find) ?? { kind: "unknown", reason: `there is no ${from}` };
  return { ...setting, from, value: found };
}

const mayNameFile = /(?:SECRET|KEY|PASSWORD|PASSWD|PASSPHRASE|TOKEN|CREDENTIALS?|DSN|URL)(?:_FILE|_PATH)?$/i;

function valueIn(source: SourceName, key: string, find: FindSource): Setting["value"] | undefined {
  const found = find(source);
  if (found.kind === "unknown") return { kind: "unknown", reason: `${describeSource(source)}: ${found.reason}` };
  if (found.kind === "unasked") return { kind: "unasked" };
  const facts = found.kind === "read" ? found.keys.get(key) : undefined;
  return facts && { kind: "known", facts };
}

function nameOfSource(kind: SourceName["kind"], workload: Workload, name: string): SourceName {
  return { kind, namespace: workload.namespace, name };
}
