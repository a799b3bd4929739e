// What do the configuration files of the components say?

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { apiServer, bridge, nodeAddress, podNetwork, ports, registry } from "./addresses.ts";
import type { DebianRoot } from "./debian.ts";
import { caches, paths, state } from "./home.ts";

export const sandboxImage = "slipway.rig/pause:1";
/** Below the root of each cgroup hierarchy. */
export const cgroupRoot = "slipway-rig";

/** Every configuration file of the components, by its path. */
export function configurationFiles(debian: DebianRoot): Record<string, string> {
  return {
    [files.containerd]: containerd(debian),
    [join(paths.configuration, "registries", registry, "hosts.toml")]:
      `server = "http://${registry}"\n[host."http://${registry}"]\n`,
    [join(paths.configuration, "cni", "10-slipway.conflist")]: json(podNetworking),
    [files.kubelet]: json(kubelet),
    [files.kubeProxy]: json(kubeProxy),
    [files.registry]: registryServer,
    [files.buildkitd]: buildkitd(debian),
  };
}

/** Folders of the machine that the components use whatever they are told. Inside of the rig an empty one lies over each. */
export const hiddenFolders = ["/run", "/var/lib/cni", "/var/lib/kubelet", "/var/log/containers"];

export const files = {
  containerd: join(paths.configuration, "containerd.toml"),
  kubelet: join(paths.configuration, "kubelet.json"),
  kubeProxy: join(paths.configuration, "kube-proxy.json"),
  registry: join(paths.configuration, "registry.yml"),
  buildkitd: join(paths.configuration, "buildkitd.toml"),
  tokens: join(paths.configuration, "tokens.csv"),
  resolvConf: join(paths.configuration, "resolv.conf"),
};

/** The kubeconfig of a user who comes by this credential. */
export function writeKubeconfig(file: string, credential: Readonly<Record<string, string>>): void {
  const kubeconfig = {
    apiVersion: "v1",
    kind: "Config",
    "current-context": "rig",
    clusters: [
      {
        name: "rig",
        cluster: {
          server: `https://${apiServer.host}:${apiServer.port}`,
          "certificate-authority-data": encoded("ca.crt"),
        },
      },
    ],
    users: [{ name: "user", user: credential }],
    contexts: [{ name: "rig", context: { cluster: "rig", user: "user" } }],
  };
  writeFileSync(file, json(kubeconfig), { mode: 0o600 });
}

/** The client certificate of one of those that the rig makes. */
export function certificateOf(name: "admin" | "expired"): Readonly<Record<string, string>> {
  return { "client-certificate-data": encoded(`${name}.crt`), "client-key-data": encoded(`${name}.key`) };
}

// Without restrict_oom_score_adj runc cannot start a container where the rig itself may not lower
// its score: "can't get final child's PID from pipe: EOF".
function containerd(debian: DebianRoot): string {
  return `version = 2
root = "${join(state, "containerd", "root")}"
state = "${join(state, "containerd", "state")}"
[grpc]
  address = "${paths.containerdSocket}"
[plugins."io.containerd.grpc.v1.cri"]
  restrict_oom_score_adj = true
  sandbox_image = "${sandboxImage}"
  netns_mounts_under_state_dir = true
  max_container_log_line_size = 262144
  disable_tcp_service = true
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
      SystemdCgroup = false
      BinaryName = "${join(debian.directory, "usr/sbin/runc")}"
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "${join(debian.directory, "usr/lib/cni")}"
    conf_dir = "${join(paths.configuration, "cni")}"
  [plugins."io.containerd.grpc.v1.cri".registry]
    config_path = "${join(paths.configuration, "registries")}"
`;
}

