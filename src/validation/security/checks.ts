// Which checks look at security?

import type { Check } from "../check.ts";
import { appArmor } from "./app-armor.ts";
import { addedCapabilities, capabilities } from "./capabilities.ts";
import { committedSecrets } from "./committed-secrets.ts";
import { configSecrets } from "./config-secrets.ts";
import { containerSockets, sensitiveHostMounts, writableHostMounts } from "./host-mounts.ts";
import { hostNamespaces } from "./host-namespaces.ts";
import { hostPath } from "./host-path.ts";
import { hostPorts } from "./host-ports.ts";
import { imageDigest } from "./image-digest.ts";
import { imageRegistries } from "./image-registries.ts";
import { literalSecrets } from "./literal-secrets.ts";
import { namespaceStandard } from "./namespace-standard.ts";
import { nonRoot, rootUser } from "./non-root.ts";
import { plainSecrets } from "./plain-secrets.ts";
import { accountField, hostAliases, processNamespace, tokenLifetime } from "./pod-oddities.ts";
import { privilegedPorts, remotePorts } from "./ports.ts";
import { privilegeEscalation } from "./privilege-escalation.ts";
import { privileged } from "./privileged.ts";
import { probeHosts } from "./probe-hosts.ts";
import { procMount } from "./proc-mount.ts";
import { rbacClusterAdmin, rbacSubjects } from "./rbac-bindings.ts";
import {
  rbacDeleteCollection,
  rbacEscalation,
  rbacExec,
  rbacSecrets,
  rbacWildcards,
  rbacWorkloads,
} from "./rbac-rules.ts";
import { readOnlyRoot } from "./read-only-root.ts";
import { seccomp, unconfinedSeccomp } from "./seccomp.ts";
import { secretEnvironment } from "./secret-environment.ts";
import { selinux } from "./selinux.ts";
import { serviceAccountToken } from "./service-account-token.ts";
import { sysctls } from "./sysctls.ts";
import { highUserIds, userNamespaces } from "./user-ids.ts";
import { volumeTypes } from "./volume-types.ts";
import { exposedServices, externalIps, ingressSnippets, webhookFailure } from "./ways-in.ts";
import { windowsHostProcess } from "./windows-host-process.ts";

export const securityChecks: readonly Check[] = [
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
  namespaceStandard,
  committedSecrets,
  configSecrets,
  literalSecrets,
  secretEnvironment,
  imageRegistries,
  containerSockets,
  sensitiveHostMounts,
  writableHostMounts,
  remotePorts,
  privilegedPorts,
  highUserIds,
  userNamespaces,
  hostAliases,
  processNamespace,
  accountField,
  tokenLifetime,
  externalIps,
  exposedServices,
  ingressSnippets,
  webhookFailure,
  rbacWildcards,
  rbacSecrets,
  rbacEscalation,
  rbacExec,
  rbacWorkloads,
  rbacDeleteCollection,
  rbacClusterAdmin,
  rbacSubjects,
];
