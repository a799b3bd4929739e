// Does each router put a split into its objects, read it back, and give the objects back as they were?

import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/kube/object.ts";
import type { Router, SavedPart, Split } from "../../../src/traffic/router.ts";
import { routers } from "../../../src/traffic/routers.ts";
import {
  destinationRule,
  header,
  httpRoute,
  ingress,
  ingressRoute,
  liveService,
  object,
  target,
  traefikService,
  virtualService,
} from "./objects.ts";

const cases: readonly [Router, KubeObject][] = [
  [routers["gateway-api"], httpRoute],
  [routers.istio, virtualService],
  [routers.traefik, traefikService],
  [routers.traefik, ingressRoute],
  [routers.nginx, ingress],
  [routers.service, liveService],
];
const named = cases.map(([router, route]) => [router.name, route.kind, router, route] as const);

function partsOf(router: Router, route: KubeObject): readonly SavedPart[] {
  const reading = router.read(route, target);
  if (reading.kind !== "routes") throw new Error(`${route.kind} is read as ${reading.kind}`);
  return reading.parts;
}

/** The object and what is made beside it, with the split in them. */
function splitAll(router: Router, route: KubeObject, split: Split) {
  const made = router.companions([route], [destinationRule], target);
  return [route, ...made].map((one) => router.split(one, target, split));
}

describe.each(named)("the router %s", (_name, _kind, router, route) => {
  const weights = router.splits === "percent" ? [0, 5, 25, 50, 100] : [0, 100];
  const splits: Split[] = [
    ...weights.map((weight) => ({ weight })),
    // A TraefikService has no rules: those are the IngressRoute's.
    ...(router.headers && route.kind !== "TraefikService"
      ? [
          { weight: 0, header },
          { weight: 10, header },
        ]
      : []),
  ];

  it.each(splits)("reads back from its objects the split $weight %, header $header", (split) => {
    const shares = splitAll(router, route, split).map((one) => router.share(one, target));
    // One object may have the header, another one the weight.
    const telling = shares.filter((share) => share !== "silent");
    expect(Object.assign({}, ...telling)).toEqual(split);
    expect(telling.filter((share) => typeof share !== "string" && share.weight !== undefined)).toHaveLength(1);
  });

  it.each(splits)("gives the object back exactly, from $weight %, header $header", (split) => {
    const parts: SavedPart[] = JSON.parse(JSON.stringify(partsOf(router, route)));
    expect(router.giveBack(router.split(route, target, split), target, parts)).toEqual(route);
  });

  it("carries nothing of ours before a release, and none of its Service is elsewhere", () => {
    expect(router.share(route, target)).toBe(router.name === "nginx" ? "silent" : "untouched");
    expect(router.read(route, { ...target, stable: { service: "nobody" } })).toEqual({ kind: "elsewhere" });
  });

  it("leaves what is not weighted as it is", () => {
    const changed = router.split(route, target, { weight: 100 });
    expect({ ...changed, spec: undefined }).toEqual({ ...route, spec: undefined });
    expect(JSON.stringify(changed)).toContain(JSON.stringify(route.metadata));
  });
});

