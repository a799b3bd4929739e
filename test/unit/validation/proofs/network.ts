// What proves the checks of the network?

import { liveWith } from "../objects.ts";
import { casesOf } from "./cases.ts";
import { type Proof, subjectFrom } from "./proof.ts";
import { docs, good, ingress, policy, route, rule, service, workload } from "./service.ts";

const ports = "ports: [{ name: http, containerPort: 8080 }]";
const one = workload({ container: ports });
const led = (spec = "ports: [{ port: 80, targetPort: http }]", name = "a") =>
  service(`selector: { app: a }, ${spec}`, name);
const pair = docs(one, led());
const nginx = (name: string, value: string) =>
  ingress(rule(), `nginx.ingress.kubernetes.io/${name}: ${JSON.stringify(value)}`);
const traefik = (name: string) => ingress(rule(), `traefik.ingress.kubernetes.io/${name}: x`);
const own = "podSelector: { matchLabels: { app: a } }";
const deny = policy("podSelector: {}, policyTypes: [Ingress]", "deny");
const parents = "parentRefs: [{ name: g }], hostnames: [a.example.com]";
const backend = (ref: string) => `${parents}, rules: [{ backendRefs: [${ref}] }]`;
const gateway = (listeners: string) => `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: g, namespace: shop }
spec: { gatewayClassName: c, listeners: [${listeners}] }
`;
const https = "{ name: tls, protocol: HTTPS, port: 443, tls: { certificateRefs: [{ name: c }] } }";
const plain = "{ name: web, protocol: HTTP, port: 80 }";
const peer = (selector: string, pods = "") =>
  policy(`${own}, ingress: [{ from: [{ namespaceSelector: { ${selector} }${pods} }] }]`);
const annotated = (kind: "Ingress" | "Service", annotation: string) =>
  kind === "Ingress"
    ? ingress(rule(), annotation)
    : led().replace("name: a, namespace: shop", `name: a, namespace: shop, annotations: { ${annotation} }`);
const elsewhere = (text: string) => text.replace("namespace: shop", "namespace: other");
const grant = (from: string, to: string) => `apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata: { name: r, namespace: other }
spec: { from: [{ group: gateway.networking.k8s.io, ${from} }], to: [{ group: "", ${to} }] }
`;
const abroad = docs(elsewhere(led()), route(backend("{ name: a, namespace: other, port: 80 }")));
const secret = `apiVersion: v1
kind: Secret
metadata: { name: c, namespace: other }
`;
const abroadTls =
  "{ name: tls, protocol: HTTPS, port: 443, tls: { certificateRefs: [{ name: c, namespace: other }] } }";
const external = (name: string) => service(`type: ExternalName, externalName: ${name}`, "x");

