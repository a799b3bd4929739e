// Which checks look at the network?

import type { Check } from "../check.ts";
import { ingressAnnotations } from "./ingress-annotations.ts";
import { ingressClass } from "./ingress-class.ts";
import { ingressTls } from "./ingress-tls.ts";
import { networkPolicy } from "./network-policy.ts";
import { serviceSelects } from "./service-selects.ts";

export const networkChecks: readonly Check[] = [
  ingressAnnotations,
  ingressClass,
  ingressTls,
  networkPolicy,
  serviceSelects,
];
