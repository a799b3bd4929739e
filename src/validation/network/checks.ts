// Which checks look at the network?

import type { Check } from "../check.ts";
import { annotationValues } from "./annotation-values.ts";
import { controllerAnnotations } from "./controller-annotations.ts";
import { defaultDeny } from "./default-deny.ts";
import { duplicateRoutes } from "./duplicate-routes.ts";
import { duplicateServices } from "./duplicate-services.ts";
import { egressPolicy } from "./egress-policy.ts";
import { externalName } from "./external-name.ts";
import { externalTrafficPolicy } from "./external-traffic-policy.ts";
import { gatewayTls } from "./gateway-tls.ts";
import { ingressAnnotations } from "./ingress-annotations.ts";
import { ingressBackendsExist } from "./ingress-backends.ts";
import { ingressClass } from "./ingress-class.ts";
import { ingressHosts } from "./ingress-hosts.ts";
import { ingressPaths } from "./ingress-paths.ts";
import { ingressTls } from "./ingress-tls.ts";
import { networkPolicy } from "./network-policy.ts";
import { policyOpen } from "./policy-open.ts";
import { policyPeers } from "./policy-peers.ts";
import { policyPorts } from "./policy-ports.ts";
import { policySelects } from "./policy-selects.ts";
import { referenceGrants } from "./reference-grants.ts";
import { routeBackendsExist } from "./route-backends.ts";
import { routeHosts } from "./route-hosts.ts";
import { routeParents } from "./route-parents.ts";
import { serviceOverlap } from "./service-overlap.ts";
import { servicePorts } from "./service-ports.ts";
import { serviceSelects } from "./service-selects.ts";
import { sourceRanges } from "./source-ranges.ts";
import { stickySessions } from "./sticky-sessions.ts";
import { traefikAnnotations } from "./traefik-annotations.ts";
import { unreadyAddresses } from "./unready-addresses.ts";

export const networkChecks: readonly Check[] = [
  annotationValues,
  controllerAnnotations,
  defaultDeny,
  duplicateRoutes,
  duplicateServices,
  egressPolicy,
  externalName,
  externalTrafficPolicy,
  gatewayTls,
  ingressAnnotations,
  ingressBackendsExist,
  ingressClass,
  ingressHosts,
  ingressPaths,
  ingressTls,
  networkPolicy,
  policyOpen,
  policyPeers,
  policyPorts,
  policySelects,
  referenceGrants,
  routeBackendsExist,
  routeHosts,
  routeParents,
  serviceOverlap,
  servicePorts,
  serviceSelects,
  sourceRanges,
  stickySessions,
  traefikAnnotations,
  unreadyAddresses,
];
