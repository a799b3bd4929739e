// What does the kubeconfig (or the pod that we run in) say about the cluster and the user?

import { access, readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, dirname, isAbsolute, join } from "node:path";
import {
  type Cluster,
  newClusters,
  newContexts,
  newUsers,
  type User,
} from "@kubernetes/client-node/dist/config_types.js";
import { parseDocument } from "yaml";
import { Failure } from "../report/failure.ts";

/** One context of a kubeconfig, resolved: where the server is and who asks. */
export interface Target {
  readonly context: string;
  readonly namespace: string;
  readonly cluster: Cluster;
  readonly user: User;
  /** Where this was read, for messages: `the input "kubeconfig"`, a path, `in-cluster`. */
  readonly origin: string;
}

export interface KubeconfigQuestion {
  readonly kubeconfig?: string | undefined;
  /** Whether what the runner has serves where nothing is given: KUBECONFIG, the pod's service account. */
  readonly runnerCredentials?: boolean | undefined;
  readonly context?: string | undefined;
  readonly namespace?: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  /** Where a pod finds its service account; another folder in tests. */
  readonly serviceAccountDirectory?: string | undefined;
  readonly mask: (secret: string) => void;
}

/**
 * The kubeconfig that the input gives (content, base64 of it, or a path), otherwise the files of
 * KUBECONFIG, otherwise the pod's service account. `~/.kube/config` is never read unasked: a runner's
 * leftover must not decide where a release goes.
 */
export async function resolveTarget(question: KubeconfigQuestion): Promise<Target> {
  const input = question.kubeconfig?.trim();
  if (input) return fromKubeconfigs([await readInput(input, question)], question);
  if (question.runnerCredentials === false) {
    throw new Failure({
      attempted: "finding the cluster",
      found:
        "the \"kubeconfig\" is empty, and the runner's own credentials (KUBECONFIG, its pod's service account) are not to be used",
      advice: `${emptySecretTrap} If the runner's own cluster is the one that is meant, set \`runner-credentials: true\`.`,
    });
  }
  const files = (question.env.KUBECONFIG ?? "").split(delimiter).filter((file) => file !== "");
  if (files.length > 0) return fromKubeconfigs(await readFiles(files), question);
  const inCluster = await fromServiceAccount(question);
  if (inCluster) return inCluster;
  throw new Failure({
    attempted: "finding the cluster",
    found:
      'the input "kubeconfig" is empty, KUBECONFIG is not set, and this is not a pod with a service account' +
      ((await exists(join(homedir(), ".kube", "config"))) ? " (~/.kube/config is only read when it is named)" : ""),
    advice: emptySecretTrap,
  });
}

const emptySecretTrap =
  "Give the content of a kubeconfig, or the path of one. If it comes from a secret: a reusable workflow sees an empty " +
  "text for a secret that its caller did not pass (pass it by name, or write `secrets: inherit`), and a secret of an " +
  "environment is empty unless the job names that environment with `environment:`; a secret is also empty in a run " +
  "that a fork or Dependabot started.";

interface Kubeconfig {
  readonly origin: string;
  readonly clusters: readonly Cluster[];
  readonly users: readonly User[];
  readonly contexts: ReturnType<typeof newContexts>;
  readonly currentContext: string | undefined;
}

async function readInput(input: string, { mask }: KubeconfigQuestion): Promise<Kubeconfig> {
  const origin = 'the input "kubeconfig"';
  if (looksLikeKubeconfig(input)) return parseKubeconfig(input, origin, undefined);
  const decoded = decodeBase64(input);
  if (decoded !== undefined) {
    for (const line of input.split("\n")) if (line.trim().length >= 16) mask(line.trim());
    return parseKubeconfig(decoded, `${origin} (base64)`, undefined);
  }
  const path = input.startsWith("~/") ? join(homedir(), input.slice(2)) : input;
  if (!input.includes("\n") && (await exists(path))) return readKubeconfigFile(path);
  // A text that is no path is probably a secret in the wrong place: it is described, not quoted.
  const isPath = /^[\w./~\\:-]{1,200}$/.test(input) && /[./\\]/.test(input) && !/^ey|[A-Za-z0-9]{40}/.test(input);
  throw new Failure({
    attempted: 'reading the input "kubeconfig"',
    found: isPath
      ? `there is no file ${input}`
      : `a text of ${input.length} characters that is neither a kubeconfig nor the path of one`,
    advice: "Give the content of a kubeconfig (plain or base64), or the path of a file that exists on the runner.",
  });
}

