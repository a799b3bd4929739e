// Does each protocol do in a suite's file what its page says, with expectations, captures and patience?

import { connect } from "node:net";
import { beforeAll, describe, expect, it } from "vitest";
import { urlTarget } from "../../../../src/smoke/target-url.ts";
import { makeIdentity } from "./certificates.ts";
import { serveNames } from "./name-server.ts";
import { descriptorSet, serveOrders } from "./orders-grpc.ts";
import { runFile } from "./run-file.ts";
import { closedPort, serveBytes, serveHttp, serveTls } from "./servers.ts";
import { serveWebSocket, upgrade } from "./websocket-server.ts";

const identity = makeIdentity({ names: ["127.0.0.1"], notAfter: new Date(Date.now() + 9.5 * 86_400_000) });
const day = 86_400_000;
const expired = makeIdentity({
  names: ["127.0.0.1"],
  notBefore: new Date(0),
  notAfter: new Date(Date.now() - day),
});

type Place =
  | "grpc"
  | "descriptor"
  | "grpcs"
  | "echo"
  | "events"
  | "bytes"
  | "tls"
  | "expired"
  | "secured"
  | "names"
  | "nobody";
let at: Record<Place, string>;
let closed: number;

beforeAll(async () => {
  const [grpc, descriptor, grpcs, echo, events, bytes, tls, old, secured, server] = await Promise.all([
    serveOrders(),
    serveOrders({ reflection: false }),
    serveOrders({ tls: identity }),
    serveWebSocket((socket, frame) => socket.write(frame)),
    serveHttp((request, response) => {
      if (request.url === "/page") response.setHeader("content-type", "text/html").end("<p>");
      else {
        const type = request.url === "/broken" ? "text/plain" : "text/event-stream";
        response.writeHead(200, { "content-type": type, "x-stream": "s7" });
        response.write(`id: 1\nevent: paid\ndata: {"order": "o7"}\n\ndata: ${request.url}\n\n`);
      }
    }),
    serveBytes(() => undefined),
    serveTls(identity, () => undefined),
    serveTls(expired, () => undefined),
    serveTls(identity, (socket) =>
      socket.once("data", (head: Buffer) => {
        if (head.toString().startsWith("GET /live")) upgrade(socket, head, (_socket, frame) => socket.write(frame));
        else socket.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: a\n\n");
      }),
    ),
    serveNames((name) => (name === "orders.example" ? [10, 0, 0, 7] : undefined)),
  ]);
  closed = await closedPort();
  at = {
    grpc,
    descriptor,
    grpcs,
    echo: echo.origin,
    events: events.origin,
    bytes: bytes.origin,
    tls: tls.origin,
    expired: old.origin,
    secured: secured.origin,
    names: server,
    nobody: `http://127.0.0.1:${closed}`,
  };
});

const run = (suite: string, place: Exclude<Place, "names">) => {
  const text = suite.replaceAll("NAMES", at.names).replaceAll("CLOSED", String(closed));
  const port = new URL(at[place]).port;
  const target = urlTarget(at[place], { tls: { ca: identity.cert + expired.cert } });
  return runFile(text.replaceAll("PORT", port), target, { "orders.binpb": descriptorSet(), "broken.binpb": "no" });
};