describe("traefik, by a header", () => {
  const { split, read, giveBack, share } = routers.traefik;
  const routeWith = (changes: object, apiVersion = "traefik.io/v1alpha1") =>
    ({
      ...ingressRoute,
      apiVersion,
      spec: { routes: [{ match: "Host(`shop.example`)", services: [{ name: "orders", port: 80 }], ...changes }] },
    }) as KubeObject;
  const added = (route: KubeObject, rule = header) => {
    const { routes } = split(route, target, { weight: 0, header: rule }).spec as { routes: object[] };
    expect(routes).toHaveLength(2);
    return routes[0];
  };

  it("leads there by the same rule with the header, and wins over that rule alone", () => {
    expect(added(routeWith({ middlewares: [{ name: "m" }] }))).toEqual({
      match: "(Host(`shop.example`)) && Headers(`canary`, `true`)",
      syntax: "v2",
      priority: 21,
      middlewares: [{ name: "m" }],
      services: [{ name: "orders-candidate", port: 80, nativeLB: true }],
    });
    expect(added(routeWith({ priority: 7 }))).toMatchObject({ priority: 8 });
    expect(added(routeWith({ priority: 0 }))).toMatchObject({ priority: 21 });
  });

  it.each([
    ["Header(`a`, `b`)", "Header"],
    ["PathRegexp(`^/a`)", "Header"],
    ["Query(`a`, `b`)", "Header"],
    ["HostRegexp(`^.+\\.example$`)", "Header"],
    ["Headers(`a`, `b`)", "Headers"],
    ["HostRegexp(`{any:.+}`)", "Headers"],
    ["Host(`a`) && PathPrefix(`/{id:[0-9]+}`)", "Headers"],
  ])("speaks to %s in the words of its version: %s", (match, matcher) => {
    const rule = added(routeWith({ match }));
    expect(rule).toMatchObject({ match: `(${match}) && ${matcher}(\`canary\`, \`true\`)` });
    expect(rule).not.toHaveProperty("syntax");
  });

  it("goes by what the rule says of its syntax, and by the group that only Traefik 2 has", () => {
    expect(added(routeWith({ syntax: "v3" }))).toMatchObject({
      match: expect.stringContaining("Header(`"),
      syntax: "v3",
    });
    expect(added(routeWith({ syntax: "v2" }))).toMatchObject({
      match: expect.stringContaining("Headers(`"),
      syntax: "v2",
    });
    const old = added(routeWith({}, "traefik.containo.us/v1alpha1"));
    expect(old).toMatchObject({ match: expect.stringContaining("Headers(`") });
    expect(old).not.toHaveProperty("syntax");
  });

  it("quotes any value, and reads it back", () => {
    const odd = { name: "canary", value: 'a`b "c" (d)' };
    const with_ = split(ingressRoute, target, { weight: 0, header: odd });
    expect(share(with_, target)).toEqual({ header: odd });
  });

  it("leaves the user's own rule for the candidate where it is", () => {
    const own = { match: "Host(`preview.example`)", services: [{ name: "orders-candidate", port: 80 }] };
    const pair = {
      ...ingressRoute,
      spec: { routes: [...((ingressRoute.spec as { routes: object[] }).routes ?? []), own] },
    };
    const reading = read(pair as KubeObject, target);
    const parts = reading.kind === "routes" ? reading.parts : [];
    const there = split(pair as KubeObject, target, { weight: 10, header });
    expect(giveBack(there, target, parts)).toEqual(pair);
  });
});

