import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { loadSettings } from "../../../src/config/load.ts";
import { allowedKeys } from "../../../src/config/shape.ts";

const directory = mkdtempSync(join(tmpdir(), "slipway-config-"));
afterAll(() => rmSync(directory, { recursive: true }));

const good = `
services:
  orders:
    build:
      image: ghcr.io/acme/orders
      context: .
      platforms: [linux/amd64, linux/arm64]
      build-args: {VERSION: 1.2, DEBUG: false}
    manifests: [deploy/*.yaml, deploy/pdb]
    workload: Deployment/orders
    timeout: 10m
    smoke: {suite: smoke.yaml, deadline: 30s}
    rollout: {steps: "5:2m, 100", services: [orders, orders-grpc], overlapping-selectors: true}
    environments:
      production:
        timeout: 20m
        strategy: canary
        rollout: {router: traefik, max-restarts: 5}
        smoke: {deadline: 60s}
environments:
  staging: {namespace: staging, context: dev, timeout: 2m}
  production:
    namespace: production
    url: https://orders.example
    validate: {fail-on: high}
`;

function load(action: string, settings: string, text: string = good): Promise<Record<string, string>> {
  writeFileSync(join(directory, "slipway.yaml"), text);
  return loadSettings(action, { file: "slipway.yaml", settings, directory });
}

describe("loadSettings", () => {
  it("gives a build its section, and no context of a kubeconfig", async () => {
    expect(await load("build-image", "orders/staging")).toEqual({
      image: "ghcr.io/acme/orders",
      context: ".",
      platforms: "linux/amd64\nlinux/arm64",
      "build-args": "VERSION=1.2\nDEBUG=false",
    });
  });

  it("puts the service over the environment, and the service in one environment over both", async () => {
    expect(await load("deploy-rollout", "orders/staging")).toEqual({
      namespace: "staging",
      context: "dev",
      manifests: "deploy/*.yaml\ndeploy/pdb",
      workload: "Deployment/orders",
      timeout: "10m",
      smoke: "smoke.yaml",
      "smoke-deadline": "30s",
      steps: "5:2m, 100",
      services: "orders\norders-grpc",
      "overlapping-selectors": "true",
    });
    expect(await load("deploy-rollout", "orders/production")).toMatchObject({
      namespace: "production",
      timeout: "20m",
      strategy: "canary",
      steps: "5:2m, 100",
      router: "traefik",
      "max-restarts": "5",
    });
  });

  it("merges an action's section over the layers", async () => {
    expect(await load("smoke-test", "orders/production")).toMatchObject({
      suite: "smoke.yaml",
      deadline: "60s",
      url: "https://orders.example",
    });
    expect(await load("validate-production", "orders/production")).toMatchObject({ "fail-on": "high" });
  });

  it("gives the whole chain all of it, under its own names", async () => {
    expect(await load("release-service", "orders/production")).toEqual({
      image: "ghcr.io/acme/orders",
      "build-context": ".",
      platforms: "linux/amd64\nlinux/arm64",
      "build-args": "VERSION=1.2\nDEBUG=false",
      manifests: "deploy/*.yaml\ndeploy/pdb",
      workload: "Deployment/orders",
      namespace: "production",
      url: "https://orders.example",
      timeout: "20m",
      strategy: "canary",
      steps: "5:2m, 100",
      services: "orders\norders-grpc",
      "overlapping-selectors": "true",
      router: "traefik",
      "max-restarts": "5",
      smoke: "smoke.yaml",
      "smoke-deadline": "60s",
      "fail-on": "high",
    });
  });

  it("knows of a rollout only what deploy-rollout has an input for", async () => {
    const [inputs, { configuration }] = await Promise.all([
      import("../../../src/actions/rollout-inputs.ts"),
      import("../../../src/config/schema.ts"),
    ]);
    const known = allowedKeys(configuration, ["services", "orders", "rollout"]);
    expect(known.length).toBeGreaterThan(20);
    expect(allowedKeys(inputs.inputs)).toEqual(expect.arrayContaining(known));
  });

  it.each([
    ["orders/prodution", good, 'Did you mean "production"? There are: production, staging.'],
    ["order/staging", good, 'Did you mean "orders"? There are: orders.'],
    ["toString/staging", good, "There are: orders."],
    ["orders/a/b", good, "Write it as orders/production"],
    ["orders/staging", "", "Describe your services in it."],
    [
      "orders",
      "services:\n  orders:\n    manifest: x\n",
      'slipway.yaml:3:5: "manifest" is not a known key. Did you mean "manifests"?',
    ],
    ["orders", "services: {orders: {timeout: 10 minutes}}\n", "it is not a duration. Write it as 90s, 5m or 1h30m."],
    [
      "orders",
      "services: {orders: {strategy: canray}}\n",
      'Did you mean "canary"? Allowed: rolling, blue-green, canary.',
    ],
    ["orders", "services: {Orders: {}}\n", "Write lower-case letters, digits and dashes."],
    ["orders", "services: [orders]\n", 'slipway.yaml:1:1: ["orders"] is a list. Write a mapping.'],
  ])("refuses %j of %j and says what is allowed", async (settings, text, message) => {
    await expect(load("deploy-rollout", settings, text)).rejects.toThrow(message);
  });

  it("says how to name a file that is not there", async () => {
    const missing = loadSettings("rollback", { file: "ops/slipway.yaml", settings: "orders", directory });
    await expect(missing).rejects.toThrow("reading ops/slipway.yaml: there is no such file");
  });
});

describe("the section validate", () => {
  const staged = `
services:
  orders:
    validate:
      waivers: waivers.yaml
      checks:
        reliability/replicas: { severity: medium }
        monitoring/error-rate: { most: 0.01 }
    environments:
      staging:
        validate: { relax: database/* }
environments:
  staging:
    validate:
      relax: [reliability/replicas]
      checks: { reliability/replicas: { severity: low, least: 1 } }
`;

  it("adds up settings of checks and relaxations, the service's word over the environment's", async () => {
    const { checks = "", ...rest } = await load("validate-production", "orders/staging", staged);
    expect(rest).toEqual({ waivers: "waivers.yaml", relax: "reliability/replicas\ndatabase/*" });
    expect(checks.split("\n")).toEqual([
      '"reliability/replicas": {"severity":"medium","least":1} # slipway.yaml:7:9',
      '"monitoring/error-rate": {"most":0.01} # slipway.yaml:8:9',
    ]);
  });

  it("lets only an environment relax", async () => {
    const everywhere = "services: { orders: { validate: { relax: [reliability/replicas] } } }";
    await expect(load("validate-production", "orders", everywhere)).rejects.toThrow(/"relax" is not a known key/);
  });
});
