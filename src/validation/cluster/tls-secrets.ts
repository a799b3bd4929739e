// Which certificates do visitors of the service get?

import type { KubeObject } from "../../kube/object.ts";
import type { LiveScope } from "../live-scope.ts";
import { ingressesOf } from "../network/ingresses-of.ts";
import type { Seen, Subject } from "../subject.ts";

export interface TlsSecret {
  readonly secret: string;
  /** That are served with it, as they are written; `*.` at the beginning stands for one label. */
  readonly hosts: readonly string[];
  /** The Ingress or the Gateway that names it. */
  readonly by: Seen;
}

/** The TLS Secrets of the service's namespace that its Ingresses and Gateways name. */
export function tlsSecretsOf(subject: Subject, scope: LiveScope): TlsSecret[] {
  const inNamespace = ({ namespace }: Seen) => namespace === scope.live.namespace;
  const ingresses = (subject.whole ? subject.related("Ingress").objects : ingressesOf(subject)).filter(inNamespace);
  const gateways = subject.related("Gateway").objects.filter(inNamespace);
  const used = gatewaysOf(subject, scope);
  return [
    ...ingresses.flatMap(ofIngress),
    ...gateways
      .filter((one) => subject.whole || one.position([]) !== undefined || used.has(one.object.metadata.name))
      .flatMap((gateway) => ofGateway(gateway, scope.live.namespace)),
  ];
}

/** The Gateways that HTTPRoutes to a Service of the workloads hang on. */
export function gatewaysOf(subject: Subject, scope: LiveScope): Set<string> {
  return new Set(
    routesOf(subject, scope).flatMap(({ spec }) => {
      const parents = (spec.parentRefs ?? []) as readonly { kind?: string; name?: string }[];
      return parents.flatMap(({ kind = "Gateway", name }) => (kind === "Gateway" && name !== undefined ? name : []));
    }),
  );
}

/** The HTTPRoutes of the manifests, and the live ones that lead to a Service of the workloads. */
export function routesOf(subject: Subject, { services }: LiveScope): Seen[] {
  const names = new Set(services.map(({ metadata }) => metadata.name));
  return subject
    .related("HTTPRoute")
    .objects.filter((route) => subject.whole || route.position([]) !== undefined || leadsToOne(route.object, names));
}

function leadsToOne({ spec }: KubeObject, services: ReadonlySet<string>): boolean {
  const { rules = [] } = (spec ?? {}) as { rules?: readonly { backendRefs?: readonly { name?: string }[] }[] };
  return rules.some(({ backendRefs = [] }) => backendRefs.some(({ name = "" }) => services.has(name)));
}

function ofIngress(by: Seen): TlsSecret[] {
  const { tls = [], rules = [] } = by.spec as IngressSpec;
  const all = rules.flatMap(({ host }) => host ?? []);
  return tls.flatMap(({ secretName, hosts }) =>
    secretName === undefined || secretName === "" ? [] : { secret: secretName, hosts: hosts ?? all, by },
  );
}

interface IngressSpec {
  readonly tls?: readonly { readonly hosts?: readonly string[]; readonly secretName?: string }[];
  readonly rules?: readonly { readonly host?: string }[];
}

function ofGateway(by: Seen, own: string): TlsSecret[] {
  const { listeners = [] } = by.spec as GatewaySpec;
  return listeners.flatMap(({ hostname, tls }) =>
    (tls?.certificateRefs ?? []).flatMap(({ kind = "Secret", name, namespace = own }) =>
      kind !== "Secret" || name === undefined || namespace !== own
        ? []
        : { secret: name, hosts: hostname === undefined ? [] : [hostname], by },
    ),
  );
}

interface GatewaySpec {
  readonly listeners?: readonly {
    readonly hostname?: string;
    readonly tls?: {
      readonly certificateRefs?: readonly {
        readonly kind?: string;
        readonly name?: string;
        readonly namespace?: string;
      }[];
    };
  }[];
}