describe("gateway-api", () => {
  const router = routers["gateway-api"];
  const stable = { group: "", kind: "Service", name: "orders", port: 80 };

  it("weights the rules of the Service only", () => {
    expect(router.split(httpRoute, target, { weight: 25 }).spec).toMatchObject({
      rules: [
        { backendRefs: [{ name: "admin", weight: 1 }] },
        {
          backendRefs: [
            { ...stable, weight: 75 },
            { ...stable, name: "orders-candidate", weight: 25 },
          ],
        },
      ],
    });
  });

  it("sends a header to the candidate by a rule with the same matches, filters and one header more", () => {
    const { rules } = router.split(httpRoute, target, { weight: 0, header }).spec as { rules: unknown[] };
    expect(rules).toHaveLength(3);
    expect(rules[0]).toEqual({
      matches: [
        {
          path: { type: "PathPrefix", value: "/" },
          headers: [
            { type: "Exact", name: "tenant", value: "a" },
            { type: "Exact", name: "canary", value: "true" },
          ],
        },
      ],
      filters: [{ type: "RequestHeaderModifier", requestHeaderModifier: { add: [{ name: "x", value: "y" }] } }],
      backendRefs: [{ ...stable, name: "orders-candidate", weight: 1 }],
    });
  });

  it("keeps what somebody changed meanwhile: a rule before ours, a filter on a backend, another backend", () => {
    const parts = partsOf(router, httpRoute);
    const live = structuredClone(router.split(httpRoute, target, { weight: 50, header })) as unknown as {
      spec: { hostnames: string[]; rules: { matches?: unknown[]; backendRefs: Record<string, unknown>[] }[] };
    };
    live.spec.hostnames.push("new.example");
    live.spec.rules.unshift({
      matches: [{ path: { type: "Exact", value: "/new" } }],
      backendRefs: [{ name: "admin" }],
    });
    const [ours] = live.spec.rules[3]?.backendRefs ?? [];
    if (ours) ours.filters = [{ type: "URLRewrite" }];
    const back = router.giveBack(live as unknown as KubeObject, target, parts);
    expect(back.spec).toMatchObject({
      hostnames: ["shop.example", "new.example"],
      rules: [
        { backendRefs: [{ name: "admin" }] },
        { backendRefs: [{ name: "admin", weight: 1 }] },
        { backendRefs: [{ ...stable, weight: 1, filters: [{ type: "URLRewrite" }] }] },
      ],
    });
    expect(JSON.stringify(back)).not.toContain("orders-candidate");
  });

  it("divides stable's own share where the user shares with a further backend", () => {
    const shared = structuredClone(httpRoute) as unknown as { spec: { rules: { backendRefs: unknown[] }[] } };
    shared.spec.rules[1]?.backendRefs.splice(0, 1, { name: "orders", weight: 9 }, { name: "legacy", weight: 1 });
    const before = shared as unknown as KubeObject;
    const split = router.split(before, target, { weight: 20 });
    expect(split.spec).toMatchObject({
      rules: [
        {},
        {
          backendRefs: [
            { name: "orders", weight: 720 },
            { name: "orders-candidate", weight: 180 },
            { name: "legacy", weight: 100 },
          ],
        },
      ],
    });
    expect(router.share(split, target)).toEqual({ weight: 20 });
    expect(router.giveBack(split, target, partsOf(router, before))).toEqual(before);
  });

  it("gives a pair back that named both Services before, with the user's own rule for the candidate", () => {
    const pair = structuredClone(httpRoute) as unknown as { spec: { rules: unknown[] } };
    pair.spec.rules = [
      {
        backendRefs: [
          { name: "orders", weight: 100 },
          { name: "orders-candidate", weight: 0 },
        ],
      },
      { matches: [{ path: { value: "/preview" } }], backendRefs: [{ name: "orders-candidate" }] },
    ];
    const before = pair as unknown as KubeObject;
    const split = router.split(before, target, { weight: 25, header });
    expect(split.spec).toMatchObject({
      rules: [
        { matches: [{ headers: [{ name: "canary" }] }] },
        {
          backendRefs: [
            { name: "orders", weight: 75 },
            { name: "orders-candidate", weight: 25 },
          ],
        },
        { backendRefs: [{ name: "orders-candidate" }] },
      ],
    });
    expect(router.giveBack(split, target, partsOf(router, before))).toEqual(before);
  });

  it("says what its Gateway refuses", () => {
    const conditions = [{ type: "ResolvedRefs", status: "False", message: "Service orders not found" }];
    const refused = { ...httpRoute, status: { parents: [{ conditions }] } };
    expect(router.trouble(refused)?.found).toBe("its Gateway does not take HTTPRoute orders: Service orders not found");
    expect(router.trouble(httpRoute)).toBeUndefined();
  });
});

