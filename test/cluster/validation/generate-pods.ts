// Which pods are near the borders of the Pod Security Standards?

import type { KubeObject } from "../../../src/kube/object.ts";

/** Valid pods, the same for the same seed. Most fields are left out most of the time, so that single faults are common. */
export function generatePods(count: number, seed: number): KubeObject[] {
  const random = generator(seed);
  return Array.from({ length: count }, (_, index) => generatePod(index, random));
}

/** Holds every control of the restricted standard. */
export const soundPod = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "sound" },
  spec: {
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
    containers: [
      {
        name: "app",
        image: "registry.example.com/app:1",
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
      },
    ],
  },
} as const;

/** The sound pod, each with an ephemeral container that a debugger adds. */
export function generateEphemeral(count: number, seed: number): KubeObject[] {
  const random = generator(seed);
  return Array.from({ length: count }, () => {
    const maybe: Dice["maybe"] = (values, often = 0.2) =>
      random() < often ? values[Math.floor(random() * values.length)] : undefined;
    const dice: Dice = { random, maybe, good: random() < 0.6, windows: false, hostProcess: undefined, ownUsers: false };
    const { ports: _none, ...shell } = container("shell", dice);
    return { ...soundPod, spec: { ...soundPod.spec, ephemeralContainers: [shell] } };
  });
}

type Fields = Record<string, unknown>;

interface Dice {
  random(): number;
  /** One of the values, or, mostly, none. */
  maybe<T>(values: readonly T[], often?: number): T | undefined;
  /** Holds the restricted standard but for what is drawn. */
  readonly good: boolean;
  /** Where it stands that a pod for Windows is the node's own. */
  readonly hostProcess: "pod" | "containers" | undefined;
  /** `hostUsers: false`. */
  readonly ownUsers: boolean;
  readonly windows: boolean;
}

function generatePod(index: number, random: () => number): KubeObject {
  // From pods without fault to pods with many.
  const density = [0.03, 0.15, 0.4][index % 3] ?? 0.15;
  const windows = random() < 0.08;
  const dice: Dice = {
    random,
    maybe: (values, often = density) => (random() < often ? values[Math.floor(random() * values.length)] : undefined),
    good: random() < 0.6,
    windows,
    hostProcess: windows && random() < 0.5 ? (random() < 0.5 ? "pod" : "containers") : undefined,
    ownUsers: !windows && random() < 0.1,
  };
  const spec = podSpec(dice);
  // The API server refuses an annotation that says something else than the field.
  const annotations = set({
    "container.apparmor.security.beta.kubernetes.io/app":
      windows || JSON.stringify(spec).includes("appArmorProfile")
        ? undefined
        : dice.maybe(["unconfined", "runtime/default", "localhost/p"]),
    "seccomp.security.alpha.kubernetes.io/pod": JSON.stringify(spec).includes("seccompProfile")
      ? undefined
      : dice.maybe(["unconfined", "docker/default", "localhost/p"]),
  });
  const metadata = { name: `pod-${index}`, annotations: annotations as Record<string, string> };
  return { apiVersion: "v1", kind: "Pod", metadata, spec };
}

function podSpec(dice: Dice): Fields {
  const { random, maybe, windows, hostProcess, ownUsers } = dice;
  const host = (): boolean | undefined => (windows || ownUsers ? undefined : maybe([true, false]));
  const staying = random() < 0.3 ? ["app", "side"] : ["app"];
  const shared = { hostNetwork: hostProcess === undefined ? host() : true, hostPID: host(), hostIPC: host() };
  const context = windows ? windowsContext(dice) : podContext(dice);
  // They would be the node's own, which the API server refuses.
  if (shared.hostNetwork === true || shared.hostIPC === true) delete context.sysctls;
  return set({
    os: windows ? { name: "windows" } : maybe([{ name: "linux" }]),
    automountServiceAccountToken: false,
    hostUsers: ownUsers ? false : undefined,
    ...shared,
    securityContext: context,
    volumes: volumes(dice),
    initContainers: random() < 0.25 ? [initContainer(dice)] : undefined,
    containers: staying.map((name) => ({ ...container(name, dice), ...hooks(dice) })),
  });
}

/** Half of them are sidecars, which alone among these may have probes and hooks. */
function initContainer(dice: Dice): Fields {
  const plain = container("init", dice);
  return dice.random() < 0.5 ? { ...plain, ...hooks(dice), restartPolicy: "Always" } : plain;
}

const names = ["init", "app", "side"];

function container(name: string, dice: Dice): Fields {
  // No two containers take the same one.
  const port = 8080 + names.indexOf(name);
  const ports = dice.maybe([
    [{ containerPort: port }],
    [{ containerPort: port, hostPort: port }],
    [{ containerPort: port, hostPort: 0 }],
  ]);
  const image = "registry.example.com/app:1";
  return set({ name, image, ports, securityContext: dice.windows ? windowsContainer(dice) : containerContext(dice) });
}

function hooks({ maybe }: Dice): Fields {
  return set({
    livenessProbe: maybe([
      { httpGet: { port: 8080, path: "/" } },
      { httpGet: { port: 8080, path: "/", host: "10.0.0.1" } },
      { tcpSocket: { port: 8080, host: "example.com" } },
      { tcpSocket: { port: 8080 } },
    ]),
    lifecycle: maybe([
      { preStop: { httpGet: { port: 8080, path: "/", host: "example.com" } } },
      { preStop: { sleep: { seconds: 1 } } },
      { postStart: { httpGet: { port: 8080, path: "/" } } },
    ]),
  });
}

