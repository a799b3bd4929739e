// Does the connection go where the inputs say, and nowhere else?

import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect } from "../../../src/kube/connect.ts";
import { resolveTarget } from "../../../src/kube/kubeconfig.ts";
import { Failure } from "../../../src/report/failure.ts";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "slipway-connect-"));
});
afterAll(() => rm(directory, { recursive: true }));

const KUBECONFIG = `apiVersion: v1
kind: Config
current-context: staging
clusters:
- {name: a, cluster: {server: "https://a.example:6443/"}}
- {name: b, cluster: {server: "https://b.example:6443"}}
users:
- {name: ada, user: {token: ada-token-1234}}
- {name: bob, user: {username: bob, password: hunter22, client-key-data: ${Buffer.from("-----BEGIN PRIVATE KEY-----\nMIIabcdefghijklmnop\n-----END PRIVATE KEY-----\n").toString("base64")}}}
contexts:
- {name: staging, context: {cluster: a, user: ada, namespace: shop}}
- {name: production, context: {cluster: b, user: bob}}
- {name: broken, context: {cluster: c, user: ada}}
`;

/** Valid on 2020-01-01 only; its key was thrown away. */
const EXPIRED_CERTIFICATE =
  "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSEhNSHVnQXdJQkFnSUJBVEFGQmdNclpYQXdEakVNTUFvR0ExVUVBeE1EWVdSaE1CNFhEVEl3TURFd01UQXcKTURBd01Gb1hEVEl3TURFd01qQXdNREF3TUZvd0RqRU1NQW9HQTFVRUF4TURZV1JoTUNvd0JRWURLMlZ3QXlFQQoyejBWbUpobW92WXl0a3FaWHo0MnBmTUl6ZHdWb2IrcTVER2p3SDBVK2d3d0JRWURLMlZ3QTBFQW9hczFpSi9xCmlydWJmYkdjU1FGQXdBZVdQMUNJRTZ3Q1JLQTZGcmp0ZktMZmZQTEhOSFdqT015K3lWYVdldzd5Sm1pMjRUSUIKdUZxVENnV3JKbFY0QUE9PQotLS0tLUVORCBDRVJUSUZJQ0FURS0tLS0tCg==";