describe("istio", () => {
  it("weights two hosts, written as the user writes them, and puts the header's rule right before", () => {
    const split = routers.istio.split(virtualService, target, { weight: 10, header });
    expect((split.spec as { http: unknown[] }).http.slice(1)).toEqual([
      {
        name: "all-candidate",
        timeout: "5s",
        match: [{ headers: { canary: { exact: "true" } } }],
        route: [
          { destination: { host: "orders-candidate.shop.svc.cluster.local", port: { number: 80 } }, weight: 100 },
        ],
      },
      {
        name: "all",
        timeout: "5s",
        route: [
          {
            destination: { host: "orders.shop.svc.cluster.local", subset: "v1", port: { number: 80 } },
            weight: 90,
          },
          { destination: { host: "orders-candidate.shop.svc.cluster.local", port: { number: 80 } }, weight: 10 },
        ],
      },
    ]);
  });

  it("gives the candidate's host the policy of stable's, that of its subset first", () => {
    expect(routers.istio.companions([virtualService], [destinationRule], target)).toMatchObject([
      {
        kind: "DestinationRule",
        metadata: { name: "orders-candidate-slipway", namespace: "shop" },
        spec: {
          host: "orders-candidate.shop.svc.cluster.local",
          trafficPolicy: { tls: { mode: "ISTIO_MUTUAL" }, loadBalancer: { simple: "LEAST_REQUEST" } },
        },
      },
    ]);
    expect(routers.istio.companions([virtualService], [], target)).toEqual([]);
  });

  it.each([
    [
      "subsets of one host",
      "http: [{ route: [{ destination: { host: orders, subset: a } }, { destination: { host: orders, subset: b } }] }]",
    ],
    ["tcp only", "tcp: [{ route: [{ destination: { host: orders } }] }]"],
  ])("refuses %s with what to do", (_what, spec) => {
    const one = object(
      `{ apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: { name: orders }, spec: { ${spec} } }`,
    );
    expect(routers.istio.read(one, target)).toMatchObject({ kind: "unfit" });
  });
});

describe("traefik", () => {
  it("points an IngressRoute at a TraefikService of ours, which takes the entry's options over", () => {
    const [route, made] = splitAll(routers.traefik, ingressRoute, { weight: 10 });
    const name = made?.metadata.name;
    expect(name).toMatch(/^orders-slipway-[0-9a-f]{6}$/);
    expect(route?.spec).toMatchObject({
      routes: [
        { middlewares: [{ name: "m" }], services: [{ kind: "TraefikService", name }] },
        { services: [{ name: "admin", port: 80 }] },
      ],
    });
    expect(made?.spec).toEqual({
      weighted: {
        services: [
          { name: "orders", port: 80, scheme: "http", weight: 90 },
          { name: "orders-candidate", port: 80, scheme: "http", nativeLB: true, weight: 10 },
        ],
      },
    });
  });

  it("makes one TraefikService for each way of naming the Service, in the group of the IngressRoute", () => {
    const text = (group: string) => `
apiVersion: ${group}/v1alpha1
kind: IngressRoute
metadata: { name: other }
spec: { routes: [{ services: [{ name: orders, port: 80 }] }, { services: [{ port: 80, name: orders, weight: 3 }] }, { services: [{ name: orders, port: 81 }] }] }`;
    const made = routers.traefik.companions([object(text("traefik.containo.us"))], [], target);
    expect(made.map(({ apiVersion, spec }) => [apiVersion, JSON.stringify(spec)])).toEqual([
      ["traefik.containo.us/v1alpha1", expect.stringContaining('"port":80')],
      ["traefik.containo.us/v1alpha1", expect.stringContaining('"port":81')],
    ]);
  });

  it("refuses a mirror with what to do", () => {
    const mirror = { ...traefikService, spec: { mirroring: { name: "other", mirrors: [{ name: "orders" }] } } };
    expect(routers.traefik.read(mirror, target)).toMatchObject({ kind: "unfit" });
  });
});

describe("nginx", () => {
  it("makes a canary of the paths that lead to stable, and of no other", () => {
    const [, canary] = splitAll(routers.nginx, ingress, { weight: 25, header });
    expect(canary).toMatchObject({
      metadata: {
        name: "orders-slipway-canary",
        annotations: {
          "nginx.ingress.kubernetes.io/canary": "true",
          "nginx.ingress.kubernetes.io/canary-weight": "25",
          "nginx.ingress.kubernetes.io/canary-by-header": "canary",
          "nginx.ingress.kubernetes.io/canary-by-header-value": "true",
        },
      },
      spec: { ingressClassName: "nginx" },
    });
    expect(canary?.spec).toMatchObject({
      rules: [{ host: "shop.example", http: { paths: [{ backend: { service: { name: "orders-candidate" } } }] } }],
    });
    expect(JSON.stringify(canary)).not.toMatch(/admin|other/);
  });

  it("takes an Ingress for its own by the controller of its class, or by the class's usual name", () => {
    const classes = [
      object(
        "{ apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: { name: public }, spec: { controller: k8s.io/ingress-nginx } }",
      ),
      object(
        "{ apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: { name: nginx }, spec: { controller: nginx.org/ingress-controller } }",
      ),
    ];
    const of = (ingressClassName: string) => ({ ...ingress, spec: { ingressClassName } });
    expect(routers.nginx.serves(of("public"), classes)).toBe(true);
    expect(routers.nginx.serves(of("nginx"), classes)).toBe(false);
    expect(routers.nginx.serves(of("nginx"), [])).toBe(true);
    expect(routers.nginx.serves(of("traefik"), [])).toBe(false);
  });
});

