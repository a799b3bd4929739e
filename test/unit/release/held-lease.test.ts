// Is a lock held through a time in which the server does not answer?

import type { IncomingMessage } from "node:http";
import { afterEach, expect, it, vi } from "vitest";
import { acquireLock, type Lock } from "../../../src/release/lock.ts";
import { manualClock } from "../../cluster/release/clocks.ts";
import { recordLog } from "../image/support.ts";
import { json, type Loopback, serve, status } from "../kube/api-server.ts";

const workload = { apiVersion: "apps/v1", kind: "Deployment", name: "orders", namespace: "shop" };
const signal = new AbortController().signal;
const clock = manualClock();
let loopback: Loopback | undefined;
let lock: Lock | undefined;
afterEach(async () => {
  await lock?.release();
  await loopback?.close();
});

it("changes nothing meanwhile, goes on once it answers, and gives up where it never does", async () => {
  let lease: { metadata: { resourceVersion: string } } | undefined;
  let version = 0;
  let isAway = false;
  loopback = await serve(
    async (request, response) => {
      if (isAway) return request.socket.destroy();
      if (request.method === "GET" && request.url?.includes("watch=true"))
        return json(response, 403, status(403, "no"));
      if (request.method === "GET" && lease === undefined) return json(response, 404, status(404, "NotFound"));
      if (request.method !== "GET") {
        const body = JSON.parse(await textOf(request)) as NonNullable<typeof lease>;
        const isStale = lease !== undefined && body.metadata.resourceVersion !== lease.metadata.resourceVersion;
        if (isStale) return json(response, 409, status(409, "Conflict"));
        lease = { ...body, metadata: { ...body.metadata, resourceVersion: String(++version) } };
      }
      return json(response, 200, lease);
    },
    { firstContactMs: 30_000, restartMs: 120_000 },
  );
  const log = recordLog();
  const { cluster } = loopback;
  lock = await acquireLock(cluster, workload, { holder: "one-1", reason: "release", signal, log, clock });
  const held = lock;

  isAway = true;
  const untilDoubt = () =>
    vi.waitFor(
      () => {
        clock.advance(500);
        expect(held.lost.aborted).toBe(true);
      },
      { timeout: 30_000, interval: 1 },
    );
  await untilDoubt();
  expect(() => held.check()).toThrow(/could not be renewed in time/);
  expect(held.signal.aborted, "it may be held still").toBe(false);
  const sure = held.sure(signal);
  isAway = false;
  const isHeld = () => vi.waitFor(() => held.check() ?? true, { timeout: 5_000, interval: 10 }).catch(() => false);
  // The clock stands still while the server is asked, however busy the machine is.
  do clock.advance(2_000);
  while (!(await isHeld()));
  expect(await sure).toBe(true);
  expect(held.lost.aborted).toBe(false);
  expect(lease).toMatchObject({ spec: { holderIdentity: expect.stringContaining("one-1/") } });

  isAway = true;
  await untilDoubt();
  const never = held.sure(signal);
  never.catch(() => undefined);
  await vi.waitFor(
    () => {
      clock.advance(2_000);
      expect(held.signal.aborted).toBe(true);
    },
    { timeout: 30_000, interval: 1 },
  );
  await expect(never).rejects.toThrow(/could not be renewed in time/);
  isAway = false;
});

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const part of request) text += part;
  return text;
}
