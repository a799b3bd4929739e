// What does kubectl, which every user knows, say of the cluster?

import { attempt, type CommandResult } from "../../rig/command.ts";
import { rigEnvironment } from "../../rig/environment.ts";

export interface KubectlOptions {
  /** Of another user than the administrator. */
  readonly kubeconfig?: string;
  readonly namespace?: string;
  /** What kubectl reads from `-f -`. */
  readonly input?: string;
}

/** Runs kubectl and gives what it wrote. @throws Error with what it said, where it fails. */
export async function kubectl(args: readonly string[], options: KubectlOptions = {}): Promise<string> {
  const result = await tryKubectl(args, options);
  if (result.status !== 0) {
    throw new Error(`kubectl ${args.join(" ")} ended with status ${result.status}: ${result.stderr.trim()}`);
  }
  return result.stdout;
}

/** `kubectl … -o json`, parsed. The caller says what shape it asked for. */
export async function kubectlJson<T>(args: readonly string[], options: KubectlOptions = {}): Promise<T> {
  return JSON.parse(await kubectl([...args, "-o", "json"], options)) as T;
}

/** For a call whose failure is the answer. */
export async function tryKubectl(args: readonly string[], options: KubectlOptions = {}): Promise<CommandResult> {
  const { env, kubeconfig } = await rigEnvironment();
  const namespace = options.namespace === undefined ? [] : ["--namespace", options.namespace];
  return attempt("kubectl", ["--kubeconfig", options.kubeconfig ?? kubeconfig, ...namespace, ...args], {
    // It lives a tenth of a second: it need not collect its garbage.
    env: { ...env, GOGC: "off" },
    ...(options.input === undefined ? {} : { input: options.input }),
  });
}

/** Applies objects as `kubectl apply` does, which writes its annotation and its field manager. */
export async function kubectlApply(objects: readonly unknown[], options: KubectlOptions = {}): Promise<string> {
  const input = JSON.stringify({ apiVersion: "v1", kind: "List", items: objects });
  return kubectl(["apply", "-f", "-"], { ...options, input });
}