export const networkProofs: readonly Proof[] = [
  ...casesOf("network/annotation-values", {
    pass: [["a whole number", nginx("limit-rps", "10")]],
    "near-pass": [
      ["a size", nginx("proxy-body-size", "8m")],
      ["another controller's", ingress(rule(), 'other.example.com/limit-rps: "10r/s"')],
    ],
    "near-fail": [
      ["a duration where seconds are meant", nginx("proxy-read-timeout", "60s"), "not a whole number"],
      ["yes", nginx("force-ssl-redirect", "yes"), "not true or false"],
    ],
    fail: [["nginx' own form", nginx("limit-rps", "10r/s"), 'limit-rps is "10r/s", not a whole number']],
  }),
  ...casesOf("network/controller-annotations", {
    pass: [["cert-manager's", annotated("Ingress", "cert-manager.io/cluster-issuer: letsencrypt")]],
    "near-pass": [
      ["with a name of the user's own", annotated("Ingress", 'alb.ingress.kubernetes.io/actions.redirect: "{}"')],
      ["of a provider", annotated("Service", 'external-dns.alpha.kubernetes.io/aws-weight: "10"')],
      [
        "an older controller's",
        annotated("Service", 'service.beta.kubernetes.io/aws-load-balancer-connection-idle-timeout: "60"'),
      ],
      [
        "another controller's",
        docs(
          annotated("Ingress", "example.com/issuer: x"),
          annotated("Service", "external-dns.alpha.kubernetes.io/hostname: a"),
        ),
      ],
    ],
    "near-fail": [
      [
        "one letter off",
        annotated("Ingress", "cert-manager.io/clusterissuer: x"),
        "clusterissuer is not known to cert-manager",
      ],
      [
        "one word more",
        annotated("Service", "external-dns.alpha.kubernetes.io/hostnames: a"),
        "not known to external-dns",
      ],
      [
        "the Ingress' name on a Service",
        annotated("Service", 'service.beta.kubernetes.io/aws-load-balancer-healthcheck-interval-seconds: "5"'),
        "not known to the AWS Load Balancer Controller",
      ],
    ],
    fail: [
      [
        "ingress-nginx' name",
        annotated("Ingress", 'alb.ingress.kubernetes.io/limit-rps: "9"'),
        "limit-rps is not known",
      ],
    ],
  }),
  ...casesOf("network/default-deny", {
    pass: [["one for the namespace", docs(one, deny)]],
    "near-pass": [["no policyTypes mean Ingress", docs(one, policy("podSelector: {}"))]],
    "near-fail": [
      [
        "one that allows something",
        docs(one, policy("podSelector: {}, ingress: [{ ports: [{ port: 80 }] }]")),
        "no NetworkPolicy denies",
      ],
      ["one for another namespace", docs(one, policy("podSelector: {}", "a", "other")), "no NetworkPolicy denies"],
      ["one for Egress", docs(one, policy("podSelector: {}, policyTypes: [Egress]")), "no NetworkPolicy denies"],
    ],
    fail: [["one for the pods alone", docs(one, policy(own)), "no NetworkPolicy denies what is not allowed"]],
  }),
  ...casesOf("network/duplicate-routes", {
    pass: [["two hosts", docs(pair, ingress(rule()), ingress(rule(undefined, "host: b.example.com"), "", "b"))]],
    "near-pass": [
      [
        "a canary of ingress-nginx",
        docs(pair, ingress(rule()), ingress(rule(), 'nginx.ingress.kubernetes.io/canary: "true"', "b")),
      ],
      [
        "a route for a header",
        docs(
          pair,
          route(`${parents}, rules: [{ matches: [{ path: { value: / } }] }]`),
          route(`${parents}, rules: [{ matches: [{ path: { value: / }, headers: [{ name: x, value: y }] }] }]`, "b"),
        ),
      ],
      [
        "two classes",
        docs(pair, ingress(`ingressClassName: a, ${rule()}`), ingress(`ingressClassName: b, ${rule()}`, "", "b")),
      ],
    ],
    "near-fail": [
      [
        "two routes without matches",
        docs(
          pair,
          route(`${parents}, rules: [{}]`),
          route(`${parents}, rules: [{ matches: [{ path: { type: PathPrefix, value: / } }] }]`, "b"),
        ),
        "a.example.com/ is also claimed by HTTPRoute shop/a",
      ],
    ],
    fail: [
      [
        "twice the same",
        docs(pair, ingress(rule()), ingress(rule(), "", "b")),
        "a.example.com/ is also claimed by Ingress shop/a",
      ],
    ],
  }),
  ...casesOf("network/duplicate-services", {
    pass: [["one", pair]],
    "near-pass": [
      ["one of them headless", docs(pair, led("clusterIP: None, ports: [{ port: 80, targetPort: http }]", "b"))],
    ],
    "near-fail": [
      [
        "with other names of ports",
        docs(pair, led("ports: [{ name: web, port: 80, targetPort: http }]", "b")),
        "the same as Service a",
      ],
    ],
    fail: [["two", docs(pair, led(undefined, "b")), "it is the same as Service a"]],
  }),
  ...casesOf("network/egress-policy", {
    pass: [["one", good()]],
    "near-pass": [["egress rules mean Egress", docs(one, policy(`${own}, egress: [{}]`))]],
    "near-fail": [
      ["rules for Ingress only", docs(one, policy(`${own}, ingress: []`)), "no NetworkPolicy for Egress"],
      ["an empty list of egress rules, without policyTypes", docs(one, policy(`${own}, egress: []`)), "for Egress"],
    ],
    fail: [["none", one, "no NetworkPolicy for Egress selects its pods"]],
  }),
  ...casesOf("network/external-name", {
    pass: [["a host outside", external("db.example.com")]],
    "near-pass": [["a host whose name begins with svc", external("svc.example.com")]],
    "near-fail": [["an address", external("10.0.0.7"), "is an address"]],
    fail: [["another namespace", external("db.other.svc.cluster.local"), "inside of the cluster"]],
  }),
  ...casesOf("network/external-traffic-policy", {
    pass: [["Local", docs(one, led("type: LoadBalancer, externalTrafficPolicy: Local"))]],
    "near-pass": [
      [
        "a ClusterIP beside it needs none",
        docs(one, led("type: NodePort, externalTrafficPolicy: Local"), led("ports: []", "b")),
      ],
    ],
    "near-fail": [
      ["Cluster, written down", docs(one, led("type: NodePort, externalTrafficPolicy: Cluster")), "is Cluster"],
    ],
    fail: [["not set", docs(one, led("type: LoadBalancer")), "externalTrafficPolicy is not set"]],
  }),
  ...casesOf("network/gateway-tls", {
    pass: [["HTTPS with a certificate", docs(pair, gateway(https), route(backend("{ name: a, port: 80 }")))]],
    "near-pass": [
      [
        "a plain listener for a redirect",
        docs(
          pair,
          gateway(`${https}, ${plain}`),
          route(
            "parentRefs: [{ name: g, sectionName: web }], hostnames: [a.example.com], rules: [{ filters: [{ type: RequestRedirect }] }]",
          ),
        ),
      ],
      [
        "a plain listener that it does not use",
        docs(pair, gateway(`${https}, ${plain}`), route("parentRefs: [{ name: g, sectionName: tls }], rules: [{}]")),
      ],
    ],
    "near-fail": [
      [
        "every listener, also the plain one",
        docs(pair, gateway(`${https}, ${plain}`), route(backend("{ name: a, port: 80 }"))),
        "the listener web",
      ],
    ],
    fail: [
      [
        "no certificate",
        `${gateway("{ name: tls, protocol: HTTPS, port: 443 }")}---\n${one}`,
        "the listener tls has no certificateRefs",
      ],
    ],
  }),
  ...casesOf("network/ingress-annotations", {
    pass: [["limit-rps", good()]],
    "near-pass": [["another controller's", ingress(rule(), "example.com/rate-limit: x")]],
    "near-fail": [
      ["one letter off", nginx("limit-rp", "10"), "limit-rp is not known"],
      ["a guide's name for a rate limit", nginx("rate-limit", "100"), "rate-limit is not known"],
    ],
    fail: [["a name that it ignores", good("limit-rps", "rate-limit-window"), /rate-limit-window is not known/]],
  }),
  ...casesOf("network/ingress-backends", {
    pass: [["a number", docs(pair, ingress(rule()))]],
    "near-pass": [
      [
        "a name",
        docs(
          one,
          led("ports: [{ name: web, port: 80, targetPort: http }]"),
          ingress(rule(undefined, undefined, "name: web")),
        ),
      ],
    ],
    "near-fail": [
      [
        "the container's port",
        docs(pair, ingress(rule(undefined, undefined, "number: 8080"))),
        "no port 8080 (it has 80)",
      ],
      [
        "a defaultBackend",
        docs(pair, ingress("defaultBackend: { service: { name: b, port: { number: 80 } } }")),
        "no Service b",
      ],
    ],
    fail: [["no such Service", ingress(rule()), "there is no Service a"]],
  }),
  ...casesOf("network/ingress-class", {
    pass: [["a class", good()]],
    "near-pass": [["by the annotation of old", ingress(rule(), "kubernetes.io/ingress.class: nginx")]],
    "near-fail": [["an annotation of another name", ingress(rule(), "ingress.class: nginx"), "no ingressClassName"]],
    fail: [["none", good("  ingressClassName: nginx\n", ""), "it has no ingressClassName"]],
  }),
  ...casesOf("network/ingress-hosts", {
    pass: [["a host", good()]],
    "near-pass": [["two rules with hosts", ingress("rules: [{ host: a.example.com }, { host: b.example.com }]")]],
    "near-fail": [
      ["a wildcard", ingress(rule(undefined, 'host: "*.example.com"')), "every host of *.example.com"],
      ["a defaultBackend", ingress("defaultBackend: {}"), "for every host"],
    ],
    fail: [["none", ingress(rule(undefined, "")), "a rule has no host"]],
  }),
  ...casesOf("network/ingress-paths", {
    pass: [["Prefix", good()]],
    "near-pass": [
      [
        "a regular expression that is asked for",
        ingress(
          rule('path: "/a(/|$)(.*)", pathType: ImplementationSpecific'),
          'nginx.ingress.kubernetes.io/use-regex: "true"',
        ),
      ],
    ],
    "near-fail": [
      [
        "a regular expression under Prefix",
        ingress(rule('path: "/a(/|$)(.*)", pathType: Prefix')),
        "a regular expression under Prefix",
      ],
    ],
    fail: [
      [
        "ImplementationSpecific",
        ingress(rule("path: /, pathType: ImplementationSpecific")),
        "is ImplementationSpecific",
      ],
    ],
  }),
  ...casesOf("network/ingress-tls", {
    pass: [["its host", good()]],
    "near-pass": [
      ["a wildcard certificate", good("hosts: [orders.example.com]", 'hosts: ["*.example.com"]')],
      ["an entry without hosts", good("hosts: [orders.example.com], ", "")],
    ],
    "near-fail": [
      ["a wildcard is one label", good("hosts: [orders.example.com]", 'hosts: ["*.com"]'), "in no entry"],
      ["another host", good("hosts: [orders.example.com]", "hosts: [www.example.com]"), "in no entry"],
    ],
    fail: [
      ["none", good("  tls: [{ hosts: [orders.example.com], secretName: orders-tls }]\n", ""), "it has no spec.tls"],
    ],
  }),
  ...casesOf("network/network-policy", {
    pass: [["one for the pods", docs(one, policy(own))]],
    "near-pass": [["one for the whole namespace", docs(one, deny)]],
    "near-fail": [
      ["one for Egress", docs(one, policy(`${own}, policyTypes: [Egress]`)), /no NetworkPolicy/],
      ["one in another namespace", docs(one, policy(own, "a", "other")), /no NetworkPolicy/],
    ],
    fail: [["none", one, "no NetworkPolicy for Ingress selects its pods"]],
  }),
  ...casesOf("network/policy-open", {
    pass: [["a peer", policy(`${own}, ingress: [{ from: [{ podSelector: {} }] }]`)]],
    "near-pass": [
      ["everybody, on one port", policy(`${own}, ingress: [{ ports: [{ port: 80 }] }]`)],
      [
        "everywhere but here",
        policy(
          `${own}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [169.254.169.254/32] } }] }]`,
        ),
      ],
      ["egress rules of a policy for Ingress", policy(`${own}, policyTypes: [Ingress], egress: [{}]`)],
    ],
    "near-fail": [
      ["every namespace", policy(`${own}, ingress: [{ from: [{ namespaceSelector: {} }] }]`), "from every namespace"],
      ["every address", policy(`${own}, egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }]`), "to 0.0.0.0/0"],
    ],
    fail: [["an empty rule", policy(`${own}, ingress: [{}]`), "it allows every port from everywhere"]],
  }),
  ...casesOf("network/policy-peers", {
    pass: [
      [
        "pods that are there",
        docs(
          one,
          workload({ name: "b" }),
          policy(`${own}, ingress: [{ from: [{ podSelector: { matchLabels: { app: b } } }] }]`),
        ),
      ],
    ],
    "near-pass": [
      [
        "every pod of the namespace, and pods elsewhere",
        docs(
          one,
          policy(
            `${own}, ingress: [{ from: [{ podSelector: {} }, { podSelector: { matchLabels: { app: z } }, namespaceSelector: {} }] }]`,
          ),
        ),
      ],
      [
        "a namespace of the cluster by its name, and pods there",
        subjectFrom(
          docs(
            one,
            peer("matchLabels: { kubernetes.io/metadata.name: shop }"),
            peer("matchLabels: { team: web }", ", podSelector: { matchLabels: { app: z } }").replace(
              "name: a,",
              "name: b,",
            ),
          ),
          liveWith({
            Namespace: [{ metadata: { name: "shop" } }, { metadata: { name: "web", labels: { team: "web" } } }],
          }),
        ),
      ],
      [
        "a namespace that the manifests bring",
        subjectFrom(
          docs(
            one,
            peer("matchLabels: { team: new }"),
            "apiVersion: v1\nkind: Namespace\nmetadata: { name: new, labels: { team: new } }\n",
          ),
          liveWith(),
        ),
      ],
    ],
    "near-fail": [
      [
        "a label that no namespace has",
        subjectFrom(docs(one, peer("matchLabels: { name: shop }")), liveWith()),
        "its namespaceSelector fits no namespace of the cluster",
      ],
      [
        "the own namespace, and no such pods in it",
        subjectFrom(
          docs(one, peer("matchLabels: { team: shop }", ", podSelector: { matchLabels: { app: z } }")),
          liveWith(),
        ),
        "no workload of the namespace has",
      ],
      [
        "pods of another namespace, without saying so",
        docs(
          one,
          workload({ name: "b", namespace: "other" }),
          policy(`${own}, egress: [{ to: [{ podSelector: { matchLabels: { app: b } } }] }]`),
        ),
        "no workload of the namespace has",
      ],
    ],
    fail: [
      [
        "pods that are not there",
        docs(one, policy(`${own}, ingress: [{ from: [{ podSelector: { matchLabels: { app: b } } }] }]`)),
        "no workload of the namespace has",
      ],
    ],
  }),
  ...casesOf("network/policy-ports", {
    pass: [["the container's port", docs(one, policy(`${own}, ingress: [{ ports: [{ port: 8080 }] }]`))]],
    "near-pass": [
      ["its name", docs(one, policy(`${own}, ingress: [{ ports: [{ port: http }] }]`))],
      ["a range", docs(one, policy(`${own}, ingress: [{ ports: [{ port: 8000, endPort: 9000 }] }]`))],
    ],
    "near-fail": [
      [
        "the other protocol",
        docs(one, policy(`${own}, ingress: [{ ports: [{ port: 8080, protocol: UDP }] }]`)),
        "no port 8080/UDP",
      ],
    ],
    fail: [
      [
        "the Service's port",
        docs(pair, policy(`${own}, ingress: [{ ports: [{ port: 80 }] }]`)),
        "its pods have no port 80/TCP",
      ],
    ],
  }),
  ...casesOf("network/policy-selects", {
    pass: [["the pods", docs(one, policy(own))]],
    "near-pass": [["every pod", policy("podSelector: {}")]],
    "near-fail": [["the pods of another namespace", docs(one, policy(own, "a", "other")), "those of shop are meant"]],
    fail: [
      [
        "nobody",
        docs(one, policy("podSelector: { matchLabels: { app: b } }")),
        "its podSelector fits no workload's pods",
      ],
    ],
  }),
  ...casesOf("network/reference-grants", {
    pass: [
      ["one for the Service", docs(one, abroad, grant("kind: HTTPRoute, namespace: shop", "kind: Service, name: a"))],
    ],
    "near-pass": [
      ["one for every Service", docs(one, abroad, grant("kind: HTTPRoute, namespace: shop", "kind: Service"))],
      ["a certificate", docs(one, secret, gateway(abroadTls), grant("kind: Gateway, namespace: shop", "kind: Secret"))],
      [
        "one that goes where it is told",
        docs(
          abroad.replace("name: a, namespace: shop }", "name: a }"),
          grant("kind: HTTPRoute, namespace: shop", "kind: Service"),
          abroad.split("---\n")[1] ?? "",
        ),
      ],
    ],
    "near-fail": [
      [
        "one for Gateways",
        docs(one, abroad, grant("kind: Gateway, namespace: shop", "kind: Service")),
        "use the Service a",
      ],
      [
        "one for another Service",
        docs(one, abroad, grant("kind: HTTPRoute, namespace: shop", "kind: Service, name: b")),
        "use the Service a",
      ],
      [
        "one from another namespace",
        docs(one, abroad, grant("kind: HTTPRoute, namespace: web", "kind: Service")),
        "namespace other",
      ],
      ["a certificate", docs(one, secret, gateway(abroadTls)), "lets it use the Secret c"],
    ],
    fail: [["none", docs(one, abroad), "no ReferenceGrant of the namespace other lets it use the Service a"]],
  }),
  ...casesOf("network/route-backends", {
    pass: [["a Service and its port", docs(pair, route(backend("{ name: a, port: 80 }")))]],
    "near-pass": [
      ["another namespace's is not known", docs(pair, route(backend("{ name: z, port: 1, namespace: other }")))],
    ],
    "near-fail": [["the container's port", docs(pair, route(backend("{ name: a, port: 8080 }"))), "no port 8080"]],
    fail: [["no such Service", docs(pair, route(backend("{ name: b, port: 80 }"))), "there is no Service b"]],
  }),
  ...casesOf("network/route-hosts", {
    pass: [["both", route(parents)]],
    "near-pass": [["two hosts", route("parentRefs: [{ name: g }], hostnames: [a.example.com, b.example.com]")]],
    "near-fail": [["an empty list", route("parentRefs: [{ name: g }], hostnames: []"), "no hostnames"]],
    fail: [["no parent", route("hostnames: [a.example.com]"), "it has no parentRefs"]],
  }),
  ...casesOf("network/route-parents", {
    pass: [["a listener", docs(pair, gateway(https), route(backend("{ name: a, port: 80 }")))]],
    "near-pass": [
      [
        "a wildcard of the listener",
        docs(pair, gateway(https.replace("name: tls", 'name: tls, hostname: "*.example.com"')), route(parents)),
      ],
      [
        "a Gateway elsewhere that allows all",
        docs(
          elsewhere(gateway(https.replace("name: tls", "name: tls, allowedRoutes: { namespaces: { from: All } }"))),
          route("parentRefs: [{ name: g, namespace: other, sectionName: tls, port: 443 }]"),
        ),
      ],
    ],
    "near-fail": [
      [
        "a listener by another name",
        docs(gateway(https), route("parentRefs: [{ name: g, sectionName: web }]")),
        "has no listener web",
      ],
      [
        "another port",
        docs(gateway(https), route("parentRefs: [{ name: g, port: 80 }]")),
        "has no listener on port 80",
      ],
      [
        "a Gateway elsewhere, which allows its own by default",
        docs(elsewhere(gateway(https)), route("parentRefs: [{ name: g, namespace: other }]")),
        "allows no routes of the namespace shop",
      ],
      [
        "other hosts",
        docs(gateway(https.replace("name: tls", "name: tls, hostname: b.example.com")), route(parents)),
        "no listener of the Gateway g serves a.example.com",
      ],
      [
        "a listener for TLSRoutes",
        docs(gateway("{ name: t, protocol: TLS, port: 443 }"), route(parents)),
        "takes no HTTPRoute",
      ],
    ],
    fail: [["no such Gateway", subjectFrom(docs(one, route(parents)), liveWith()), "there is no Gateway g"]],
  }),
  ...casesOf("network/service-overlap", {
    pass: [["one workload", pair]],
    "near-pass": [
      ["tracks of one service", docs(workload({ name: "a" }), workload({ name: "a-canary", app: "a" }), led())],
    ],
    "near-fail": [
      [
        "a Job's pods",
        docs(one, workload({ kind: "StatefulSet", name: "b", app: "a" }), led()),
        "Deployment a, StatefulSet b",
      ],
    ],
    fail: [
      [
        "two services",
        docs(one, workload({ name: "b", app: "a" }), led()),
        "it leads to the pods of Deployment a, Deployment b",
      ],
    ],
  }),
  ...casesOf("network/service-ports", {
    pass: [["a number that is declared", docs(one, led("ports: [{ port: 80, targetPort: 8080 }]"))]],
    "near-pass": [["without a targetPort the port itself", docs(one, led("ports: [{ port: 8080 }]"))]],
    "near-fail": [
      ["another protocol", docs(one, led("ports: [{ port: 8080, protocol: UDP }]")), "is UDP"],
      ["without a targetPort, another number", docs(one, led("ports: [{ port: 80 }]")), "declares the port 80"],
    ],
    fail: [
      [
        "a number that nobody declares",
        docs(one, led("ports: [{ port: 80, targetPort: 8081 }]")),
        "no container declares the port 8081",
      ],
    ],
  }),
  ...casesOf("network/service-selects", {
    pass: [["pods and a port", pair]],
    "near-pass": [
      ["a Service without a selector, beside one with", docs(pair, service("ports: [{ port: 1 }]", "b"))],
      [
        "a port of a sidecar",
        docs(workload({ pod: `initContainers: [{ name: s, image: s, restartPolicy: Always, ${ports} }]` }), led()),
      ],
    ],
    "near-fail": [
      [
        "a port by a name that nobody has",
        good("targetPort: http", "targetPort: web"),
        /no container has a port named web/,
      ],
      [
        "the pods of another namespace",
        docs(workload({ namespace: "other", container: ports }), led()),
        "fits no workload",
      ],
    ],
    fail: [
      [
        "a label that no pod has",
        good("spec: { selector: { app: orders }, ports", "spec: { selector: { app: order }, ports"),
        /fits no workload/,
      ],
    ],
  }),
  ...casesOf("network/source-ranges", {
    pass: [["ranges", docs(one, led("type: LoadBalancer, loadBalancerSourceRanges: [10.0.0.0/8]"))]],
    "near-pass": [
      [
        "an internal one",
        docs(
          one,
          led("type: LoadBalancer").replace(
            "name: a,",
            'name: a, annotations: { service.beta.kubernetes.io/azure-load-balancer-internal: "true" },',
          ),
        ),
      ],
    ],
    "near-fail": [
      [
        "everybody, written down",
        docs(one, led("type: LoadBalancer, loadBalancerSourceRanges: [10.0.0.0/8, 0.0.0.0/0]")),
        "open to 0.0.0.0/0",
      ],
    ],
    fail: [["none", docs(one, led("type: LoadBalancer")), "it has no loadBalancerSourceRanges"]],
  }),
  ...casesOf("network/sticky-sessions", {
    pass: [["none", good()]],
    "near-pass": [["None, written down", docs(one, led("sessionAffinity: None"))]],
    "near-fail": [["by a cookie of ingress-nginx", docs(pair, nginx("affinity", "cookie")), "affinity is cookie"]],
    fail: [["by address", docs(one, led("sessionAffinity: ClientIP")), "sessionAffinity is ClientIP"]],
  }),
  ...casesOf("network/traefik-annotations", {
    pass: [["one that it knows", traefik("router.entrypoints")]],
    "near-pass": [["a domain of a list", traefik("router.tls.domains.0.main")]],
    "near-fail": [["a name of its first version", traefik("rate-limit"), "rate-limit is not known"]],
    fail: [["a mistyped one", traefik("router.entrypoint"), "router.entrypoint is not known"]],
  }),
  ...casesOf("network/unready-addresses", {
    pass: [["only ready ones", pair]],
    "near-pass": [
      ["the headless Service of members", docs(one, led("clusterIP: None, publishNotReadyAddresses: true"))],
    ],
    "near-fail": [
      ["a load balancer's", docs(one, led("type: LoadBalancer, publishNotReadyAddresses: true")), "is true"],
    ],
    fail: [["all", docs(one, led("publishNotReadyAddresses: true")), "publishNotReadyAddresses is true"]],
  }),
];
