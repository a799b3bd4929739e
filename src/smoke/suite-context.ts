// What does a run of a suite need beside the suite and its target?

import type { Cluster } from "../kube/cluster.ts";
import type { Log } from "../report/log.ts";
import type { LoadHost } from "./load/load-hosts.ts";
import type { Secrets } from "./secrets.ts";
import type { SuiteResult } from "./suite-result.ts";
import type { Network } from "./targets/network.ts";

export interface SuiteContext {
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Sent as `Authorization: Bearer …` to the target where the suite has no `auth`, and to nothing else. */
  readonly token?: string | undefined;
  /** Instead of the suite's own. */
  readonly deadlineMs?: number | undefined;
  /** Where secrets are kept that come up meanwhile; the caller redacts with it. */
  readonly secrets?: Secrets | undefined;
  /** The way to what is not the target: an absolute URL, an authorization server. A proxy can differ by the scheme. */
  readonly networkFor?: ((url: URL) => Network) | undefined;
  /** For steps that run in a cluster. */
  readonly cluster?: { readonly client: Cluster; readonly namespace: string } | undefined;
  /** What may get a load beside what an object of the cluster leads to. Loopback alone unless given. */
  readonly loadHosts?: readonly LoadHost[] | undefined;
  /** What the previous release's load stages came to, by the name of the step. */
  readonly previous?: Readonly<Record<string, unknown>> | undefined;
  /** Told what was asked until then where something ends the test early, such as a cancelled job; without secrets. */
  readonly onEarlyEnd?: ((result: SuiteResult) => void) | undefined;
}