function containerContext({ good, maybe, ownUsers }: Dice): Fields {
  const capabilities = good
    ? set({ drop: ["ALL"], add: maybe([["NET_BIND_SERVICE"], ["CHOWN"], ["SYS_TIME"], ["NET_RAW", "KILL"]]) })
    : maybe(
        [{ drop: ["KILL"] }, { add: ["SYS_TIME"] }, { drop: ["all"] }, { drop: ["ALL"] }, { add: ["SETUID"] }],
        0.6,
      );
  const privileged = maybe([true, false]);
  return set({
    // The API server refuses a privileged container that may not gain rights.
    allowPrivilegeEscalation: privileged === true ? undefined : good ? false : maybe([true, false], 0.5),
    privileged,
    runAsNonRoot: maybe([true, false]),
    runAsUser: maybe([0, 1, 1000]),
    // Only a pod with users of its own may ask for it at all.
    procMount: ownUsers ? maybe(["Unmasked", "Default"], 0.4) : maybe(["Default"]),
    capabilities,
    seccompProfile: maybe(profiles),
    appArmorProfile: maybe(profiles),
    seLinuxOptions: maybe([
      { type: "container_t" },
      { type: "container_engine_t" },
      { type: "spc_t" },
      { user: "u" },
      { role: "r", level: "s0" },
      { level: "s0:c1,c2" },
    ]),
  });
}

function podContext({ good, maybe }: Dice): Fields {
  return set({
    runAsNonRoot: good ? true : maybe([true, false]),
    runAsUser: maybe([0, 1000]),
    seccompProfile: good ? { type: "RuntimeDefault" } : maybe(profiles),
    appArmorProfile: maybe(profiles),
    seLinuxOptions: maybe([{ type: "spc_t" }, { type: "container_init_t" }, { user: "system_u" }]),
    sysctls: maybe(
      [
        "kernel.shm_rmid_forced",
        "net.ipv4.ip_local_reserved_ports",
        "net.ipv4.tcp_fin_timeout",
        "net.ipv4.tcp_rmem",
        "net.ipv4.tcp_wmem",
        "net.ipv4.tcp_keepalive_time",
        "net.ipv4.tcp_keepalive_intvl",
        "net.ipv4.tcp_keepalive_probes",
        "net.ipv4.ping_group_range",
        "net.ipv4.ip_local_port_range",
        "net.ipv4.ip_unprivileged_port_start",
        "net.ipv4.tcp_syncookies",
        "net.core.somaxconn",
        "kernel.msgmax",
      ].map((name) => [{ name, value: "1" }]),
    ),
  });
}

/** The API server wants it of all containers or of none. */
function windowsContainer({ hostProcess }: Dice): Fields | undefined {
  return hostProcess === "containers" ? { windowsOptions: { hostProcess: true } } : undefined;
}

function windowsContext({ good, hostProcess, maybe }: Dice): Fields {
  return set({
    runAsNonRoot: hostProcess !== undefined ? undefined : good ? true : maybe([true, false]),
    windowsOptions: hostProcess === "pod" ? { hostProcess: true } : undefined,
  });
}

function volumes({ maybe }: Dice): object[] {
  return [
    maybe([
      { name: "a", emptyDir: {} },
      { name: "a", hostPath: { path: "/etc" } },
      { name: "a", nfs: { server: "s", path: "/" } },
      { name: "a", csi: { driver: "d.example.com" } },
      { name: "a", configMap: { name: "c" } },
    ]),
    maybe([
      { name: "b", iscsi: { targetPortal: "10.0.0.1", iqn: "iqn.2026-01.com.example:storage", lun: 0 } },
      { name: "b", projected: { sources: [] } },
      { name: "b", secret: { secretName: "s" } },
      { name: "b", image: { reference: "registry.example.com/data:1" } },
      { name: "b", ephemeral: { volumeClaimTemplate: { spec: claim } } },
    ]),
    maybe(otherVolumes.map((kind) => ({ name: "c", ...kind }))),
  ].filter((volume) => volume !== undefined);
}

const otherVolumes = [
  { downwardAPI: { items: [{ path: "name", fieldRef: { fieldPath: "metadata.name" } }] } },
  { persistentVolumeClaim: { claimName: "c" } },
  { awsElasticBlockStore: { volumeID: "v" } },
  { azureFile: { secretName: "s", shareName: "f" } },
  { cephfs: { monitors: ["10.0.0.1:6789"] } },
  { cinder: { volumeID: "v" } },
  { fc: { targetWWNs: ["50060e801049cfd1"], lun: 0 } },
  { flexVolume: { driver: "example.com/driver" } },
  { flocker: { datasetName: "d" } },
  { gcePersistentDisk: { pdName: "d" } },
  { gitRepo: { repository: "https://example.com/a.git" } },
  { glusterfs: { endpoints: "e", path: "p" } },
  { photonPersistentDisk: { pdID: "d" } },
  { portworxVolume: { volumeID: "v" } },
  { quobyte: { registry: "registry.example.com:7861", volume: "v" } },
  { rbd: { monitors: ["10.0.0.1:6789"], image: "i" } },
  { scaleIO: { gateway: "https://example.com", system: "s", volumeName: "v", secretRef: { name: "s" } } },
  { storageos: { volumeName: "v" } },
  { vsphereVolume: { volumePath: "[d] v.vmdk" } },
];

const profiles = [
  { type: "RuntimeDefault" },
  { type: "Unconfined" },
  { type: "Localhost", localhostProfile: "profile.json" },
];

const claim = { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } };

/** Only the fields that are set. */
function set(object: Fields): Fields {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

/** Mulberry32: small, and the same on every machine. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
