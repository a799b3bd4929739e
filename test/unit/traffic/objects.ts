// Which routes do the tests of the routers read?

import { parse } from "yaml";
import type { KubeObject } from "../../../src/kube/object.ts";
import type { TrafficTarget } from "../../../src/traffic/router.ts";

export const target: TrafficTarget = {
  namespace: "shop",
  stable: { service: "orders", selector: { app: "orders", "slipway.dev/slot": "blue" } },
  candidate: { service: "orders-candidate", selector: { app: "orders", "slipway.dev/slot": "green" } },
};

export const header = { name: "canary", value: "true" };

/** One object from YAML, with what the API server adds. */
export function object(text: string): KubeObject {
  const read = parse(text) as KubeObject;
  return { ...read, metadata: { namespace: "shop", resourceVersion: "7", uid: "u", ...read.metadata } };
}

export const httpRoute = object(`
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: orders }
spec:
  hostnames: [shop.example]
  rules:
    - matches: [{ path: { type: PathPrefix, value: /admin } }]
      backendRefs: [{ group: "", kind: Service, name: admin, port: 80, weight: 1 }]
    - matches: [{ path: { type: PathPrefix, value: / }, headers: [{ type: Exact, name: tenant, value: a }] }]
      filters: [{ type: RequestHeaderModifier, requestHeaderModifier: { add: [{ name: x, value: y }] } }]
      backendRefs: [{ group: "", kind: Service, name: orders, port: 80, weight: 1 }]
`);

export const virtualService = object(`
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: orders }
spec:
  hosts: [shop.example]
  http:
    - match: [{ uri: { prefix: /admin } }]
      route: [{ destination: { host: admin } }]
    - name: all
      timeout: 5s
      route: [{ destination: { host: orders.shop.svc.cluster.local, subset: v1, port: { number: 80 } } }]
`);

export const destinationRule = object(`
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: orders }
spec:
  host: orders
  trafficPolicy: { tls: { mode: ISTIO_MUTUAL }, loadBalancer: { simple: ROUND_ROBIN } }
  subsets:
    - { name: v1, labels: { version: v1 }, trafficPolicy: { loadBalancer: { simple: LEAST_REQUEST } } }
`);

export const traefikService = object(`
apiVersion: traefik.io/v1alpha1
kind: TraefikService
metadata: { name: orders }
spec:
  weighted:
    sticky: { cookie: { name: s } }
    services: [{ name: orders, port: 80 }]
`);

export const ingressRoute = object(`
apiVersion: traefik.io/v1alpha1
kind: IngressRoute
metadata: { name: orders }
spec:
  entryPoints: [web]
  routes:
    - match: Host(\`shop.example\`)
      kind: Rule
      middlewares: [{ name: m }]
      services: [{ name: orders, port: 80, scheme: http }]
    - match: Host(\`shop.example\`) && Path(\`/admin\`)
      kind: Rule
      services: [{ name: admin, port: 80 }]
`);

export const ingress = object(`
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: orders, annotations: { nginx.ingress.kubernetes.io/rewrite-target: / } }
spec:
  ingressClassName: nginx
  tls: [{ hosts: [shop.example], secretName: tls }]
  rules:
    - host: shop.example
      http:
        paths:
          - { path: /, pathType: Prefix, backend: { service: { name: orders, port: { number: 80 } } } }
          - { path: /admin, pathType: Prefix, backend: { service: { name: admin, port: { number: 80 } } } }
    - host: other.example
      http:
        paths: [{ path: /, pathType: Prefix, backend: { service: { name: other, port: { number: 80 } } } }]
`);

export const liveService = object(`
apiVersion: v1
kind: Service
metadata: { name: orders }
spec: { type: ClusterIP, selector: { app: orders }, ports: [{ port: 80 }] }
`);
