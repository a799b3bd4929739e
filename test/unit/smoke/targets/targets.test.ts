// Which target do inputs and objects name?

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { openTarget, readNetwork, targetInputs } from "../../../../src/smoke/targets/inputs.ts";
import { type Gateway, ingressUrls, routeUrls } from "../../../../src/smoke/targets/route-target.ts";
import { makeIdentity } from "../protocols/certificates.ts";

const schema = z.strictObject(targetInputs);
const directory = mkdtempSync(path.join(tmpdir(), "slipway-targets-"));
afterAll(() => rmSync(directory, { recursive: true }));

const object = { apiVersion: "v1", kind: "X", metadata: { name: "orders" } };

describe("the inputs", () => {
  const masked: string[] = [];
  const surroundings = {
    env: {},
    directory,
    mask: (secret: string) => masked.push(secret),
    openCluster: () => Promise.reject(new Error("the cluster is asked")),
  };
  const open = (given: Record<string, string>) => openTarget(schema.parse(given), surroundings);

  it("name one target, the users' path before the pods", async () => {
    expect((await open({ url: "https://orders.example", workload: "Deployment/orders" })).name).toBe(
      "https://orders.example",
    );
    await expect(open({ service: "orders" })).rejects.toThrow("the cluster is asked");
    await expect(open({ ingress: "orders", service: "orders" })).rejects.toThrow("the cluster is asked");
    await expect(open({ service: "orders", workload: "no/such/kind" })).rejects.toThrow("the cluster is asked");
  });

  it.each([
    [{}, /nothing to test/],
    [{ url: "https://a", ingress: "b" }, /"url" and "ingress" are given/],
    [{ service: "a", pod: "b" }, /"service" and "pod" are given/],
    [{ url: "https://a", resolve: "a:443" }, /HOST:PORT:ADDRESS/],
    [{ url: "https://a", ca: "absent.pem" }, /input "ca".*neither PEM/s],
    [{ url: "https://a", "client-key": "-----BEGIN PRIVATE KEY-----" }, /client-certificate/],
  ])("%j are refused", async (given, message) => {
    await expect(open(given as Record<string, string>)).rejects.toThrow(message);
  });

  it("bring certificates as text or as files, and mask the key", async () => {
    const { cert, key } = makeIdentity({ names: ["ci"] });
    writeFileSync(path.join(directory, "client.pem"), cert);
    const given = schema.parse({ "client-certificate": "client.pem", "client-key": key });
    expect((await readNetwork(given, surroundings)).tls).toEqual({ ca: undefined, cert, key });
    expect(masked).toContain(key);
  });
});

describe("an Ingress", () => {
  it("is asked by every host that it names, by https where it has a certificate for it", () => {
    const spec = {
      tls: [{ hosts: ["orders.example", "*.shop.example"] }],
      rules: [
        { host: "orders.example" },
        { host: "a.shop.example" },
        { host: "a.b.shop.example" },
        { host: "*.x" },
        {},
      ],
    };
    expect(ingressUrls({ ...object, spec })).toEqual([
      "https://orders.example",
      "https://a.shop.example",
      "http://a.b.shop.example",
    ]);
  });
});

describe("an HTTPRoute", () => {
  const gateway: Gateway = {
    ...object,
    spec: {
      listeners: [
        { name: "web", port: 80, protocol: "HTTP" },
        { name: "secure", port: 8443, protocol: "HTTPS", hostname: "*.example" },
        { name: "db", port: 5432, protocol: "TCP" },
      ],
    },
  };
  const urls = (hostnames: string[], parent = {}) =>
    routeUrls({ ...object, spec: { hostnames } }, [[{ name: "gateway", ...parent }, gateway]]);

  it("is asked through the listeners that it is attached to, by https where one serves the host", () => {
    expect(urls(["orders.example", "orders.other", "*.example"])).toEqual([
      "https://orders.example:8443",
      "http://orders.other",
    ]);
    expect(urls(["orders.example"], { sectionName: "web" })).toEqual(["http://orders.example"]);
    expect(urls(["orders.example"], { port: 5432 })).toEqual([]);
  });
});
