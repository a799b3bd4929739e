// Which checks look at security?

import type { Check } from "../check.ts";
import { appArmor } from "./app-armor.ts";
import { addedCapabilities, capabilities } from "./capabilities.ts";
import { hostNamespaces } from "./host-namespaces.ts";
import { hostPath } from "./host-path.ts";
import { hostPorts } from "./host-ports.ts";
import { imageDigest } from "./image-digest.ts";
import { nonRoot, rootUser } from "./non-root.ts";
import { plainSecrets } from "./plain-secrets.ts";
import { privilegeEscalation } from "./privilege-escalation.ts";
import { privileged } from "./privileged.ts";
import { probeHosts } from "./probe-hosts.ts";
import { procMount } from "./proc-mount.ts";
import { readOnlyRoot } from "./read-only-root.ts";
import { seccomp, unconfinedSeccomp } from "./seccomp.ts";
import { selinux } from "./selinux.ts";
import { serviceAccountToken } from "./service-account-token.ts";
import { sysctls } from "./sysctls.ts";
import { volumeTypes } from "./volume-types.ts";
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
];
