import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readLayout } from "../../../src/image/content/layout.ts";
import { pushBlobs } from "../../../src/image/push-blobs.ts";
import { openSession } from "../../../src/image/registry-session.ts";
import { memoryRegistry } from "./memory-registry.ts";
import { writeLayout } from "./oci-layout.ts";
import { never } from "./support.ts";

let folder: string;
let server: Server;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slipway-blobs-"));
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

it("asks whether a blob is there that nobody can have pushed only where sending it broke", async () => {
  await writeLayout(folder);
  const [layer] = (await readLayout(folder)).platforms[0]?.layers ?? [];
  if (layer === undefined) throw new Error("no layer");
  let left = 1;
  const registry = memoryRegistry();
  server = createServer((request, response) => {
    // The first sending of its bytes arrives, and its answer does not.
    if (request.method === "PUT" && left-- > 0)
      registry.answer(request, Object.assign(response, { end: () => response.destroy() }));
    else registry.answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const place = { registry: `127.0.0.1:${(server.address() as AddressInfo).port}`, path: "acme/orders" };
  const env = { DOCKER_CONFIG: folder };
  const session = openSession(place, { env, signal: never, access: "pull,push", attempts: 2 });
  const pushed = await pushBlobs(session, folder, [layer], undefined, new Map(), new Set([layer.digest]));
  session.close();
  expect(pushed).toEqual({ sent: 0, reused: layer.size });
  expect(registry.asked.map((one) => one.split(" ")[0])).toEqual(["POST", "PUT", "HEAD"]);
});