describe("which cluster is meant", () => {
  it.each([
    { what: "the content", input: KUBECONFIG },
    { what: "its base64", input: Buffer.from(KUBECONFIG).toString("base64") },
    { what: "its base64 in lines of 76", input: Buffer.from(KUBECONFIG).toString("base64").replace(/.{76}/g, "$&\n") },
  ])("is read from $what", async ({ input }) => {
    const cluster = await open({ kubeconfig: input });
    expect(cluster).toMatchObject({ server: "https://a.example:6443", context: "staging", namespace: "shop" });
  });

  it("is read from a path, with the paths in it taken from its folder", async () => {
    await writeFile(join(directory, "token"), "from-file-token\n");
    const file = join(directory, "config");
    await writeFile(file, KUBECONFIG.replace("token: ada-token-1234", "tokenFile: token"));
    expect(await open({ kubeconfig: file })).toMatchObject({ context: "staging" });
    const target = await resolveTarget({ kubeconfig: file, env: {}, mask: () => undefined });
    expect(target.user.authProvider).toMatchObject({ config: { tokenFile: join(directory, "token") } });
  });

  it("is read from the files of KUBECONFIG, the first that names a thing winning, absent files passed over", async () => {
    const first = join(directory, "first");
    const second = join(directory, "second");
    await writeFile(first, "clusters:\n- {name: a, cluster: {server: 'https://first.example'}}\n");
    await writeFile(second, KUBECONFIG);
    const cluster = await open({ env: { KUBECONFIG: `${directory}/absent:${first}:${second}` } });
    expect(cluster).toMatchObject({ server: "https://first.example", context: "staging" });
  });

  it("is the pod's own without a kubeconfig", async () => {
    await writeFile(join(directory, "namespace"), "runners");
    await writeFile(join(directory, "token"), "pod-token");
    const target = await resolveTarget({
      env: { KUBERNETES_SERVICE_HOST: "fd00::1", KUBERNETES_SERVICE_PORT: "443" },
      serviceAccountDirectory: directory,
      mask: () => undefined,
    });
    expect(target).toMatchObject({
      context: "in-cluster",
      namespace: "runners",
      cluster: { server: "https://[fd00::1]:443" },
    });
  });

  it("is none where the kubeconfig is empty and the runner's own credentials are not to be used", async () => {
    const file = join(directory, "own");
    await writeFile(file, KUBECONFIG);
    await writeFile(join(directory, "token"), "pod-token");
    const pod = { KUBERNETES_SERVICE_HOST: "10.0.0.1", KUBERNETES_SERVICE_PORT: "443" };
    for (const env of [{ KUBECONFIG: file }, pod]) {
      const question = { kubeconfig: "", env, serviceAccountDirectory: directory, mask: () => undefined };
      expect(await resolveTarget(question)).toBeDefined();
      await expect(resolveTarget({ ...question, runnerCredentials: false })).rejects.toThrow(
        /"kubeconfig" is empty.*reusable workflow sees an empty text.*runner-credentials: true/s,
      );
    }
    const given = { kubeconfig: KUBECONFIG, env: pod, mask: () => undefined, runnerCredentials: false };
    expect(await resolveTarget(given)).toMatchObject({ context: "staging" });
  });

  it("follows the inputs context and namespace", async () => {
    const cluster = await open({ kubeconfig: KUBECONFIG, context: "production", namespace: "n" });
    expect(cluster).toMatchObject({ server: "https://b.example:6443", context: "production", namespace: "n" });
  });

  it.each([
    {
      what: "nothing is given",
      inputs: {},
      says: /reusable workflow sees an empty text.*secrets: inherit.*environment:/s,
    },
    { what: "the secret is empty", inputs: { kubeconfig: "  \n" }, says: /reusable workflow sees an empty text/ },
    {
      what: "no file of KUBECONFIG exists",
      inputs: { env: { KUBECONFIG: "/absent" } },
      says: /there is no file \/absent/,
    },
    {
      what: "the path does not exist",
      inputs: { kubeconfig: "./absent.yaml" },
      says: /there is no file \.\/absent\.yaml/,
    },
    {
      what: "the YAML is malformed",
      inputs: { kubeconfig: "apiVersion: v1\nusers: [{token: geheim" },
      says: /not YAML: \w+ in line \d/,
    },
    {
      what: "an entry lacks its server",
      inputs: { kubeconfig: "clusters: [{name: a, cluster: {}}]" },
      says: /clusters\[0\]\.cluster\.server is missing/,
    },
    {
      what: "there is no such context",
      inputs: { kubeconfig: KUBECONFIG, context: "prod" },
      says: /no context prod; there is staging, production, broken/,
    },
    {
      what: "no context is chosen",
      inputs: { kubeconfig: KUBECONFIG.replace(/current.*\n/, "") },
      says: /no current-context.*staging/s,
    },
    {
      what: "a context names no cluster",
      inputs: { kubeconfig: KUBECONFIG, context: "broken" },
      says: /the cluster c, which is not there/,
    },
    {
      what: "the server is no URL",
      inputs: { kubeconfig: KUBECONFIG.replace("https://a.example:6443/", "a.example") },
      says: /"a\.example".*no URL/,
    },
    {
      what: "a file that it names is missing",
      inputs: { kubeconfig: KUBECONFIG.replace("server:", "certificate-authority: /absent.crt, server:") },
      says: /absent\.crt.*ENOENT.*--flatten/,
    },
    {
      what: "the token is expired",
      inputs: { kubeconfig: KUBECONFIG.replace("ada-token-1234", jwt(1_700_000_000)) },
      says: /token of the user ada expired at 2023-11-14/,
    },
  ])("is a clear failure where $what", async ({ inputs, says }) => {
    const error = await open(inputs).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(Failure);
    expect((error as Failure).message).toMatch(says);
  });

  it("quotes nothing of a text that may be a secret", async () => {
    for (const secret of ["c3VwZXItc2VjcmV0LXRva2VuLXZhbHVl", "eyJhbGciOi.J9eyJzdWIi.abc", "users: [{token: geheim"]) {
      const error = (await open({ kubeconfig: secret }).catch((cause: unknown) => cause)) as Failure;
      expect(error).toBeInstanceOf(Failure);
      expect(error.message).not.toContain(secret.slice(-8));
    }
  });

  it("refuses an expired client certificate before it asks the server", async () => {
    const user = `client-certificate-data: ${EXPIRED_CERTIFICATE}`;
    await expect(open({ kubeconfig: KUBECONFIG.replace("token: ada-token-1234", user) })).rejects.toThrow(
      /client certificate of the user ada expired/,
    );
  });
});