describe("a step of the suite's file holds", () => {
  it.each<[string, Exclude<Place, "names">, string]>([
    ["grpc-health", "grpc", "requests: [{ grpc-health: {}, expect: { body: { json: { $.status: SERVING } } } }]"],
    ["grpc-health over TLS", "grpcs", "requests: [{ grpc-health: {}, expect: { tls: { days-left: 5 } } }]"],
    [
      "grpc by reflection, and what it captures goes into the next call",
      "grpc",
      `journeys:
  - name: j
    steps:
      - { grpc: { method: orders.v1.Orders/Get, message: { id: o7 } }, expect: { status: 0 }, capture: { total: $.total, type: { header: content-type } } }
      - { grpc: { method: orders.v1.Orders/Get, message: { id: "{{ total }} {{ type }}" } }, expect: { body: { json: { $.id: "9007199254740993 application/grpc+proto" } } } }
`,
    ],
    [
      "grpc by a descriptor beside the suite",
      "descriptor",
      "requests: [{ grpc: { method: orders.v1.Orders/Get, message: { id: o7 }, descriptor: orders.binpb }, expect: { status: 0, body: { json: { $.id: o7 } } } }]",
    ],
    [
      "grpc over TLS",
      "grpcs",
      "requests: [{ grpc: { method: orders.v1.Orders/Get, message: { id: o7 } }, expect: { status: 0, tls: { names: [127.0.0.1] } } }]",
    ],
    [
      "grpc with the code that is due",
      "grpc",
      "requests: [{ grpc: { method: orders.v1.Orders/Get, message: { id: absent } }, expect: { status: 5, body: { json: { $.codeName: NOT_FOUND } } } }]",
    ],
    [
      "websocket, and what it captures is sent next",
      "echo",
      `journeys:
  - name: j
    steps:
      - { websocket: { send: '{"order": "o7"}' }, expect: { body: { json: { "$.json[0].order": o7 } } }, capture: { order: "$.json[0].order" } }
      - { websocket: { send: ["{{ order }}", b], receive: 2, protocols: [v1] }, expect: { body: { json: { "$.messages[0]": o7, "$.messages[1]": b, $.protocol: v1 } } } }
`,
    ],
    [
      "sse, and what it captures is asked next",
      "events",
      `journeys:
  - name: j
    steps:
      - { sse: { path: /a }, expect: { status: 200, body: { json: { "$.events[0].event": paid } } }, capture: { order: "$.events[0].json.order", stream: { header: x-stream } } }
      - { sse: { path: "/{{ order }}/{{ stream }}", count: 2 }, expect: { body: { json: { "$.events[1].data": /o7/s7 } } } }
`,
    ],
    [
      "websocket and sse over TLS",
      "secured",
      "requests: [{ websocket: { path: /live, send: a }, expect: { tls: { days-left: 5 } } }, { sse: { path: /a }, expect: { tls: { days-left: 5 } } }]",
    ],
    ["tcp", "bytes", "requests: [{ tcp: {}, expect: { time: 20s } }, { tcp: { host: 127.0.0.1, port: PORT } }]"],
    [
      "tls, and what it captures",
      "tls",
      `journeys:
  - name: j
    steps:
      - { tls: {}, expect: { tls: { days-left: 9, version: TLSv1.3, names: [127.0.0.1] } }, capture: { days: $.daysLeft } }
      - { tls: {}, when: "{{ days }} == 9", expect: { body: { json: { $.daysLeft: "{{ days }}" } } } }
`,
    ],
    [
      "dns, and what it captures",
      "bytes",
      `journeys:
  - name: j
    steps:
      - { dns: { name: orders.example, server: "NAMES" }, capture: { first: "$.addresses[0]" } }
      - { dns: { name: orders.example, server: "NAMES", addresses: ["{{ first }}"] }, expect: { body: { json: { "$.addresses[0]": 10.0.0.7 } } } }
`,
    ],
    [
      "closed-port",
      "bytes",
      "requests: [{ closed-port: { port: CLOSED }, expect: { body: { json: { $.how: refused } } } }]",
    ],
  ])("%s", async (_what, place, suite) => {
    const { passed, steps, wrong } = await run(suite, place);
    expect(wrong).toBe("");
    expect(steps.map(({ state }) => state)).not.toContain("skipped");
    expect(passed).toBe(true);
  });
});

describe("a step of the suite's file fails", () => {
  const get = "method: orders.v1.Orders/Get";
  it.each<[string, Exclude<Place, "names">, string, RegExp]>([
    ["a service is not well", "grpc", "grpc-health: { service: orders.v1.Orders }", /SERVING, got NOT_SERVING/],
    ["a service is not known", "grpc", "grpc-health: { service: a.B }", /got SERVICE_UNKNOWN/],
    ["gRPC is not spoken", "events", "grpc-health: {}", /expected an answer, but/],
    [
      "the code is another",
      "grpc",
      `grpc: { ${get}, message: { id: absent } }, expect: { status: 0 }`,
      /status 0, got 5/,
    ],
    [
      "the response is another",
      "grpc",
      `grpc: { ${get}, message: { id: a } }, expect: { body: { json: { $.id: b } } }`,
      /\$\.id.*"b".*"a"/,
    ],
    [
      "there is nothing to capture",
      "grpc",
      `grpc: { ${get}, message: { id: a } }, expect: { status: 0 }, capture: { x: $.absent }`,
      /\$\.absent.*found none/,
    ],
    ["nobody speaks gRPC there", "nobody", `grpc: { ${get} }, expect: { status: 0 }`, /the connection was refused/],
    [
      "a WebSocket brings something else",
      "echo",
      'websocket: { send: a }, expect: { body: { json: { "$.messages[0]": b } } }',
      /"b".*"a"/,
    ],
    ["a WebSocket is refused", "events", "websocket: { path: /page }", /did not accept the WebSocket/],
    ["a WebSocket is silent", "echo", "websocket: { receive: 1 }, timeout: 300ms", /within 300ms/],
    [
      "an event is another",
      "events",
      'sse: { path: /a }, expect: { body: { json: { "$.events[0].event": lost } } }',
      /"lost".*"paid"/,
    ],
    ["events do not come", "events", "sse: { path: /a, count: 3 }, timeout: 300ms", /within 300ms/],
    ["a page comes for events", "events", "sse: { path: /page }", /no event stream.*text\/html/],
    ["nothing listens", "bytes", "tcp: { port: CLOSED }", /the connection was refused/],
    ["nothing listens for TLS", "bytes", "tls: { port: CLOSED }", /the connection was refused/],
    ["a certificate ends soon", "tls", "tls: {}, expect: { tls: { days-left: 30 } }", /30 days.*9/],
    ["a certificate is for others", "tls", "tls: { servername: orders.example }", /for another name/],
    ["a certificate has expired", "expired", "tls: {}", /has expired/],
    ["TLS is not spoken", "events", "tls: {}", /but what answers does not speak TLS$/],
    [
      "a name leads elsewhere",
      "bytes",
      'dns: { name: orders.example, server: "NAMES", addresses: [10.0.0.8] }',
      /to resolve to 10\.0\.0\.8, got 10\.0\.0\.7/,
    ],
    ["a name is not known", "bytes", 'dns: { name: absent.example, server: "NAMES" }', /absent\.example/],
    ["a port is open", "bytes", "closed-port: { port: PORT }", /to be closed, but a connection opens/],
    ["a port cannot be tried", "bytes", "closed-port: { host: orders.invalid, port: 80 }", /name/],
  ])("where %s", async (_what, place, step, message) => {
    const { passed, wrong } = await run(`requests: [{ ${step} }]`, place);
    expect(wrong).toMatch(message);
    expect(passed).toBe(false);
  });

  it("where a descriptor is none", async () => {
    const step = `grpc: { ${get}, descriptor: broken.binpb }, expect: { status: 0 }`;
    await expect(run(`requests: [{ ${step} }]`, "descriptor")).rejects.toThrow(/no FileDescriptorSet/);
  });
});

