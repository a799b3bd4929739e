// Which controls make up the Pod Security Standards?

import { appArmorControl } from "./app-armor.ts";
import { addedCapabilitiesControl, capabilitiesControl } from "./capabilities.ts";
import { hostNamespacesControl } from "./host-namespaces.ts";
import { hostPathControl } from "./host-path.ts";
import { hostPortsControl } from "./host-ports.ts";
import { nonRootControl, rootUserControl } from "./non-root.ts";
import type { Control } from "./pod-security.ts";
import { privilegeEscalationControl } from "./privilege-escalation.ts";
import { privilegedControl } from "./privileged.ts";
import { probeHostsControl } from "./probe-hosts.ts";
import { procMountControl } from "./proc-mount.ts";
import { seccompControl, unconfinedSeccompControl } from "./seccomp.ts";
import { selinuxControl } from "./selinux.ts";
import { sysctlsControl } from "./sysctls.ts";
import { volumeTypesControl } from "./volume-types.ts";
import { windowsHostProcessControl } from "./windows-host-process.ts";

/** All controls up to the standards of Kubernetes 1.34. */
export const podSecurityControls: readonly Control[] = [
  addedCapabilitiesControl,
  appArmorControl,
  capabilitiesControl,
  hostNamespacesControl,
  hostPathControl,
  hostPortsControl,
  nonRootControl,
  privilegeEscalationControl,
  privilegedControl,
  probeHostsControl,
  procMountControl,
  rootUserControl,
  seccompControl,
  selinuxControl,
  sysctlsControl,
  unconfinedSeccompControl,
  volumeTypesControl,
  windowsHostProcessControl,
];
