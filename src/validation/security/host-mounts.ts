// What of the node does a pod mount?

import { posix } from "node:path";
import type { Check } from "../check.ts";
import { type Complaint, eachPodSpec } from "../examine.ts";
import { fieldsAt, textAt } from "../fields.ts";
import { mountsOf } from "../objects/volumes.ts";
import type { Path, Workload } from "../subject.ts";

interface HostFolder {
  readonly volume: string;
  /** Without a slash at its end, and without `..`. */
  readonly folder: string;
  readonly path: Path;
}

const sockets = /\/(?:docker|containerd|crio|cri-dockerd|podman|dockershim|buildkitd|frakti)\.sock$/;
/** Folders that hold such a socket: mounting one is mounting it. */
const socketFolders = new Set([
  "/run",
  "/var/run",
  "/run/containerd",
  "/var/run/containerd",
  "/run/crio",
  "/var/run/crio",
  "/run/podman",
]);
const sensitive = [
  "/",
  "/boot",
  "/dev",
  "/etc",
  "/lib",
  "/lib64",
  "/proc",
  "/root",
  "/sys",
  "/usr",
  "/var/lib/kubelet",
  "/var/lib/etcd",
  "/var/lib/docker",
  "/var/lib/containerd",
  "/var/lib/rancher",
  "/opt/cni",
];

export const containerSockets: Check = {
  id: "security/container-sockets",
  severity: "critical",
  title: "No pod mounts the socket of the container runtime",
  why: "Who writes to that socket starts any container on the node, with every right: the pod is the node.",
  source: "https://docs.kubelinter.io/#/generated/checks?id=docker-sock",
  recommendation: "Build images by BuildKit without root, and read containers' facts from the API server.",
  run: (subject) =>
    eachPodSpec(subject, (workload) =>
      hostFolders(workload)
        .filter(({ folder }) => sockets.test(folder) || socketFolders.has(folder))
        .map(({ volume, folder, path }) => ({ evidence: `the volume ${volume} is ${folder} of the node`, path })),
    ),
};

export const sensitiveHostMounts: Check = {
  id: "security/sensitive-host-mounts",
  severity: "critical",
  title: "No pod mounts a folder of the node that holds its secrets or its programs",
  why: "In /etc, /proc, /dev or the kubelet's folder stand the keys of the node and of every pod on it.",
  source: "https://docs.kubelinter.io/#/generated/checks?id=sensitive-host-mounts",
  recommendation: "Mount the one file or folder that is needed, read-only, and nothing above it.",
  run: (subject) =>
    eachPodSpec(subject, (workload) =>
      hostFolders(workload)
        .filter(({ folder }) =>
          sensitive.some((one) => folder === one || (one !== "/" && folder.startsWith(`${one}/`))),
        )
        .map(({ volume, folder, path }) => ({ evidence: `the volume ${volume} is ${folder} of the node`, path })),
    ),
};

export const writableHostMounts: Check = {
  id: "security/writable-host-mounts",
  severity: "high",
  title: "What a pod mounts of its node is read-only",
  why: "A file that a pod writes on the node can be one that the node runs, and stays there when the pod is gone.",
  source: "https://docs.kubelinter.io/#/generated/checks?id=writable-host-mount",
  recommendation: "Set readOnly: true on the mount.",
  run: (subject) =>
    eachPodSpec(subject, (workload) => {
      const folders = new Map(hostFolders(workload).map((one) => [one.volume, one]));
      return mountsOf(workload).flatMap(({ volume, readOnly, within, path }): Complaint[] => {
        const own = folders.get(volume);
        if (own === undefined || readOnly) return [];
        return [{ evidence: `it may write to ${own.folder} of the node`, within, path }];
      });
    }),
};

function hostFolders({ podSpec }: Workload): HostFolder[] {
  return (podSpec.volumes ?? []).flatMap((volume, index) => {
    const folder = textAt(fieldsAt(volume, ["hostPath"]), ["path"]);
    if (folder === undefined) return [];
    return [{ volume: volume.name ?? "", folder: plain(folder), path: ["volumes", index] }];
  });
}

function plain(folder: string): string {
  return posix.resolve("/", folder);
}