describe("a step of the suite's file waits for", () => {
  const eventually = "eventually: { within: 60s, pause: 10ms, longest-pause: 20ms }";
  /** Wrong twice, then right. */
  const late = () => {
    let asked = 0;
    return () => ++asked > 2;
  };
  it.each<[string, string, () => Promise<string>]>([
    ["a gRPC health", "grpc-health: {}", () => serveOrders({ startsAfter: 2 })],
    [
      "a gRPC answer",
      "grpc: { method: orders.v1.Orders/Get, message: { id: o7 }, repeatable: true }, expect: { status: 0 }",
      () => serveOrders({ startsAfter: 2 }),
    ],
    [
      "a WebSocket",
      'websocket: { receive: 1 }, expect: { body: { json: { "$.messages[0]": y } } }',
      async () => {
        const isReady = late();
        const say = (text: string) => Buffer.concat([Buffer.of(0x81, text.length), Buffer.from(text)]);
        const server = await serveWebSocket(
          () => undefined,
          (socket) => socket.write(say(isReady() ? "y" : "n")),
        );
        return server.origin;
      },
    ],
    [
      "events",
      "sse: { path: /a }",
      async () => {
        const isReady = late();
        const server = await serveHttp((_request, response) => {
          if (isReady()) response.setHeader("content-type", "text/event-stream").end("data: a\n\n");
          else response.writeHead(503).end();
        });
        return server.origin;
      },
    ],
    [
      "a certificate",
      "tls: {}, expect: { tls: { days-left: 9 } }",
      async () => {
        const isReady = late();
        const { cert, key } = identity;
        const server = await serveTls({ cert, key }, () => undefined);
        const front = await serveBytes((socket) => {
          if (!isReady()) socket.destroy();
          else {
            const onward = connect(server.port, "127.0.0.1");
            onward.on("error", () => undefined);
            socket.pipe(onward).pipe(socket);
          }
        });
        return front.origin.replace("http:", "https:");
      },
    ],
    [
      "a name",
      'dns: { name: orders.example, server: "LATE", addresses: [10.0.0.8] }',
      async () => {
        const isReady = late();
        const server = await serveNames((_name, isA) => [10, 0, 0, isA && isReady() ? 8 : 7]);
        return `http://${server}`;
      },
    ],
  ])("%s", async (_what, step, start) => {
    const origin = await start();
    const text = `requests: [{ ${step}, ${eventually} }]`.replace("LATE", new URL(origin).host);
    const { passed, steps, wrong } = await runFile(text, urlTarget(origin, { tls: { ca: identity.cert } }));
    expect(wrong).toBe("");
    expect(passed).toBe(true);
    expect(steps[0]).toMatchObject({ settling: "slow start" });
    expect(steps[0]?.tries.map(({ fits }) => fits)).toEqual([false, false, true, true, true]);
  });

  it("a port that opens, and a port that closes, for as long as it is told", async () => {
    const soon = "eventually: { within: 1500ms, pause: 10ms, longest-pause: 20ms }";
    const text = `requests: [{ tcp: { port: CLOSED }, ${soon} }, { closed-port: { port: PORT }, ${soon} }]`;
    const { steps } = await run(text, "bytes");
    expect(steps.map(({ state, tries }) => [state, tries.length > 1])).toEqual([
      ["failed", true],
      ["failed", true],
    ]);
  });
});
