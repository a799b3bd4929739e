// Is a load sent to the environment's own hosts, and to nobody else?

import { describe, expect, it } from "vitest";
import { action } from "../../../../src/actions/smoke-test.ts";
import { settingsFor } from "../../../../src/config/load.ts";
import { admitLoad, type LoadHost, loadHost } from "../../../../src/smoke/load/load-hosts.ts";
import { parseSuite } from "../../../../src/smoke/load-suite.ts";
import { runSuite } from "../../../../src/smoke/run-suite.ts";
import type { Endpoint, Target } from "../../../../src/smoke/target.ts";
import { urlEndpoint } from "../../../../src/smoke/target-url.ts";
import { type Network, parseResolve } from "../../../../src/smoke/targets/network.ts";
import { addressOf, directWay } from "../../../../src/smoke/targets/way.ts";
import { never, recordLog } from "../../image/support.ts";
import { json, serve } from "../support.ts";

const step = { name: "peak", at: { file: "smoke.yaml", line: 3 } };
const hosts = (...texts: string[]): LoadHost[] => texts.map((text) => loadHost().parse(text));
const endpoint = (url: string, network: Network = {}): Endpoint => urlEndpoint(new URL(url), url, network);
const cluster =
  (...names: string[]) =>
  async () => ({ namespace: "shop", names, unread: [] });

describe("a load may be sent", () => {
  it.each<[to: string, listed: string[], own: string[], resolve: string[]]>([
    ["http://127.0.0.1:8080", [], [], []],
    ["http://localhost", [], [], []],
    ["http://[::1]:8080", [], [], []],
    // The name is a stranger's, the address is not.
    ["http://orders.example.com", [], [], ["orders.example.com:80:127.0.0.1"]],
    ["https://orders.example.com", ["orders.example.com"], [], []],
    ["https://Orders.example.com", ["ORDERS.example.com"], [], []],
    ["https://orders.example.com:8443", ["orders.example.com:8443"], [], []],
    ["https://orders.example.com", ["orders.example.com:443"], [], []],
    ["https://eu.orders.example.com", ["*.example.com"], [], []],
    ["https://orders.example.com", [], ["orders.example.com"], []],
    ["https://orders.example.com", [], ["*.example.com"], []],
    ["http://10.0.0.7", [], ["10.0.0.7"], []],
  ])("to %s where %j are listed and %j are the namespace's (%j)", async (to, listed, own, resolve) => {
    const network = { resolve: resolve.map(parseResolve) };
    const admitted = admitLoad(step, endpoint(to, network), { listed: hosts(...listed), ofCluster: cluster(...own) });
    await expect(admitted).resolves.toBeUndefined();
  });

  it("to what an object of the cluster leads to", async () => {
    const pod = { ...endpoint("http://orders.shop.svc"), isOwn: true };
    await expect(admitLoad(step, pod, { listed: [], ofCluster: undefined })).resolves.toBeUndefined();
  });
});

describe("a load may not be sent", () => {
  it.each<[to: string, listed: string[], own: string[], resolve: string[]]>([
    ["https://orders.example.com", [], [], []],
    ["https://orders.example.com", ["orders.example.org"], ["shop.example.com"], []],
    ["https://orders.example.com:8443", ["orders.example.com:443"], [], []],
    ["https://example.com", ["*.example.com"], [], []],
    ["https://badexample.com", ["*.example.com"], ["*.example.com"], []],
    ["https://127.0.0.1.example.com", [], [], []],
    // What is called localhost is elsewhere.
    ["http://localhost", [], [], ["localhost:80:203.0.113.7"]],
  ])("to %s where %j are listed and %j are the namespace's (%j)", async (to, listed, own, resolve) => {
    const network = { resolve: resolve.map(parseResolve) };
    const admitted = admitLoad(step, endpoint(to, network), { listed: hosts(...listed), ofCluster: cluster(...own) });
    await expect(admitted).rejects.toMatchObject({
      found: expect.stringContaining(`a load to ${new URL(to).host}, which is not known as a host of this environment`),
      advice: expect.stringContaining(`"load-hosts": ${new URL(to).host} `),
      at: step.at,
    });
  });

  it("without a word about what could not be looked at", async () => {
    const away = endpoint("https://orders.example.com");
    const unread = async () => ({ namespace: "shop", names: [], unread: ["Ingresses", "HTTPRoutes"] });
    await expect(admitLoad(step, away, { listed: [], ofCluster: unread })).rejects.toThrow(
      /namespace shop names it; Ingresses and HTTPRoutes could not be read/,
    );
    await expect(admitLoad(step, away, { listed: [], ofCluster: undefined })).rejects.toThrow(/no cluster was given/);
  });
});

