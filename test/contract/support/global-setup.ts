// Which dist do the contract tests run?

import { join, resolve } from "node:path";
import type { TestProject } from "vitest/node";
import { build, findEntries } from "../../../scripts/build.ts";

/** The one that SLIPWAY_DIST names (`npm test` has just built it), otherwise a fresh build. */
export async function setup(project: TestProject): Promise<void> {
  const given = process.env.SLIPWAY_DIST;
  const dist = given ?? join(resolve(import.meta.dirname, "../../.."), "build", "dist");
  if (given === undefined) await build(dist);
  project.provide("dist", dist);
  project.provide("entries", [...(await findEntries())]);
}

declare module "vitest" {
  interface ProvidedContext {
    dist: string;
    entries: { name: string; hasPost: boolean }[];
  }
}
