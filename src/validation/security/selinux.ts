// Does a pod choose its own SELinux label?

import type { SELinuxOptions } from "../pod-spec.ts";
import type { Path } from "../subject.ts";
import { type Control, controlCheck, perContainer, type StandardsVersion } from "./pod-security.ts";

/** The minor version whose standards first allow it. */
const typeSince: ReadonlyMap<string, number> = new Map([
  ["", 0],
  ["container_t", 0],
  ["container_init_t", 0],
  ["container_kvm_t", 0],
  ["container_engine_t", 31],
]);

export const selinuxControl: Control = {
  id: "seLinuxOptions",
  level: "baseline",
  since: 0,
  judge: (pod, version) => {
    const complaint = (options: SELinuxOptions | undefined) => badOptions(options, version);
    const whole = complaint(pod.spec.securityContext?.seLinuxOptions);
    return [
      ...(whole === undefined ? [] : [whole]),
      ...perContainer(pod, ({ securityContext }) => complaint(securityContext?.seLinuxOptions)),
    ];
  },
};

export const selinux = controlCheck(selinuxControl, {
  id: "security/selinux",
  severity: "high",
  title: "No pod chooses its SELinux user, role, or an unconfined type",
  why: "A type such as spc_t, or a user or role of its own, takes the container out of the rules that keep it apart from the node.",
  recommendation:
    "Remove user and role; leave type out, or use container_t, container_init_t, container_kvm_t or container_engine_t.",
});

function badOptions(
  options: SELinuxOptions | undefined,
  { minor }: StandardsVersion,
): { evidence: string; path: Path } | undefined {
  const { type = "", user = "", role = "" } = options ?? {};
  const bad = [
    ...((typeSince.get(type) ?? Number.POSITIVE_INFINITY) <= minor ? [] : [`type ${type}`]),
    ...(user === "" ? [] : [`user ${user}`]),
    ...(role === "" ? [] : [`role ${role}`]),
  ];
  if (bad.length === 0) return undefined;
  return { evidence: `seLinuxOptions has ${bad.join(", ")}`, path: ["securityContext", "seLinuxOptions"] };
}