describe("service", () => {
  it("refuses what selects no pods", () => {
    expect(routers.service.read({ ...liveService, spec: { type: "ExternalName" } }, target)).toMatchObject({
      kind: "unfit",
    });
  });

  it("knows no half", () => {
    expect(() => routers.service.split(liveService, target, { weight: 50 })).toThrow("all or nothing");
  });
});

describe("a rule whose list of matches is empty, which matches everything", () => {
  it("leads to the candidate only with the header, by the Gateway API", () => {
    const route = object(`
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: orders }
spec: { rules: [{ matches: [], backendRefs: [{ name: orders, port: 80 }] }] }
`);
    const { rules } = routers["gateway-api"].split(route, target, { weight: 0, header }).spec as { rules: object[] };
    expect(rules[0]).toMatchObject({ matches: [{ headers: [{ name: "canary", value: "true" }] }] });
  });

  it("leads there only with the header, by Istio", () => {
    const route = object(`
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: orders }
spec: { http: [{ match: [], route: [{ destination: { host: orders } }] }] }
`);
    const { http } = routers.istio.split(route, target, { weight: 0, header }).spec as { http: object[] };
    expect(http[0]).toMatchObject({ match: [{ headers: { canary: { exact: "true" } } }] });
  });
});

it("istio reads its header back among the user's own, which the API server sorts", () => {
  const route = object(`
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: orders }
spec: { http: [{ match: [{ headers: { tenant: { exact: a } } }], route: [{ destination: { host: orders } }] }] }
`);
  const there = routers.istio.split(route, target, { weight: 10, header });
  const { http } = structuredClone(there.spec) as { http: { match: { headers: Record<string, unknown> }[] }[] };
  const [match] = http[0]?.match ?? [];
  if (match !== undefined) match.headers = { canary: match.headers.canary, tenant: match.headers.tenant };
  expect(routers.istio.share({ ...there, spec: { http } }, target)).toEqual({ weight: 10, header });
});

it("a route that one of its Gateways takes is no trouble", () => {
  const parent = (status: string) => ({ conditions: [{ type: "Accepted", status, message: "no such listener" }] });
  const trouble = (...parents: object[]) =>
    routers["gateway-api"].trouble({ ...httpRoute, status: { parents } } as KubeObject)?.found;
  expect(trouble(parent("False"))).toMatch(/its Gateway does not take HTTPRoute orders: no such listener/);
  expect(trouble(parent("False"), parent("True"))).toBeUndefined();
});

it.each([
  ["for the same host and path", "shop.example", "/", /Ingress beta is a canary for the same host and path already/],
  ["for another path", "shop.example", "/admin", undefined],
  ["for another host", "other.example", "/", undefined],
])("nginx has one place for a canary: the user's own %s", (_, host, path, problem) => {
  const beta = object(`
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: beta, annotations: { nginx.ingress.kubernetes.io/canary: "true" } }
spec:
  rules: [{ host: ${host}, http: { paths: [{ path: ${path}, backend: { service: { name: beta } } }] } }]
`);
  const router: Router = routers.nginx;
  const found = router.rival?.([ingress], [ingress, beta], target)?.found;
  if (problem === undefined) expect(found).toBeUndefined();
  else expect(found).toMatch(problem);
});
