// How does a protocol other than plain HTTP become a step of the suite language?

import type { z } from "zod";
import type { Cluster } from "../kube/cluster.ts";
import type { Log } from "../report/log.ts";
import type { Answer } from "./answer.ts";
import type { Endpoint } from "./target.ts";

/**
 * One kind of step. Its name is the key in the step that holds its options:
 *
 * ```yaml
 * - name: it serves gRPC
 *   grpc-health: { service: orders.v1.Orders }
 * ```
 *
 * The file that declares a protocol loads fast: what is heavy is imported inside `run`.
 */
export interface Protocol<Options = unknown> {
  /** In kebab-case, none of the step's own keys: `grpc`, `websocket`, `closed-port`. */
  readonly name: string;
  /** For the published JSON Schema: what the step proves, in one sentence. */
  readonly description: string;
  /** Of the value under the key; strict, so that a mistyped key is told. */
  readonly schema: z.ZodType<Options>;
  /** True where an answer is a proof by itself (a port is open, a health is SERVING), so `expect` may be left out. */
  readonly proves: boolean;
  /** True where it does not matter which pod is asked, so it is asked once per suite (a DNS name, a Job, load). */
  readonly once: boolean;
  /** True where it sends so much that only the environment's own hosts may get it. */
  readonly isLoad?: boolean | undefined;
  /** Whether a wrong answer may be asked for again without doing a thing twice. */
  repeatable(options: Options): boolean;
  /** As messages name the step that has no name: `grpc orders.v1.Orders/List`. */
  title(options: Options): string;
  /**
   * One attempt. The runner repeats it, judges the answer by `expect`, captures from it and reports it.
   *
   * @throws ExchangeError where no answer came; Failure for what waiting does not mend; the signal's reason
   */
  run(options: Options, call: StepCall): Promise<Answer>;
}

/** What one attempt of a step gets. */
export interface StepCall {
  readonly endpoint: Endpoint;
  /** Where the target is in a cluster, or the action was given one. */
  readonly cluster: { readonly client: Cluster; readonly namespace: string } | undefined;
  /** Of the suite's `auth` and the input `token`: to be sent to the target only. Lower-case names. */
  readonly authorization: (request: {
    method: string;
    path: string;
    body: string | undefined;
  }) => Promise<Readonly<Record<string, string>>>;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly log: Log;
  /** From here on the secret is masked in the log and redacted in every file. */
  readonly addSecret: (secret: string) => void;
  /** Where relative paths of the suite begin: the suite's own folder. */
  readonly directory: string;
  /** The same step's `histogram` and `body` in the previous release's results, where they were given. */
  readonly previous: unknown;
}

/** Hides a protocol's own options from the table that holds them all; the schema has checked them. */
export function protocol<Options>(definition: Protocol<Options>): Protocol {
  return definition as Protocol;
}
