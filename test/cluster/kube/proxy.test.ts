// Is the API server reached through a proxy where the kubeconfig or the environment names one?

import { createServer } from "node:http";
import { type AddressInfo, connect as dial } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Cluster } from "../../../src/kube/cluster.ts";
import { open } from "./setup.ts";

const tunnels: string[] = [];
/** The least of an HTTP proxy: it tunnels what asks it by CONNECT. */
const proxy = createServer().on("connect", (request, inbound) => {
  tunnels.push(request.url ?? "");
  const { hostname, port } = new URL(`http://${request.url}`);
  const outbound = dial(Number(port), hostname, () => inbound.write("HTTP/1.1 200 OK\r\n\r\n"));
  inbound.pipe(outbound).pipe(inbound);
  for (const socket of [inbound, outbound]) socket.on("error", () => undefined);
});
let address: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
});
beforeEach(() => tunnels.splice(0));
afterAll(() => proxy.close());

describe("a request", () => {
  it("goes through the proxy-url of the cluster, and a tunnel serves many", async () => {
    const cluster = await open("default", (config) => {
      for (const entry of config.clusters) entry.cluster["proxy-url"] = address;
    });
    for (let n = 0; n < 6; n++) expect(await version(cluster)).toMatch(/^v1\./);
    expect(new Set(tunnels)).toEqual(new Set([new URL(cluster.server).host]));
    expect(tunnels.length).toBeLessThan(4);
  });

  it("goes through HTTPS_PROXY, unless NO_PROXY names the server", async () => {
    const through = await open("default", undefined, { HTTPS_PROXY: address });
    expect(await version(through)).toMatch(/^v1\./);
    expect(tunnels).toHaveLength(1);
    const past = await open("default", undefined, { HTTPS_PROXY: address, NO_PROXY: new URL(through.server).hostname });
    expect(await version(past)).toMatch(/^v1\./);
    expect(tunnels).toHaveLength(1);
  });
});

async function version(cluster: Cluster): Promise<string> {
  return (await cluster.request<{ gitVersion: string }>("GET", "/version")).gitVersion;
}
