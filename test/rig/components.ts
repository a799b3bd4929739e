// Which programs make up the rig, how are they started, and how does each say that it is well?

import { join } from "node:path";
import { apiServer, apiServiceAddress, nodeAddress, podNetwork, ports, serviceNetwork } from "./addresses.ts";
import { files } from "./configuration.ts";
import type { DebianRoot } from "./debian.ts";
import type { HealthCheck } from "./health.ts";
import { paths, state } from "./home.ts";
import type { User } from "./tokens.ts";

export interface Component {
  readonly name: string;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly health: HealthCheck;
  /** Started once these are healthy for the first time. */
  readonly after: readonly string[];
}

export interface Programs {
  readonly debian: DebianRoot;
  readonly kubernetes: string;
  readonly buildkit: string;
}

export function components(programs: Programs): Component[] {
  const env = {
    PATH: `${paths.sbin}:${programs.debian.path}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`,
    LD_LIBRARY_PATH: programs.debian.libraries,
    XTABLES_LIBDIR: programs.debian.libraries
      .split(":")
      .map((folder) => join(folder, "xtables"))
      .join(":"),
    HOME: state,
    // There is more memory than processor: Go collects its garbage when the heap has grown fivefold, not twofold.
    GOGC: "400",
  };
  const kubernetes = (name: string, flags: Readonly<Record<string, string>>): string[] => [
    join(programs.kubernetes, "kubernetes"),
    name,
    ...Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`),
  ];
  const debian = (program: string): string => join(programs.debian.directory, program);
  const secure = (port: number): HealthCheck => ({ kind: "https", url: `https://127.0.0.1:${port}/healthz` });
  const plain = (port: number, path: string): HealthCheck => ({ kind: "http", url: `http://127.0.0.1:${port}${path}` });

  return [
    {
      name: "registry",
      command: [debian("usr/bin/docker-registry"), "serve", files.registry],
      env: { ...env, OTEL_TRACES_EXPORTER: "none" },
      health: plain(ports.registry, "/v2/"),
      after: [],
    },
    {
      name: "buildkitd",
      command: [join(programs.buildkit, "buildkitd"), "--config", files.buildkitd],
      env,
      health: { kind: "socket", path: paths.buildkitSocket },
      after: [],
    },
    {
      name: "containerd",
      command: [debian("usr/bin/containerd"), "--config", files.containerd],
      env,
      health: { kind: "socket", path: paths.containerdSocket },
      after: [],
    },
    {
      name: "etcd",
      command: kubernetes("etcd", etcdFlags),
      env,
      health: plain(ports.etcdClients, "/health"),
      after: [],
    },
    {
      name: "kube-apiserver",
      command: kubernetes("kube-apiserver", apiServerFlags),
      env,
      health: { kind: "https", url: `https://${apiServer.host}:${apiServer.port}/readyz` },
      after: ["etcd"],
    },
    {
      name: "kube-controller-manager",
      command: kubernetes("kube-controller-manager", controllerManagerFlags),
      env,
      health: secure(ports.controllerManager),
      after: ["kube-apiserver"],
    },
    {
      name: "kube-scheduler",
      command: kubernetes("kube-scheduler", schedulerFlags),
      env,
      health: secure(ports.scheduler),
      after: ["kube-apiserver"],
    },
    {
      name: "kubelet",
      command: kubernetes("kubelet", kubeletFlags),
      env,
      health: plain(ports.kubeletHealth, "/healthz"),
      after: ["containerd", "kube-apiserver"],
    },
    {
      name: "kube-proxy",
      command: kubernetes("kube-proxy", { config: files.kubeProxy }),
      env,
      health: plain(ports.proxyHealth, "/livez"),
      after: ["kube-apiserver"],
    },
  ];
}

/** The users whose kubeconfig a component needs, by component. */
export const componentUsers: readonly User[] = ["kube-controller-manager", "kube-scheduler", "kubelet", "kube-proxy"];

export function kubeconfigOf(user: string): string {
  return join(paths.configuration, `${user}.kubeconfig`);
}

const certificate = (name: string): string => join(paths.certificates, name);
const etcdUrl = `http://127.0.0.1:${ports.etcdClients}`;
const etcdPeerUrl = `http://127.0.0.1:${ports.etcdPeers}`;

const etcdFlags = {
  name: "rig",
  "data-dir": join(state, "etcd"),
  "listen-client-urls": etcdUrl,
  "advertise-client-urls": etcdUrl,
  "listen-peer-urls": etcdPeerUrl,
  "initial-advertise-peer-urls": etcdPeerUrl,
  "initial-cluster": `rig=${etcdPeerUrl}`,
  // The rig's state is worth no wait for a disk: it is made anew with each start.
  "unsafe-no-fsync": "true",
  "log-level": "warn",
};

const apiServerFlags = {
  "bind-address": apiServer.host,
  "advertise-address": nodeAddress,
  "secure-port": String(apiServer.port),
  "etcd-servers": etcdUrl,
  "service-cluster-ip-range": serviceNetwork,
  "authorization-mode": "Node,RBAC",
  "enable-admission-plugins": "NodeRestriction",
  "client-ca-file": certificate("ca.crt"),
  "token-auth-file": files.tokens,
  "tls-cert-file": certificate("kube-apiserver.crt"),
  "tls-private-key-file": certificate("kube-apiserver.key"),
  "kubelet-client-certificate": certificate("kube-apiserver-kubelet.crt"),
  "kubelet-client-key": certificate("kube-apiserver-kubelet.key"),
  "kubelet-preferred-address-types": "InternalIP",
  "service-account-issuer": "https://kubernetes.default.svc.cluster.local",
  "service-account-key-file": certificate("service-account.key"),
  "service-account-signing-key-file": certificate("service-account.key"),
  "requestheader-client-ca-file": certificate("front-proxy-ca.crt"),
  "requestheader-allowed-names": "front-proxy-client",
  "requestheader-extra-headers-prefix": "X-Remote-Extra-",
  "requestheader-group-headers": "X-Remote-Group",
  "requestheader-username-headers": "X-Remote-User",
  "proxy-client-cert-file": certificate("front-proxy-client.crt"),
  "proxy-client-key-file": certificate("front-proxy-client.key"),
  "enable-aggregator-routing": "true",
  "allow-privileged": "true",
  "enable-priority-and-fairness": "false",
};

const controllerManagerFlags = {
  kubeconfig: kubeconfigOf("kube-controller-manager"),
  "authentication-kubeconfig": kubeconfigOf("kube-controller-manager"),
  "authorization-kubeconfig": kubeconfigOf("kube-controller-manager"),
  "bind-address": "127.0.0.1",
  "secure-port": String(ports.controllerManager),
  "leader-elect": "false",
  "use-service-account-credentials": "true",
  "root-ca-file": certificate("ca.crt"),
  "service-account-private-key-file": certificate("service-account.key"),
  "cluster-cidr": podNetwork,
  "service-cluster-ip-range": serviceNetwork,
  "flex-volume-plugin-dir": join(state, "volume-plugins"),
  "cluster-signing-cert-file": certificate("ca.crt"),
  "cluster-signing-key-file": certificate("ca.key"),
  // At its default rate a thousand pods wait for its requests, not for the cluster.
  "kube-api-qps": "300",
  "kube-api-burst": "500",
};

const schedulerFlags = {
  kubeconfig: kubeconfigOf("kube-scheduler"),
  "authentication-kubeconfig": kubeconfigOf("kube-scheduler"),
  "authorization-kubeconfig": kubeconfigOf("kube-scheduler"),
  "bind-address": "127.0.0.1",
  "secure-port": String(ports.scheduler),
  "leader-elect": "false",
  "kube-api-qps": "300",
  "kube-api-burst": "500",
};

const kubeletFlags = {
  config: files.kubelet,
  kubeconfig: kubeconfigOf("kubelet"),
  "hostname-override": "rig",
  "node-ip": nodeAddress,
  "root-dir": join(state, "kubelet"),
  "cert-dir": join(state, "kubelet", "pki"),
};

/** Under which the API server's certificate must be good. */
export const apiServerAddresses = [nodeAddress, apiServiceAddress, "127.0.0.1"];
