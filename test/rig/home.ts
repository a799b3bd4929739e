// Where does the rig keep what?

import { homedir } from "node:os";
import { join } from "node:path";

/** Outside of every checkout, so that all of them share one rig and one set of built binaries. */
export const home =
  process.env.SLIPWAY_RIG_HOME ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "slipway-rig");

/** Kept by `down`: what took long to get. */
export const caches = {
  binaries: join(home, "binaries"),
  debian: join(home, "debian"),
  python: join(home, "python"),
  apt: join(home, "apt"),
  /** What the registry serves and BuildKit remembers. */
  registry: join(home, "registry"),
  buildkit: join(home, "buildkit"),
};

/** Made anew by each start, removed by `down`. */
export const state = join(home, "state");

export const paths = {
  lock: join(home, "lock"),
  logs: join(home, "logs"),
  previousLogs: join(home, "logs.previous"),
  certificates: join(state, "pki"),
  configuration: join(state, "configuration"),
  /** The administrator's kubeconfig. */
  kubeconfig: join(state, "kubeconfig"),
  /** The kubeconfig of an administrator who comes by a client certificate. */
  certificateKubeconfig: join(state, "certificate.kubeconfig"),
  /** The kubeconfig of an administrator whose certificate has ended. */
  expiredKubeconfig: join(state, "expired.kubeconfig"),
  /** What a user of the rig puts first in PATH. */
  bin: join(state, "bin"),
  /** What only the components need in PATH. */
  sbin: join(state, "sbin"),
  containerdSocket: join(state, "containerd.sock"),
  buildkitSocket: join(state, "buildkit.sock"),
  dockerConfig: join(state, "docker"),
  buildxConfig: join(state, "buildx"),
  /** Which base images the registry holds. */
  baseImages: join(state, "base-images.json"),
  /** What `up` asks of the supervisor. */
  specification: join(state, "specification.json"),
  /** What the supervisor says of itself and its components. */
  supervision: join(state, "supervision.json"),
  /** Which process holds the rig's namespaces. */
  holder: join(state, "holder.json"),
  /** What was changed on the machine and how it was before. */
  machine: join(home, "machine.json"),
};