// The bridge masquerades by one rule of network.ts, not by a chain per pod.
const podNetworking = {
  cniVersion: "1.0.0",
  name: "slipway-rig",
  plugins: [
    {
      type: "bridge",
      bridge,
      isGateway: true,
      hairpinMode: true,
      ipMasq: false,
      ipam: {
        type: "host-local",
        dataDir: join(state, "cni"),
        ranges: [[{ subnet: podNetwork }]],
        routes: [{ dst: "0.0.0.0/0" }],
      },
    },
  ],
};

const kubelet = {
  apiVersion: "kubelet.config.k8s.io/v1beta1",
  kind: "KubeletConfiguration",
  address: nodeAddress,
  port: ports.kubelet,
  healthzPort: ports.kubeletHealth,
  authentication: {
    anonymous: { enabled: false },
    webhook: { enabled: true },
    x509: { clientCAFile: join(paths.certificates, "ca.crt") },
  },
  authorization: { mode: "Webhook" },
  cgroupDriver: "cgroupfs",
  cgroupRoot: `/${cgroupRoot}`,
  containerRuntimeEndpoint: `unix://${paths.containerdSocket}`,
  failSwapOn: false,
  failCgroupV1: false,
  // A full disk of a developer is no reason to evict the tests.
  evictionHard: {
    "imagefs.available": "100Mi",
    "nodefs.available": "100Mi",
    "nodefs.inodesFree": "1%",
    "memory.available": "50Mi",
  },
  imageGCHighThresholdPercent: 100,
  maxPods: 240,
  podLogsDir: join(state, "pod-logs"),
  volumePluginDir: join(state, "volume-plugins"),
  resolvConf: files.resolvConf,
  // There is no DNS server: asking the node fails at once, and no pod gets a warning of its own about it.
  clusterDNS: [nodeAddress],
  clusterDomain: "cluster.local",
  // Many tests start their pods at once.
  serializeImagePulls: false,
  registryPullQPS: 0,
  // 0 is said to mean no limit, but the client takes it for its own default of 5 a second.
  eventRecordQPS: 500,
  eventBurst: 1000,
  kubeAPIQPS: 200,
  kubeAPIBurst: 400,
  // The first heartbeats decide how soon the node is Ready.
  nodeStatusUpdateFrequency: "5s",
  syncFrequency: "20s",
  shutdownGracePeriod: "0s",
};

const kubeProxy = {
  apiVersion: "kubeproxy.config.k8s.io/v1alpha1",
  kind: "KubeProxyConfiguration",
  clientConnection: { kubeconfig: join(paths.configuration, "kube-proxy.kubeconfig") },
  clusterCIDR: podNetwork,
  hostnameOverride: "rig",
  mode: "iptables",
  healthzBindAddress: `127.0.0.1:${ports.proxyHealth}`,
  metricsBindAddress: `127.0.0.1:${ports.proxyMetrics}`,
  iptables: { localhostNodePorts: true, minSyncPeriod: "100ms", syncPeriod: "30s" },
  conntrack: { maxPerCore: 0, tcpEstablishedTimeout: "0s", tcpCloseWaitTimeout: "0s" },
};

const registryServer = `version: 0.1
log: {level: warn, accesslog: {disabled: true}}
storage:
  filesystem: {rootdirectory: "${caches.registry}"}
  delete: {enabled: true}
http: {addr: "127.0.0.1:${ports.registry}"}
`;

function buildkitd(debian: DebianRoot): string {
  return `root = "${caches.buildkit}"
[grpc]
  address = ["unix://${paths.buildkitSocket}"]
[worker.oci]
  enabled = true
  snapshotter = "overlayfs"
  binary = "${join(debian.directory, "usr/sbin/runc")}"
  networkMode = "host"
  defaultCgroupParent = "/${cgroupRoot}/buildkit"
  gc = true
  maxUsedSpace = "6GB"
[worker.containerd]
  enabled = false
[registry."${registry}"]
  http = true
`;
}

function encoded(certificate: string): string {
  return readFileSync(join(paths.certificates, certificate)).toString("base64");
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
