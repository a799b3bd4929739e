// What proves the checks of how running services are reached?

import { type Cases, casesOf } from "./cases.ts";
import { ago, at, certificate, condition, days, named, status } from "./cluster-objects.ts";

const slice = (...endpoints: object[]) => ({
  EndpointSlice: [named("orders-x", { endpoints }, { labels: { "kubernetes.io/service-name": "orders" } })],
});
const ready = { conditions: { ready: true } };
const service = (selector: object, rest: object = {}, name = "orders") =>
  named(name, { spec: { selector, ports: [{ port: 80 }], ...rest } });
const balanced = { status: { loadBalancer: { ingress: [{ ip: "192.0.2.1" }] } } };
const ingress = (rest: object = {}) => ({
  Service: [service({ app: "orders" })],
  Ingress: [
    named("orders", {
      spec: { rules: [{ http: { paths: [{ backend: { service: { name: "orders" } } }] } }] },
      ...rest,
    }),
  ],
});
const route = (...conditions: object[]) => ({
  Service: [service({ app: "orders" })],
  HTTPRoute: [
    named("orders", {
      spec: { parentRefs: [{ name: "public" }], rules: [{ backendRefs: [{ name: "orders" }] }] },
      status: { parents: conditions.length === 0 ? [] : [{ parentRef: { name: "public" }, conditions }] },
    }),
  ],
  Gateway: [named("public", status(condition("Programmed", "True")))],
});
const accepted = [condition("Accepted", "True"), condition("ResolvedRefs", "True")];
const certificates = (state: object, secretName = "orders-tls") => ({
  Certificate: [named("orders", { spec: { secretName }, status: state })],
});

const cases: Readonly<Record<string, Cases>> = {
  "cluster/endpoints-ready": {
    pass: [["all ready", at({ Service: [service({ app: "orders" })], ...slice(ready, ready) })]],
    "near-pass": [
      [
        "one that terminates, one that does not tell",
        at({
          Service: [service({ app: "orders" })],
          ...slice({ conditions: { ready: false, terminating: true } }, {}),
        }),
      ],
    ],
    "near-fail": [
      [
        "a second slice",
        at({
          Service: [service({ app: "orders" })],
          EndpointSlice: [...slice(ready).EndpointSlice, ...slice({ conditions: { ready: false } }).EndpointSlice],
        }),
        "1 of 2",
      ],
    ],
    fail: [
      [
        "one that is not",
        at({
          Service: [service({ app: "orders" })],
          ...slice(ready, { conditions: { ready: false }, targetRef: { name: "c" } }),
        }),
        "1 of 2 endpoints are not ready (c)",
      ],
    ],
  },
  "cluster/services-without-pods": {
    pass: [["one that selects", at({ Service: [service({ app: "orders" })] })]],
    "near-pass": [
      [
        "one without a selector, and another team's",
        at({ Service: [service({ app: "orders" }), service({}, {}, "outside"), service({ app: "x" }, {}, "other")] }),
      ],
    ],
    "near-fail": [
      ["one label too many", at({ Service: [service({ app: "orders", tier: "web" })] }), "app=orders, tier=web"],
    ],
    fail: [
      [
        "a renamed label",
        at({ Service: [service({ app: "order" })] }),
        "no pod has the labels that it selects (app=order)",
      ],
    ],
  },
  "cluster/load-balancers": {
    pass: [["an Ingress with an address", at(ingress(balanced))]],
    "near-pass": [
      [
        "a Service inside, which needs none",
        at({ ...ingress(balanced), Service: [service({ app: "orders" }, { type: "ClusterIP" })] }),
      ],
    ],
    "near-fail": [
      [
        "a LoadBalancer beside it that waits",
        at({ ...ingress(balanced), Service: [service({ app: "orders" }, { type: "LoadBalancer" })] }),
        "it has no address",
      ],
    ],
    fail: [["an Ingress that nobody took up", at(ingress({ status: { loadBalancer: {} } })), "it has no address"]],
  },
  "cluster/routes-accepted": {
    pass: [["accepted", at(route(...accepted))]],
    "near-pass": [["accepted, and references not told", at(route(condition("Accepted", "True")))]],
    "near-fail": [
      [
        "accepted with a reference that does not resolve",
        at(route(condition("Accepted", "True"), condition("ResolvedRefs", "False", { reason: "BackendNotFound" }))),
        "ResolvedRefs of public is False: BackendNotFound",
      ],
    ],
    fail: [
      ["taken up by none", at(route()), "no Gateway has taken it up"],
      [
        "a Gateway that is not programmed",
        at({
          ...route(...accepted),
          Gateway: [named("public", status(condition("Programmed", "False", { reason: "AddressNotAssigned" })))],
        }),
        "it is not programmed: AddressNotAssigned",
      ],
    ],
  },
  "cluster/certificate-expiry": {
    pass: [["a month left", at({}, certificate())]],
    "near-pass": [["a little more than two weeks", at({}, certificate({ notAfter: days(14.1) }))]],
    "near-fail": [
      ["a little less than two weeks", at({}, certificate({ notAfter: days(13.9) })), "ends in 13d, on 2026-01-15"],
      ["not good yet", at({}, certificate({ notBefore: days(1) })), "not good before 2026-01-02"],
    ],
    fail: [
      ["over", at({}, certificate({ notAfter: days(-3) })), "ended 3d ago, on 2025-12-29"],
      [
        "a Secret that is not there",
        at({}, { certificates: new Map([["orders-tls", { kind: "seen", value: "missing" }]]) }),
        "the Secret is not there",
      ],
    ],
  },
  "cluster/certificate-names": {
    pass: [["the host itself", at({}, certificate())]],
    "near-pass": [["a star for its one label", at({}, certificate({ names: ["*.example.com"] }))]],
    "near-fail": [
      [
        "a star does not stand for two labels",
        at({}, certificate({ names: ["*.com", "example.com"] })),
        "not for orders.example.com but for *.com, example.com",
      ],
    ],
    fail: [["another host", at({}, certificate({ names: ["www.example.com"] })), "not for orders.example.com"]],
  },
  "cluster/certificate-chain": {
    pass: [["whole", at({}, certificate())]],
    "near-pass": [["near its end, which another check tells", at({}, certificate({ notAfter: days(1) }))]],
    "near-fail": [
      [
        "a good chain with another's key",
        at({}, certificate({ problems: ["tls.key is the key of another certificate"] })),
        "another certificate",
      ],
    ],
    fail: [
      [
        "alone",
        at({}, certificate({ problems: ["the certificate of its issuer (CN=R10) is missing in tls.crt"] })),
        "CN=R10",
      ],
    ],
  },
  "cluster/certificate-ready": {
    pass: [["ready", at(certificates({ conditions: [condition("Ready", "True")], renewalTime: ago(-9000) }))]],
    "near-pass": [
      ["just being renewed", at(certificates({ conditions: [condition("Ready", "True")], renewalTime: ago(30) }))],
    ],
    "near-fail": [
      [
        "ready, and long over its renewal",
        at(certificates({ conditions: [condition("Ready", "True")], renewalTime: ago(3000) })),
        "renewed 2d ago",
      ],
    ],
    fail: [
      [
        "not ready",
        at(
          certificates({
            conditions: [condition("Ready", "False", { reason: "Issuing", message: "challenge failed" })],
          }),
        ),
        "Issuing challenge failed",
      ],
      ["looked at by nobody", at(certificates({})), "nobody has looked at it"],
    ],
  },
};

export const trafficProofs = Object.entries(cases).flatMap(([check, own]) => casesOf(check, own));
