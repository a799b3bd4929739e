import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { actedCommands } from "../../contract/support/runner.ts";
import { rigEnvironment } from "../../rig/environment.ts";
import { orders, ordersImage, service, servingImage, workspaceOf } from "../rollout/orders.ts";
import { runAction } from "../rollout/run-action.ts";
import { expectInert, hostile, markupIn } from "./hostile.ts";
import { verifiedService } from "./service.ts";
import { toldOnce } from "./told.ts";

// What a pod, a build and a service print is shown, and can only be read.

function workspaceWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "slipway-faults-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

describe.concurrent("hostile text", () => {
  it("in the log and the last message of a pod that crashes", async () => {
    const [one, two] = await Promise.all([ordersImage("1"), ordersImage("2")]);
    const place = await verifiedService("hostile", one);
    const crashes = orders({
      env: { ORDERS_EXIT_AT_ONCE: "true", ORDERS_PRINT_AT_START: hostile },
      container: { terminationMessagePolicy: "FallbackToLogsOnError" },
    });
    const run = await place.deploy(
      { image: two, "max-restarts": "1", "log-lines": "50" },
      { run: "2", workspace: workspaceOf(service, crashes) },
    );
    const told = await toldOnce(run, { outcome: "rolled-back" });
    expect(told).toMatch(/container orders ends with exit code \d+/);
    expect(run.log).toMatch(/last 50 log lines of pod orders-/);
    expect(run.summary).toContain("last 50 log lines of pod orders-");
    expectInert(run);
    expect(await servingImage(place.namespace)).toBe(one);
  });

  it("in the output of a build that fails", async () => {
    const rig = await rigEnvironment();
    const run = await runAction(
      "build-image",
      { image: `${rig.registry}/faults/hostile`, version: "1", "build-contexts": rig.buildContexts.join("\n") },
      {
        workspace: workspaceWith({
          Dockerfile: `FROM golang:1.26\nCOPY hostile.txt /hostile.txt\nRUN cat /hostile.txt && exit 3 # ${Date.now()}\n`,
          "hostile.txt": `${hostile}\n`,
        }),
      },
    );
    expect(await toldOnce(run)).toMatch(/building the image: the step .* ended with exit code 3/);
    expect(run.summary).toContain("last lines of the step");
    expectInert(run);
  });

  it("in the answer to a smoke test", async () => {
    const server = createServer((_, response) =>
      response.writeHead(500, { "x-hostile": "::error::not ours" }).end(hostile),
    );
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const suite =
      "deadline: 1s\nrequests:\n  - name: answers\n    path: /\n    expect: {status: 200, body: {contains: [fine]}}\n";
    const run = await runAction(
      "smoke-test",
      { suite: "smoke.yaml", url: `http://127.0.0.1:${port}`, junit: "junit.xml" },
      { workspace: workspaceWith({ "smoke.yaml": suite }) },
    );
    server.close();
    expect(await toldOnce(run)).toMatch(/1 of 1 requests failed/);
    expectInert(run);
  });

  it("would be caught if it acted", () => {
    expect(actedCommands(hostile).map(({ command }) => command)).toContain("set-output");
    expect(markupIn(hostile)).toEqual(expect.arrayContaining(["<script>", "@octocat", "0 <details>, 1 </details>"]));
    expect(markupIn("[a link](https://evil.example)")).toHaveLength(1);
    expect(
      markupIn("```text\n<script>\n```\n\\<b> `<i>` &lt;u&gt; <details><summary>a</summary>\n\n</details>"),
    ).toEqual([]);
  });
});
