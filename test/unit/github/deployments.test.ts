// Is the newest deployment of an environment found, and is what is not known told as such?

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { lastDeployment } from "../../../src/github/deployments.ts";
import { never } from "../image/support.ts";

let server: Server | undefined;
afterEach(() => server?.close());

/** What stands in for api.github.com, with the answers that its documentation shows. */
async function ask(deployments: unknown, statuses: unknown, { code = 200, token = "good" } = {}) {
  const seen: string[] = [];
  const answers = createServer((request, response) => {
    seen.push(request.url ?? "");
    const body = request.url?.includes("/statuses") ? statuses : deployments;
    response.writeHead(code, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  server = answers;
  await new Promise<void>((listening) => answers.listen(0, "127.0.0.1", listening));
  const env = { GITHUB_API_URL: `http://127.0.0.1:${(answers.address() as AddressInfo).port}` };
  const answer = await lastDeployment("production", { repository: "acme/orders", token, env, signal: never });
  return { answer, seen };
}

const newest = {
  id: 42,
  sha: "abc",
  environment: "production",
  url: "https://api.github.com/repos/acme/orders/deployments/42",
};

describe("the newest deployment", () => {
  it("is the first that GitHub lists, in the state of its newest status", async () => {
    const { answer, seen } = await ask([newest], [{ state: "success" }]);
    const { url, sha: commit } = newest;
    expect(answer).toEqual({ kind: "seen", value: { environment: "production", commit, state: "success", url } });
    expect(seen).toEqual([
      "/repos/acme/orders/deployments?environment=production&per_page=1",
      "/repos/acme/orders/deployments/42/statuses?per_page=1",
    ]);
  });

  it("has the state none before its first status", async () => {
    expect((await ask([newest], [])).answer).toMatchObject({ value: { state: "none" } });
  });

  it("may not be there at all", async () => {
    expect((await ask([], [])).answer).toEqual({ kind: "seen", value: "none" });
  });

  it("is unknown without a token, and without the permission", async () => {
    const refused = { message: "Resource not accessible by integration" };
    expect((await ask(refused, refused, { code: 403 })).answer).toEqual({
      kind: "unknown",
      reason: 'GitHub answers 403: give the job "permissions: deployments: read"',
    });
    const { answer, seen } = await ask([newest], [], { token: "" });
    expect(answer).toMatchObject({ kind: "unknown", reason: expect.stringContaining("github-token") });
    expect(seen).toEqual([]);
  });
});
