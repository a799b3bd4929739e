// Which checks are there?

import type { Check } from "./check.ts";
import { metricsScraped } from "./monitoring/metrics-scraped.ts";
import { ingressAnnotations } from "./network/ingress-annotations.ts";
import { ingressClass } from "./network/ingress-class.ts";
import { ingressTls } from "./network/ingress-tls.ts";
import { networkPolicy } from "./network/network-policy.ts";
import { serviceSelects } from "./network/service-selects.ts";
import { memoryLimit } from "./performance/memory-limit.ts";
import { namespaceLimits } from "./performance/namespace-limits.ts";
import { resourceRequests } from "./performance/resource-requests.ts";
import { digest } from "./release/digest.ts";
import { observed } from "./release/observed.ts";
import { podsReady } from "./release/pods-ready.ts";
import { restarts } from "./release/restarts.ts";
import { serviceEndpoints } from "./release/service-endpoints.ts";
import { autoscalerBounds } from "./reliability/autoscaler-bounds.ts";
import { disruptionBudget } from "./reliability/disruption-budget.ts";
import { distinctProbes } from "./reliability/distinct-probes.ts";
import { drain } from "./reliability/drain.ts";
import { evictable } from "./reliability/evictable.ts";
import { gracePeriod } from "./reliability/grace-period.ts";
import { imagePullPolicy } from "./reliability/image-pull-policy.ts";
import { imageTag } from "./reliability/image-tag.ts";
import { livenessProbe } from "./reliability/liveness-probe.ts";
import { readinessProbe } from "./reliability/readiness-probe.ts";
import { replicas } from "./reliability/replicas.ts";
import { revisionHistory } from "./reliability/revision-history.ts";
import { rollingUpdate } from "./reliability/rolling-update.ts";
import { spread } from "./reliability/spread.ts";
import { startupProbe } from "./reliability/startup-probe.ts";
import { appArmor } from "./security/app-armor.ts";
import { addedCapabilities, capabilities } from "./security/capabilities.ts";
import { hostNamespaces } from "./security/host-namespaces.ts";
import { hostPath } from "./security/host-path.ts";
import { hostPorts } from "./security/host-ports.ts";
import { imageDigest } from "./security/image-digest.ts";
import { nonRoot, rootUser } from "./security/non-root.ts";
import { plainSecrets } from "./security/plain-secrets.ts";
import { privilegeEscalation } from "./security/privilege-escalation.ts";
import { privileged } from "./security/privileged.ts";
import { probeHosts } from "./security/probe-hosts.ts";
import { procMount } from "./security/proc-mount.ts";
import { readOnlyRoot } from "./security/read-only-root.ts";
import { seccomp, unconfinedSeccomp } from "./security/seccomp.ts";
import { selinux } from "./security/selinux.ts";
import { serviceAccountToken } from "./security/service-account-token.ts";
import { sysctls } from "./security/sysctls.ts";
import { volumeTypes } from "./security/volume-types.ts";
import { windowsHostProcess } from "./security/windows-host-process.ts";

/** Every check, by area. A new one is one file and one line here; docs/checks.md is generated from it. */
export const checks: readonly Check[] = [
  digest,
  observed,
  podsReady,
  restarts,
  serviceEndpoints,
  addedCapabilities,
  appArmor,
  capabilities,
  hostNamespaces,
  hostPath,
  hostPorts,
  imageDigest,
  nonRoot,
  plainSecrets,
  privilegeEscalation,
  privileged,
  probeHosts,
  procMount,
  readOnlyRoot,
  rootUser,
  seccomp,
  selinux,
  serviceAccountToken,
  sysctls,
  unconfinedSeccomp,
  volumeTypes,
  windowsHostProcess,
  autoscalerBounds,
  disruptionBudget,
  distinctProbes,
  drain,
  evictable,
  gracePeriod,
  imagePullPolicy,
  imageTag,
  livenessProbe,
  readinessProbe,
  replicas,
  revisionHistory,
  rollingUpdate,
  spread,
  startupProbe,
  memoryLimit,
  namespaceLimits,
  resourceRequests,
  ingressAnnotations,
  ingressClass,
  ingressTls,
  networkPolicy,
  serviceSelects,
  metricsScraped,
];
