// Which groups of tests are there, and what does each need?

import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** They wait for minutes: started last, one of them alone would keep the whole run waiting. */
const longest = [
  "cluster/rollout/canary-walk",
  "cluster/image/scan",
  "cluster/faults/interruptions",
  "cluster/validation/live",
  "cluster/rollout/release",
  "cluster/rollout/health",
  "cluster/traffic/release",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification): boolean => longest.some((name) => moduleId.includes(name));
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    allowOnly: false,
    // Node reads the sources itself, as it does everywhere else here: nothing is transformed, and nothing is mocked.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    sequence: { sequencer: LongestFirst },
    projects: [
      // A machine that builds the rig beside it is slow: nothing here fails for want of time.
      {
        test: {
          name: "unit",
          include: ["test/unit/**/*.test.ts"],
          // Pure code needs no process of its own: modules are read once for all files, not once for each.
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 30_000 } },
        },
      },
      {
        test: {
          name: "contract",
          include: ["test/contract/**/*.test.ts"],
          globalSetup: ["test/contract/support/global-setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
      {
        // The files share the one cluster, a namespace each. They mostly wait, so more of them run than there are cores.
        test: {
          name: "cluster",
          include: ["test/cluster/**/*.test.ts"],
          globalSetup: ["test/cluster/support/global-setup.ts"],
          // Each process reads the modules once for all of its files: they take longer to read than some tests to run.
          isolate: false,
          setupFiles: ["test/cluster/support/each-file.ts"],
          testTimeout: 400_000,
          // On a new machine the first images compile Go's library, beside everything else that begins.
          hookTimeout: 600_000,
          // A question to the cluster costs the cluster as much as the test: it is not asked twenty times a second.
          expect: { poll: { timeout: 60_000, interval: 200 } },
          maxWorkers: 4,
        },
      },
      {
        // Whole workflows, run by act: each in an environment of its own. They wait for pods more than they compute.
        test: {
          name: "workflow",
          include: ["test/workflow/**/*.test.ts"],
          globalSetup: ["test/cluster/support/global-setup.ts"],
          testTimeout: 300_000,
          hookTimeout: 600_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
