import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { digestOf } from "./support/environment-view.ts";
import { type Environments, makeEnvironments } from "./support/environments.ts";

// One story: each test goes on from where the one before it left the environments.

let environments: Environments;
let firstDigest: string;

beforeAll(async () => {
  environments = await makeEnvironments("release", [30021, 30020]);
});
afterAll(() => environments?.remove());

describe("release-service.yml", () => {
  it("takes a commit from its source to a verified release in staging and production", async () => {
    const commit = await environments.caller.commit("Take orders", {}, "v1.0.0");
    const result = await environments.run({ event: "push", workflow: "release.yml" });
    expect(result.errors).toEqual([]);
    expect(result.exitCode).toBe(0);
    const [staging, production] = [await environments.view("staging"), await environments.view("production")];
    for (const seen of [staging, production]) {
      expect(seen).toMatchObject({ version: "v1.0.0", complete: true });
      expect(seen.releases).toMatchObject([{ state: "verified", digest: digestOf(seen.image), commit, actor: "ada" }]);
    }
    firstDigest = digestOf(production.image);
    expect(digestOf(staging.image)).toBe(firstDigest);
    expect(result.steps.filter(({ step }) => step === "Build")).toHaveLength(1);
  });

  it("stops at staging, whose canary goes back, where a commit is bad, and leaves production alone", async () => {
    const { caller } = environments;
    const dockerfile = await caller.read("Dockerfile");
    const release = ".github/workflows/release.yml";
    const good = await caller.read(release);
    const byCanary = "      staging-strategy: canary\n      steps: 50, 100\n      router-settle: 1s\n";
    await caller.commit(
      "Break it",
      {
        Dockerfile: dockerfile.replace('NEVER_READY=""', 'NEVER_READY="true"'),
        // Nothing gets ready any more, and that is waited for.
        [release]: good.replace("    with:\n", `    with:\n${byCanary}`).replace(/timeout: \w+/, "timeout: 25s"),
      },
      "v2.0.0",
    );
    const result = await environments.run({ event: "push", workflow: "release.yml" });
    expect(result.exitCode).not.toBe(0);
    expect(result.errors.join("\n")).toMatch(/ready/);
    expect(result.jobs).toMatchObject({ "staging/deploy": "failure" });
    expect(Object.keys(result.jobs).filter((job) => job.startsWith("production/"))).toEqual([]);
    const staging = await environments.view("staging");
    expect(staging).toMatchObject({ version: "v1.0.0", complete: true });
    expect(digestOf(staging.image)).toBe(firstDigest);
    const bad = staging.releases.find(({ digest }) => digest !== firstDigest);
    expect(bad).toMatchObject({ state: "rolled-back", track: { strategy: "canary" } });
    expect((await environments.view("production")).releases).toHaveLength(1);
  });
});
