// Does a pod set parameters of the kernel that are not safe?

import { type Control, controlCheck } from "./pod-security.ts";

/** The minor version whose standards first call it safe. */
const safeSince: ReadonlyMap<string, number> = new Map([
  ["kernel.shm_rmid_forced", 0],
  ["net.ipv4.ip_local_port_range", 0],
  ["net.ipv4.ip_unprivileged_port_start", 0],
  ["net.ipv4.ping_group_range", 0],
  ["net.ipv4.tcp_syncookies", 0],
  ["net.ipv4.ip_local_reserved_ports", 27],
  ["net.ipv4.tcp_fin_timeout", 29],
  ["net.ipv4.tcp_keepalive_intvl", 29],
  ["net.ipv4.tcp_keepalive_probes", 29],
  ["net.ipv4.tcp_keepalive_time", 29],
  ["net.ipv4.tcp_rmem", 32],
  ["net.ipv4.tcp_wmem", 32],
]);

export const sysctlsControl: Control = {
  id: "sysctls",
  level: "baseline",
  since: 0,
  judge: ({ spec }, { minor }) =>
    (spec.securityContext?.sysctls ?? []).flatMap(({ name = "" }, index) =>
      (safeSince.get(name) ?? Number.POSITIVE_INFINITY) <= minor
        ? []
        : [{ evidence: `it sets ${name}`, path: ["securityContext", "sysctls", index] }],
    ),
};

export const sysctls = controlCheck(sysctlsControl, {
  id: "security/sysctls",
  severity: "high",
  title: "Only safe sysctls are set",
  why: "Others are not kept apart between pods: one pod changes the node for all, and the kubelet refuses to start it unless it was allowed there.",
  recommendation: "Remove the sysctl, or set it on the nodes.",
});