describe("a suite with a load stage", () => {
  const text = `requests:
  - { name: first, path: /first, expect: { status: 200 } }
  - name: peak
    load: { requests: [{ path: / }], stages: [{ duration: 100ms, rate: 50 }], thresholds: ["errors < 1%"] }
`;
  /** A stranger's name, with a real server behind it that counts. */
  const stranger = (url: string): Target => {
    const origin = "http://stranger.example";
    const way = {
      ...directWay(origin),
      dial: (_: unknown, signal: AbortSignal) => directWay(url).dial(addressOf(url), signal),
    };
    const open = urlEndpoint(new URL(url), origin, {});
    return { name: origin, open: async () => ({ kind: "open", endpoints: [{ ...open, way }] }) };
  };
  const context = { log: recordLog(), signal: never };

  it("is refused before its first request, which no other step is", async () => {
    const server = await serve((_request, response) => json(response, {}));
    const suite = parseSuite(text, "smoke.yaml");
    await expect(runSuite(suite, stranger(server.url), context)).rejects.toMatchObject({
      found: expect.stringContaining("stranger.example"),
      at: { file: "smoke.yaml", line: 3 },
    });
    expect(server.seen).toEqual([]);
    const listed = await runSuite(suite, stranger(server.url), { ...context, loadHosts: hosts("stranger.example") });
    expect(listed.passed).toBe(true);
    expect(server.seen).toHaveLength(6);
    const harmless = text.slice(0, text.indexOf("  - name: peak"));
    expect((await runSuite(parseSuite(harmless, "smoke.yaml"), stranger(server.url), context)).passed).toBe(true);
  });

  it("is refused at the load where a condition waits for what is captured", async () => {
    const server = await serve((_request, response) => json(response, { loads: "yes" }));
    const late = text
      .replace("status: 200 } }", "status: 200 }, capture: { loads: $.loads } }")
      .replace("name: peak", 'name: peak\n    when: "{{ loads }}"');
    await expect(runSuite(parseSuite(late, "smoke.yaml"), stranger(server.url), context)).rejects.toThrow(/stranger/);
    expect(server.seen.map(({ url }) => url)).toEqual(["/first"]);
    const never = text.replace("name: peak", 'name: peak\n    when: "no"');
    expect((await runSuite(parseSuite(never, "smoke.yaml"), stranger(server.url), context)).passed).toBe(true);
  });

  it("follows no redirect to a stranger", async () => {
    const other = await serve((_request, response) => json(response, {}));
    const server = await serve((_request, response) => response.writeHead(302, { location: other.url }).end());
    const load = text.replace(/ {2}- \{ name: first.*\n/, "");
    const suite = parseSuite(load, "smoke.yaml");
    const local: Target = {
      name: "local",
      open: async () => ({ kind: "open", endpoints: [endpoint(server.url)] }),
    };
    expect((await runSuite(suite, local, context)).passed).toBe(true);
    expect(server.seen).toHaveLength(5);
    expect(other.seen).toEqual([]);
  });
});

describe("the hosts that are listed", () => {
  it("are names, one a line, in the input and in slipway.yaml", () => {
    const given = action.inputs.parse({ suite: "s", "load-hosts": "orders.example.com\n*.Example.org:8443\n[::1]" });
    expect(given["load-hosts"]).toEqual([
      { name: "orders.example.com", isSuffix: false, port: undefined },
      { name: ".example.org", isSuffix: true, port: 8443 },
      { name: "[::1]", isSuffix: false, port: undefined },
    ]);
    const smoke = { suite: "s.yaml", "load-hosts": ["a.example", "b.example"] };
    const choice = { service: "orders", environment: undefined, at: () => step.at };
    const of = (name: string) => settingsFor(name, { services: { orders: { smoke } }, environments: {} }, choice);
    expect(of("smoke-test")["load-hosts"]).toBe("a.example\nb.example");
    expect(of("deploy-rollout")["smoke-load-hosts"]).toBe("a.example\nb.example");
    expect(of("release-service")["smoke-load-hosts"]).toBe("a.example\nb.example");
  });

  it.each(["*", "*.com", "https://orders.example.com", "orders.example.com/path", "a b", "-a.example"])(
    "are refused as %s",
    (text) => {
      const parsed = action.inputs.safeParse({ suite: "s", "load-hosts": text });
      expect(parsed.error?.issues[0]?.message).toMatch(/is not a host\. Write host names, one a line/);
    },
  );
});