describe("credentials", () => {
  it("are masked, decoded and line by line too, before anything can print them", async () => {
    const masked: string[] = [];
    await open({ kubeconfig: KUBECONFIG, context: "production", mask: (secret) => masked.push(secret) });
    expect(masked).toEqual(
      expect.arrayContaining(["hunter22", Buffer.from("bob:hunter22").toString("base64"), "MIIabcdefghijklmnop"]),
    );
    await open({ kubeconfig: KUBECONFIG, mask: (secret) => masked.push(secret) });
    expect(masked).toContain("ada-token-1234");
  });

  it("of a plugin are kept until they expire, run once for requests that start together, and renewed after a 401", async () => {
    const runs = join(directory, "runs");
    const plugin = await script(`echo "$KUBERNETES_EXEC_INFO" >> ${runs}
n=$(wc -l < ${runs})
echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"plugin-token-'$n'","expirationTimestamp":"2099-01-01T00:00:00Z"}}'`);
    const tokens: string[] = [];
    const server = createServer((request, response) => {
      tokens.push(request.headers.authorization ?? "");
      const good = request.headers.authorization === "Bearer plugin-token-2" || tokens.length < 3;
      response.writeHead(good ? 200 : 401).end("{}");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const masked: string[] = [];
    const cluster = await open({
      kubeconfig: withPlugin(plugin, server.address() as AddressInfo),
      mask: (secret) => masked.push(secret),
    });
    await Promise.all([cluster.request("GET", "/version"), cluster.request("GET", "/version")]);
    expect(tokens).toEqual(["Bearer plugin-token-1", "Bearer plugin-token-1"]);
    await cluster.request("GET", "/version");
    expect(tokens.slice(2)).toEqual(["Bearer plugin-token-1", "Bearer plugin-token-2"]);
    expect(masked).toEqual(expect.arrayContaining(["plugin-token-1", "plugin-token-2"]));
    const info: unknown = JSON.parse((await readFile(runs, "utf8")).split("\n")[0] ?? "");
    expect(info).toMatchObject({ kind: "ExecCredential", spec: { interactive: false } });
    await cluster.close();
    server.close();
  });

  it.each([
    { what: "is not installed", body: undefined, says: /no such program/ },
    { what: "fails", body: "echo 'login first' >&2; exit 3", says: /gave no credential/ },
  ])("of a plugin that $what are a clear failure", async ({ body, says }) => {
    const plugin = body === undefined ? "/absent/plugin" : await script(body);
    const cluster = await open({ kubeconfig: withPlugin(plugin, { port: 1 }) });
    const error = (await cluster.request("GET", "/version").catch((cause: unknown) => cause)) as Failure;
    expect(error).toBeInstanceOf(Failure);
    expect(error.message).toMatch(says);
    if (body) expect(error.evidence[0]?.text).toBe("login first");
  });
});

function open(inputs: {
  kubeconfig?: string;
  context?: string;
  namespace?: string;
  env?: NodeJS.ProcessEnv;
  mask?: (secret: string) => void;
}) {
  return connect({ env: {}, tempDirectory: directory, mask: () => undefined, ...inputs });
}

function jwt(exp: number): string {
  return `eyJhbGciOiJub25lIn0.${Buffer.from(JSON.stringify({ exp })).toString("base64url")}.c2ln`;
}

async function script(body: string): Promise<string> {
  const file = join(directory, `plugin-${Math.random()}`);
  await writeFile(file, `#!/bin/sh\n${body}\n`);
  await chmod(file, 0o755);
  return file;
}

function withPlugin(command: string, { port }: { port: number }): string {
  return JSON.stringify({
    clusters: [{ name: "a", cluster: { server: `http://127.0.0.1:${port}` } }],
    users: [
      {
        name: "ada",
        user: { exec: { apiVersion: "client.authentication.k8s.io/v1", command, interactiveMode: "Never" } },
      },
    ],
    contexts: [{ name: "a", context: { cluster: "a", user: "ada" } }],
    "current-context": "a",
  });
}
