// How does a release ask the smoke suite that it has to pass?

import type { Cluster } from "../kube/cluster.ts";
import type { Log } from "../report/log.ts";
import type { LoadHost } from "./load/load-hosts.ts";
import { loadSuite } from "./load-suite.ts";
import { runSuite } from "./run-suite.ts";
import { openSecrets } from "./secrets.ts";
import { selectSuite } from "./select-suite.ts";
import type { Suite } from "./suite.ts";
import type { SuiteResult } from "./suite-result.ts";
import type { Target } from "./target.ts";
import { openTarget, readNetworks } from "./targets/inputs.ts";

/** What the inputs of a release say about its suite: what the action smoke-test takes itself. */
export interface ReleaseSuite {
  readonly file: string;
  readonly environment: string | undefined;
  readonly tags: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly token: string | undefined;
  /** In milliseconds; the suite's own unless given. */
  readonly deadlineMs: number | undefined;
  /** Of the pods that are asked; their only one unless given. */
  readonly port: string | undefined;
  readonly loadHosts: readonly LoadHost[];
}

export interface ReleaseSuiteContext {
  readonly cluster: Cluster;
  readonly namespace: string;
  readonly log: Log;
  readonly env: NodeJS.ProcessEnv;
  /** Where relative paths begin. */
  readonly workspace: string;
  readonly mask: (secret: string) => void;
}

/** Empty where it is not known: a suite that uses it is an error then. */
export interface ReleasedVersion {
  readonly version: string;
  readonly digest: string;
}

/** @throws Failure for a mistake in the file, and for a variable, tag or environment that is not there */
export async function loadReleaseSuite(
  given: ReleaseSuite,
  { digest, version }: ReleasedVersion,
  { workspace }: Pick<ReleaseSuiteContext, "workspace">,
): Promise<Suite> {
  const loaded = await loadSuite(given.file, {
    variables: {
      ...(version === "" ? {} : { expected: version }),
      ...(digest === "" ? {} : { "expected-digest": digest }),
      ...given.variables,
    },
    secrets: given.secrets,
    environment: given.environment,
    directory: workspace,
  });
  return selectSuite(loaded, given.tags);
}

/** Steps that run in the cluster, logins and loads get what the inputs of the release say. */
export async function runReleaseSuite(
  suite: Suite,
  given: ReleaseSuite,
  asked: { readonly target: Target; readonly previous?: Readonly<Record<string, unknown>> | undefined },
  context: ReleaseSuiteContext & { readonly signal: AbortSignal },
): Promise<SuiteResult> {
  const { cluster, namespace, log, mask, signal } = context;
  return runSuite(suite, asked.target, {
    log,
    signal,
    token: given.token,
    deadlineMs: given.deadlineMs,
    secrets: openSecrets([given.token ?? "", ...Object.values(given.secrets)], mask),
    networkFor: await readNetworks({ resolve: [] }, surroundingsOf(context)),
    cluster: { client: cluster, namespace },
    loadHosts: given.loadHosts,
    previous: asked.previous,
  });
}

/** As users reach it, by the proxy that the runner's environment names. */
export function releasedUrl(url: string, context: ReleaseSuiteContext): Promise<Target> {
  return openTarget({ url, resolve: [] }, surroundingsOf(context));
}

function surroundingsOf({ cluster, env, mask, workspace }: ReleaseSuiteContext) {
  return { env, mask, directory: workspace, openCluster: async () => cluster };
}
