import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../../src/kube/object.ts";
import { differenceOf } from "../../../../src/rollout/plan/difference.ts";

const object = (kind: string, more: object, metadata: object = {}): KubeObject => ({
  apiVersion: "v1",
  kind,
  metadata: { name: "orders", namespace: "shop", ...metadata },
  ...more,
});
const dryRun = { by: "dry run" } as const;

describe("the difference of an object", () => {
  it("is a unified diff with its name", () => {
    const before = object("ConfigMap", { data: { LEVEL: "info", SIZE: "1" } });
    const after = object("ConfigMap", { data: { LEVEL: "debug", SIZE: "1" } });
    expect(differenceOf(before, after, dryRun)).toEqual({
      object: "ConfigMap shop/orders",
      change: "change",
      by: "dry run",
      note: "",
      diff: `# ConfigMap shop/orders
@@ -1,6 +1,6 @@
 apiVersion: v1
 data:
-  LEVEL: info
+  LEVEL: debug
   SIZE: "1"
 kind: ConfigMap
 metadata:
`,
    });
  });

  it("is all of an object that is new, and all of one that goes", () => {
    const map = object("ConfigMap", { data: { A: "1" } });
    expect(differenceOf(undefined, map, dryRun)).toMatchObject({
      change: "create",
      diff: expect.stringContaining('+  A: "1"'),
    });
    expect(differenceOf(map, undefined, dryRun)).toMatchObject({
      change: "delete",
      diff: expect.stringContaining('-  A: "1"'),
    });
  });

  it("shows no password that stands among what a container is started with", () => {
    const pods = (password: string) => {
      const env = [{ name: "DATABASE_URL", value: `postgres://orders:${password}@db/orders` }];
      const containers = [{ name: "orders", env, args: [`--db-password=${password}`, "--level=info"] }];
      return object("Deployment", { spec: { template: { spec: { containers } } } });
    };
    const { diff } = differenceOf(pods("hunter2"), pods("hunter3"), dryRun);
    expect(diff).not.toMatch(/hunter/);
    expect(diff).toMatch(/-.*\(not shown, before\)[\s\S]*\+.*\(not shown, after\)/);
    expect(diff).toContain("--level=info");
  });

  it("is none where only the server's and the release's own notes differ", () => {
    const noisy = (version: string) =>
      object(
        "ConfigMap",
        { data: { A: "1" }, status: { seen: version } },
        {
          resourceVersion: version,
          uid: version,
          generation: Number(version),
          managedFields: [{ manager: version }],
          creationTimestamp: version,
          annotations: { "slipway.dev/release": version, "kubernetes.io/change-cause": version },
        },
      );
    expect(differenceOf(noisy("1"), noisy("2"), dryRun)).toMatchObject({ change: "none", diff: "" });
  });

  it("says how much it leaves out of a very long one", () => {
    const data = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`key${index}`, "x"]));
    const { diff } = differenceOf(undefined, object("ConfigMap", { data }), dryRun);
    expect(diff.split("\n").length).toBeLessThan(310);
    expect(diff).toMatch(/… \d+ more lines\n$/);
  });
});

describe("what is secret", () => {
  const secret = (data: object, annotations: Record<string, string> = {}) =>
    object("Secret", { data }, { annotations });
  const last = (data: object) => ({
    "kubectl.kubernetes.io/last-applied-configuration": JSON.stringify(data),
  });

  it("never shows, only which keys change", () => {
    const before = { same: "c2FtZQ==", old: "b2xk", changed: "Zmlyc3Q=" };
    const after = { same: "c2FtZQ==", fresh: "bmV3", changed: "c2Vjb25k" };
    const { diff, change } = differenceOf(secret(before, last(before)), secret(after, last(after)), dryRun);
    expect(change).toBe("change");
    for (const text of [...Object.values(before), ...Object.values(after), 'same"', "first"])
      expect(diff).not.toContain(text);
    expect(diff).toMatch(/- {2}changed: \(not shown, before\)\n[\s\S]*\+ {2}changed: \(not shown, after\)/);
    expect(diff).toContain("-  old: (not shown)");
    expect(diff).toContain("+  fresh: (not shown)");
    expect(diff).toContain("   same: (not shown)");
  });

  it("does not show in a new Secret, also not as it is written", () => {
    const { diff } = differenceOf(undefined, object("Secret", { stringData: { password: "hunter2" } }), dryRun);
    expect(diff).toContain("+  password: (not shown)");
    expect(diff).not.toContain("hunter2");
  });

  it.each(["slipway.dev/configuration", "checksum/secret"])("cannot be guessed from %s of a pod", (name) => {
    const workload = (hash: string) =>
      object("Deployment", { spec: { template: { metadata: { annotations: { [name]: hash } } } } });
    const { diff } = differenceOf(workload("0123abc"), workload("4567def"), dryRun);
    expect(diff).toContain(`${name}: (not shown, after)`);
    expect(diff).not.toMatch(/0123abc|4567def/);
  });

  it("does not show where it stands in a container's environment", () => {
    const workload = (password: string, level: string) =>
      object("Deployment", {
        spec: {
          template: {
            spec: {
              containers: [
                {
                  name: "orders",
                  env: [
                    { name: "DB_PASSWORD", value: password },
                    { name: "LEVEL", value: level },
                  ],
                },
              ],
            },
          },
        },
      });
    const { diff } = differenceOf(workload("hunter1", "info"), workload("hunter2", "debug"), dryRun);
    expect(diff).not.toContain("hunter");
    expect(diff).toMatch(/-\s+value: \(not shown, before\)/);
    expect(diff).toMatch(/\+\s+value: debug/);
  });
});
