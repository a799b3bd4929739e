// What proves the checks of the Pod Security Standards? (The admission controller of a cluster proves their controls by thousands of pods.)

import { casesOf, deployment } from "./cases.ts";
import { withObjects } from "./objects-observed.ts";
import type { Proof } from "./proof.ts";

const pod = (context: string): string => deployment(`securityContext: { ${context} }`);
const container = (context: string): string => deployment("", `securityContext: { ${context} }`);
const init = (context: string, own = ""): string =>
  deployment(`initContainers: [{ name: i, securityContext: { ${context} } }]`, `securityContext: { ${own} }`);
const volume = (text: string): string => deployment(`volumes: [{ name: v, ${text} }]`);
const port = (text: string): string => deployment("", `ports: [{ containerPort: 80${text} }]`);
const annotated = (text: string): string =>
  deployment("").replace("labels: { app: a } }, spec", `labels: { app: a }, annotations: { ${text} } }, spec`);
const appArmor = "container.apparmor.security.beta.kubernetes.io/a";
const onMinor = (minor: number, yaml: string) => withObjects(yaml, { server: { version: `v1.${minor}.0`, minor } });
const seccomp = "seccompProfile: { type: RuntimeDefault }";

export const podSecurityProofs: readonly Proof[] = [
  ...casesOf("security/non-root", {
    pass: [["for the pod", pod("runAsNonRoot: true")]],
    "near-pass": [["for each container", init("runAsNonRoot: true", "runAsNonRoot: true")]],
    "near-fail": [
      [
        "an init container takes it back",
        deployment(
          "securityContext: { runAsNonRoot: true }, initContainers: [{ name: i, securityContext: { runAsNonRoot: false } }]",
        ),
        "runAsNonRoot is false",
      ],
    ],
    fail: [
      ["not set", deployment(""), "runAsNonRoot is not set"],
      ["false", pod("runAsNonRoot: false"), "runAsNonRoot is false for the pod"],
    ],
  }),
  ...casesOf("security/root-user", {
    pass: [["another user", pod("runAsUser: 1000")]],
    "near-pass": [["user 1, group 0", pod("runAsUser: 1, runAsGroup: 0")]],
    "near-fail": [["one init container", init("runAsUser: 0"), "runAsUser is 0, which is root"]],
    fail: [["the pod", pod("runAsUser: 0"), "runAsUser is 0 for the pod, which is root"]],
  }),
  ...casesOf("security/privileged", {
    pass: [["not set", deployment("")]],
    "near-pass": [["false", container("privileged: false")]],
    "near-fail": [["an init container", init("privileged: true"), "privileged is true"]],
    fail: [["true", container("privileged: true"), "privileged is true"]],
  }),
  ...casesOf("security/privilege-escalation", {
    pass: [["false", container("allowPrivilegeEscalation: false")]],
    "near-pass": [["a pod for Windows, which has no such thing", deployment("os: { name: windows }")]],
    "near-fail": [
      ["not set", deployment(""), /not set, which allows it/],
      ["an init container", init("", "allowPrivilegeEscalation: false"), /not set/],
    ],
    fail: [["true", container("allowPrivilegeEscalation: true"), "allowPrivilegeEscalation is true"]],
  }),
  ...casesOf("security/added-capabilities", {
    pass: [["none", container("capabilities: { drop: [ALL] }")]],
    "near-pass": [["one of the default ones", container("capabilities: { add: [CHOWN, NET_BIND_SERVICE] }")]],
    "near-fail": [
      ["NET_RAW, which runtimes give", container("capabilities: { add: [NET_RAW] }"), "it adds NET_RAW"],
      ["in small letters", container("capabilities: { add: [chown] }"), "it adds chown"],
    ],
    fail: [["SYS_ADMIN", container("capabilities: { add: [SYS_ADMIN] }"), "it adds SYS_ADMIN"]],
  }),
  ...casesOf("security/capabilities", {
    pass: [["all are dropped", container("capabilities: { drop: [ALL] }")]],
    "near-pass": [
      ["among others, and one comes back", container("capabilities: { drop: [KILL, ALL], add: [NET_BIND_SERVICE] }")],
    ],
    "near-fail": [
      ["NET_RAW alone", container("capabilities: { drop: [NET_RAW] }"), "capabilities.drop does not hold ALL"],
      ["in small letters", container("capabilities: { drop: [all] }"), /does not hold ALL/],
      ["and one more comes back", container("capabilities: { drop: [ALL], add: [CHOWN] }"), "it adds CHOWN"],
    ],
    fail: [["none", deployment(""), "capabilities.drop does not hold ALL"]],
  }),
  ...casesOf("security/app-armor", {
    pass: [["not set", deployment("")]],
    "near-pass": [
      [
        "a profile of the node, also by annotation",
        container("appArmorProfile: { type: Localhost, localhostProfile: p }"),
      ],
      ["by annotation", annotated(`${appArmor}: localhost/p`)],
    ],
    "near-fail": [["by annotation", annotated(`${appArmor}: unconfined`), /is unconfined/]],
    fail: [["Unconfined", pod("appArmorProfile: { type: Unconfined }"), "the AppArmor profile is Unconfined"]],
  }),
  ...casesOf("security/seccomp", {
    pass: [["for the pod", pod(seccomp)]],
    "near-pass": [["for each container", container("seccompProfile: { type: Localhost, localhostProfile: p }")]],
    "near-fail": [
      [
        "one container takes it back",
        deployment(`securityContext: { ${seccomp} }`, "securityContext: { seccompProfile: { type: Unconfined } }"),
        "seccompProfile is Unconfined",
      ],
    ],
    fail: [["not set", deployment(""), "seccompProfile is not set"]],
  }),
  ...casesOf("security/unconfined-seccomp", {
    pass: [["the runtime's", pod(seccomp)]],
    "near-pass": [["not set", deployment("")]],
    "near-fail": [["of no type", container("seccompProfile: {}"), "seccompProfile is of no type"]],
    fail: [["Unconfined", pod("seccompProfile: { type: Unconfined }"), "seccompProfile is Unconfined"]],
  }),
  ...casesOf("security/selinux", {
    pass: [["not set", deployment("")]],
    "near-pass": [["a type for engines, a level", pod("seLinuxOptions: { type: container_engine_t, level: s0 }")]],
    "near-fail": [["a role alone", container("seLinuxOptions: { role: r }"), "seLinuxOptions has role r"]],
    fail: [["an unconfined type", pod("seLinuxOptions: { type: spc_t }"), "seLinuxOptions has type spc_t"]],
  }),
  ...casesOf("security/proc-mount", {
    pass: [["not set", deployment("")]],
    "near-pass": [["Default", container("procMount: Default")]],
    "near-fail": [["an init container", init("procMount: Unmasked"), "procMount is Unmasked"]],
    fail: [["Unmasked", container("procMount: Unmasked"), "procMount is Unmasked"]],
  }),
  ...casesOf("security/sysctls", {
    pass: [["none", deployment("")]],
    "near-pass": [["a safe one since 1.32", pod('sysctls: [{ name: net.ipv4.tcp_wmem, value: "1" }]')]],
    "near-fail": [
      [
        "one that is safe since 1.32, in a cluster of 1.31",
        onMinor(31, pod('sysctls: [{ name: net.ipv4.tcp_wmem, value: "1" }]')),
        "it sets net.ipv4.tcp_wmem",
      ],
      [
        "one beside a safe one",
        pod('sysctls: [{ name: net.ipv4.tcp_syncookies, value: "1" }, { name: net.core.somaxconn, value: "1" }]'),
        "it sets net.core.somaxconn",
      ],
    ],
    fail: [["one of the kernel's", pod('sysctls: [{ name: kernel.msgmax, value: "1" }]'), "it sets kernel.msgmax"]],
  }),
  ...casesOf("security/host-namespaces", {
    pass: [["not set", deployment("")]],
    "near-pass": [["false", deployment("hostNetwork: false, hostPID: false")]],
    "near-fail": [["memory alone", deployment("hostIPC: true"), "hostIPC is true"]],
    fail: [["the network", deployment("hostNetwork: true"), "hostNetwork is true"]],
  }),
  ...casesOf("security/host-path", {
    pass: [["an emptyDir", volume("emptyDir: {}")]],
    "near-pass": [["a local volume by a claim", volume("persistentVolumeClaim: { claimName: c }")]],
    "near-fail": [["a single file", volume("hostPath: { path: /etc/hosts, type: File }"), /\/etc\/hosts of the node/]],
    fail: [["a folder", volume("hostPath: { path: /data }"), "the volume v is /data of the node"]],
  }),
  ...casesOf("security/host-ports", {
    pass: [["a port of the pod", port("")]],
    "near-pass": [["0, which is none", port(", hostPort: 0")]],
    "near-fail": [
      [
        "the node's network takes every port",
        deployment("hostNetwork: true", "ports: [{ containerPort: 80 }]"),
        "it takes port 80 of the node",
      ],
    ],
    fail: [["81", port(", hostPort: 81"), "it takes port 81 of the node"]],
  }),
  ...casesOf("security/probe-hosts", {
    pass: [["the pod itself", deployment("", "livenessProbe: { httpGet: { port: 80 } }")]],
    "near-pass": [["an empty host", deployment("", 'livenessProbe: { httpGet: { host: "", port: 80 } }')]],
    "near-fail": [
      ["a hook's", deployment("", "lifecycle: { preStop: { httpGet: { host: 10.0.0.1, port: 80 } } }"), /10\.0\.0\.1/],
    ],
    fail: [
      ["another host", deployment("", "livenessProbe: { tcpSocket: { host: 10.0.0.1, port: 80 } }"), /10\.0\.0\.1/],
    ],
  }),
  ...casesOf("security/volume-types", {
    pass: [["a ConfigMap", volume("configMap: { name: a }")]],
    "near-pass": [
      ["a driver's, an image's", volume("csi: { driver: d }")],
      ["an image", volume("image: { reference: a }")],
    ],
    "near-fail": [["of no kind", deployment("volumes: [{ name: v }]"), "the volume v is of no kind"]],
    fail: [["NFS", volume("nfs: { server: s, path: / }"), "the volume v is of the kind nfs"]],
  }),
  ...casesOf("security/windows-host-process", {
    pass: [["not set", deployment("")]],
    "near-pass": [["false", pod("windowsOptions: { hostProcess: false }")]],
    "near-fail": [["one container", container("windowsOptions: { hostProcess: true }"), "hostProcess is true"]],
    fail: [["the pod", pod("windowsOptions: { hostProcess: true }"), "hostProcess is true for the pod"]],
  }),
];
