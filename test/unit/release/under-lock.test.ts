import { expect, it } from "vitest";
import { underLock } from "../../../src/release/under-lock.ts";
import { serve } from "../kube/api-server.ts";

it("ends a change that is sent again and again once the lock is lost, and not what only reads", async () => {
  let down = true;
  const patience = { firstContactMs: 30_000, restartMs: 30_000 };
  const loopback = await serve((request, response) => {
    if (down) request.socket.destroy();
    else response.setHeader("content-type", "application/json").end('{"metadata":{"name":"a"}}');
  }, patience);
  const lost = new AbortController();
  const cluster = underLock(loopback.cluster, { lost: lost.signal });
  const object = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a", resourceVersion: "1" } };
  const reference = { apiVersion: "v1", kind: "ConfigMap", name: "a" };
  const changes = [
    cluster.create(object),
    cluster.replace(object),
    cluster.apply(object, { fieldManager: "x" }),
    cluster.patch(reference, "merge", {}),
    cluster.delete(reference),
  ];
  const ends = Promise.allSettled(changes);
  const read = cluster.get(reference);
  lost.abort(new Error("the lock is another's"));
  for (const end of await ends) expect(end).toMatchObject({ reason: { message: "the lock is another's" } });
  down = false;
  expect(await read).toEqual({ metadata: { name: "a" } });
  await loopback.close();
});