/** As kubectl does: files of the list that do not exist are passed over, unless none does. */
async function readFiles(files: readonly string[]): Promise<Kubeconfig[]> {
  const present: string[] = [];
  for (const file of files) if (await exists(file)) present.push(file);
  if (present.length === 0) {
    throw new Failure({
      attempted: "reading the files that KUBECONFIG names",
      found: `there is no file ${files.join(" and no file ")}`,
      advice: 'Write the kubeconfig before this step, or give its content in the input "kubeconfig".',
    });
  }
  return Promise.all(present.map(readKubeconfigFile));
}

async function readKubeconfigFile(file: string): Promise<Kubeconfig> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (cause) {
    throw new Failure({
      attempted: `reading the kubeconfig ${file}`,
      found: cause instanceof Error ? cause.message : String(cause),
      advice: "Let the user that the runner works as read this file.",
      cause,
    });
  }
  if (text.trim() === "") {
    throw new Failure({
      attempted: `reading the kubeconfig ${file}`,
      found: "the file is empty",
      advice: "If a step wrote it from a secret, that secret was empty: check that the job is given it.",
    });
  }
  return parseKubeconfig(decodeBase64(text) ?? text, file, dirname(file));
}

function looksLikeKubeconfig(text: string): boolean {
  return (
    text.startsWith("{") ||
    /^\s*["']?(apiVersion|clusters|contexts|users|kind|current-context|preferences)["']?\s*:/m.test(text)
  );
}

function decodeBase64(text: string): string | undefined {
  const compact = text.replace(/\s+/g, "");
  if (compact.length < 40 || !/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) return undefined;
  const decoded = Buffer.from(compact, "base64").toString("utf8");
  return looksLikeKubeconfig(decoded) ? decoded : undefined;
}

function parseKubeconfig(text: string, origin: string, directory: string | undefined): Kubeconfig {
  const malformed = (found: string) =>
    new Failure({
      attempted: `reading ${origin === 'the input "kubeconfig"' ? origin : `the kubeconfig (${origin})`}`,
      found,
      advice:
        "A kubeconfig is YAML with clusters, users and contexts; `kubectl config view --raw --minify --flatten` prints one.",
    });
  // The parser's own messages quote the text around the error, which may be a credential.
  const document = parseDocument(text, { prettyErrors: true });
  const error = document.errors[0];
  if (error) throw malformed(`it is not YAML: ${error.code} in line ${error.linePos?.[0].line ?? "?"}`);
  const root: unknown = document.toJS();
  if (typeof root !== "object" || root === null || Array.isArray(root)) throw malformed("it is not a mapping");
  const { clusters, users, contexts, "current-context": current } = root as Record<string, unknown>;
  try {
    return {
      origin,
      clusters: newClusters(clusters).map((cluster) => withAbsolutePaths(cluster, directory)),
      users: newUsers(withTokenFiles(users)).map((user) => withAbsolutePaths(user, directory)),
      contexts: newContexts(contexts),
      currentContext: typeof current === "string" && current !== "" ? current : undefined,
    };
  } catch (cause) {
    throw malformed(cause instanceof Error ? cause.message : String(cause));
  }
}

/** `tokenFile` becomes the library's file authenticator, which reads it again; the loader would read it only once. */
function withTokenFiles(users: unknown): unknown {
  if (!Array.isArray(users)) return users;
  return users.map((entry: { user?: Record<string, unknown> }) => {
    const tokenFile = entry?.user?.tokenFile ?? entry?.user?.["token-file"];
    if (typeof tokenFile !== "string") return entry;
    const { "token-file": _, ...user } = entry.user ?? {};
    return { ...entry, user: { ...user, "auth-provider": { name: "tokenFile", config: { tokenFile } } } };
  });
}

function withAbsolutePaths<T extends Cluster | User>(entry: T, directory: string | undefined): T {
  const absolute = (path: unknown) =>
    typeof path === "string" && directory !== undefined && !isAbsolute(path) ? join(directory, path) : path;
  const copy: Record<string, unknown> = { ...entry };
  for (const key of ["caFile", "certFile", "keyFile"]) if (copy[key]) copy[key] = absolute(copy[key]);
  const exec = copy.exec as { command?: string } | undefined;
  if (exec?.command && /[/\\]/.test(exec.command)) copy.exec = { ...exec, command: absolute(exec.command) };
  const provider = copy.authProvider as { name?: string; config?: { tokenFile?: string } } | undefined;
  if (provider?.name === "tokenFile") {
    copy.authProvider = { ...provider, config: { tokenFile: absolute(provider.config?.tokenFile) } };
  }
  return copy as unknown as T;
}

/** The first file that names a thing wins, as in kubectl. */
function fromKubeconfigs(files: readonly Kubeconfig[], question: KubeconfigQuestion): Target {
  const origin = files.map((file) => file.origin).join(", ");
  const attempted = `choosing the context in ${origin}`;
  const contexts = files.flatMap((file) => file.contexts);
  const known =
    contexts.length === 0 ? "it has no contexts" : `there is ${contexts.map(({ name }) => name).join(", ")}`;
  const name = question.context || files.map((file) => file.currentContext).find((current) => current !== undefined);
  if (name === undefined) {
    throw new Failure({
      attempted,
      found: `it names no current-context, and the input "context" is empty; ${known}`,
      advice: 'Name one in the input "context".',
    });
  }
  const context = contexts.find((candidate) => candidate.name === name);
  if (!context) {
    throw new Failure({
      attempted,
      found: `there is no context ${name}; ${known}`,
      advice: question.context
        ? 'Correct the input "context".'
        : 'Correct its current-context, or name one in the input "context".',
    });
  }
  const cluster = files.flatMap((file) => file.clusters).find((candidate) => candidate.name === context.cluster);
  const user = files.flatMap((file) => file.users).find((candidate) => candidate.name === context.user);
  if (!cluster || (context.user && !user)) {
    throw new Failure({
      attempted,
      found: `the context ${name} names the ${cluster ? `user ${context.user}` : `cluster ${context.cluster}`}, which is not there`,
      advice: "Export the kubeconfig again, for example with `kubectl config view --raw --minify --flatten`.",
    });
  }
  return {
    context: name,
    namespace: question.namespace || context.namespace || "default",
    cluster,
    user: user ?? { name: "" },
    origin,
  };
}

async function fromServiceAccount(question: KubeconfigQuestion): Promise<Target | undefined> {
  const directory = question.serviceAccountDirectory ?? "/var/run/secrets/kubernetes.io/serviceaccount";
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = question.env;
  const tokenFile = join(directory, "token");
  if (!host || !port || !(await exists(tokenFile))) return undefined;
  if (question.context) {
    throw new Failure({
      attempted: `choosing the context ${question.context}`,
      found: "there is no kubeconfig: this pod's own service account would be used, which has no contexts",
      advice: 'Give the input "kubeconfig", or leave the input "context" empty.',
    });
  }
  const namespaceFile = join(directory, "namespace");
  const own = (await exists(namespaceFile)) ? (await readFile(namespaceFile, "utf8")).trim() : "";
  return {
    context: "in-cluster",
    namespace: question.namespace || own || "default",
    cluster: {
      name: "in-cluster",
      server: `https://${host.includes(":") ? `[${host}]` : host}:${port}`,
      caFile: join(directory, "ca.crt"),
      skipTLSVerify: false,
    },
    user: { name: "service account", authProvider: { name: "tokenFile", config: { tokenFile } } },
    origin: "in-cluster",
  };
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
