import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { smokeGates } from "../../../src/actions/smoke-gate.ts";
import { releaseSmokeInputs } from "../../../src/actions/smoke-inputs.ts";
import type { Job } from "../../../src/github/job.ts";
import type { Cluster } from "../../../src/kube/cluster.ts";

let workspace: string;
beforeAll(async () => {
  workspace = await mkdtemp(join(tmpdir(), "slipway-gate-"));
});
afterAll(() => rm(workspace, { recursive: true }));

const inputs = z.strictObject(releaseSmokeInputs);
const jobOf = () => ({ run: { workspace }, env: {}, mask: () => undefined }) as unknown as Job;

/** The file is read before the cluster is asked anything. */
async function gatesOf(suite: string, more: Record<string, string> = {}) {
  await writeFile(join(workspace, "smoke.yaml"), suite);
  return smokeGates(inputs.parse({ smoke: "smoke.yaml", ...more }), {} as Cluster, jobOf());
}

describe("the smoke test of a candidate", () => {
  it("may ask for the version and the digest of a release that is not built yet", async () => {
    const suite = `requests:
  - { path: /, expect: { version: "{{ expected }}" } }
  - { path: /digest, expect: { version: "{{ expected-digest }}" } }
`;
    const gates = (await gatesOf(suite))("1.4.0");
    expect(gates.map(({ name, at }) => [name, at])).toEqual([["the smoke test smoke.yaml", "preview"]]);
  });

  it("is refused before the first change where its file is wrong", async () => {
    await expect(gatesOf('requests:\n  - { path: /, expect: { version: "{{ expcted }}" } }\n')).rejects.toThrow(
      /expcted/,
    );
  });

  it("may ask for secrets and variables of the release, and is refused for those that are not given", async () => {
    const suite = 'requests:\n  - { path: "/{{ tenant }}", headers: { x: "{{ key }}" }, expect: { status: 200 } }\n';
    const given = { "smoke-variables": "tenant=acme", "smoke-secrets": "key=the-api-key" };
    expect((await gatesOf(suite, given))("1.4.0")).toHaveLength(1);
    await expect(gatesOf(suite, { "smoke-variables": "tenant=acme" })).rejects.toThrow(/no variable "key" is given/);
  });

  it("is none where no suite is given", async () => {
    expect((await smokeGates(inputs.parse({}), {} as Cluster, jobOf()))("1")).toEqual([]);
  });
});
