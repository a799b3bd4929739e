// What do the rig's supervisor and its callers tell each other?

import { readFileSync, renameSync, writeFileSync } from "node:fs";
import type { Component } from "./components.ts";
import { paths } from "./home.ts";
import { childrenOf, isAlive, namespacePids, type ProcessIdentity } from "./processes.ts";

export interface Specification {
  readonly components: readonly Component[];
  /** Of all that decides how the rig behaves, so that another version of it is noticed. */
  readonly hash: string;
}

/** As the supervisor sees it; process numbers are those inside of its namespace. */
export interface Supervision {
  readonly components: Readonly<Record<string, SupervisedComponent>>;
}

export interface SupervisedComponent {
  readonly pid: number | undefined;
  readonly restarts: number;
  /** Why the supervisor has stopped to restart it. */
  readonly givenUp: string | undefined;
}

/** The rig that runs now, with the machine's process numbers; undefined where none does. */
export interface RunningRig {
  readonly holder: ProcessIdentity;
  /** The first process inside: a signal to it ends the rig in good order. */
  readonly init: number | undefined;
  readonly specification: Specification;
  readonly components: Readonly<Record<string, SupervisedComponent>>;
}

export function findRunningRig(): RunningRig | undefined {
  const holder = readJson<ProcessIdentity>(paths.holder);
  const specification = readJson<Specification>(paths.specification);
  if (holder === undefined || specification === undefined || !isAlive(holder)) {
    return undefined;
  }
  const init = childrenOf(holder.pid)[0];
  const machinePids = init === undefined ? new Map<number, number>() : namespacePids(init);
  const supervised = readJson<Supervision>(paths.supervision)?.components ?? {};
  const components = Object.fromEntries(
    Object.entries(supervised).map(([name, component]) => [
      name,
      { ...component, pid: component.pid === undefined ? undefined : machinePids.get(component.pid) },
    ]),
  );
  return { holder, init, specification, components };
}

/** Written whole or not at all: a reader never sees half of it. */
export function writeJson(file: string, value: unknown): void {
  writeFileSync(`${file}.new`, JSON.stringify(value, undefined, 2));
  renameSync(`${file}.new`, file);
}

export function readJson<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as T;
  } catch {
    return undefined; // Not written yet, or by a version that wrote something else: both mean "start anew".
  }
}
