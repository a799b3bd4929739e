// How soon is a service back on what served before?

import { setTimeout as sleep } from "node:timers/promises";
import { blueGreen } from "../src/rollout/blue-green/blue-green.ts";
import type { TracksRequest } from "../src/rollout/tracks/tracks-request.ts";
import { orders, ordersImage } from "../test/cluster/rollout/orders.ts";
import { nodePort, type TestService, testService, users } from "../test/cluster/rollout/tracks.ts";
import { kubectl } from "../test/cluster/support/kubectl.ts";
import { type Figure, medianResult, type Result } from "./figure.ts";
import { watchStatus } from "./support/watch-status.ts";

const repetitions = 5;
const port = 30_014;
const limits = { blueGreen: 1_000, rolling: 100 };

/**
 * Blue-green: from the call of the rollback to the last answer of the version that is left, on new connections through a
 * NodePort. Rolling: from the call to its end, beside `kubectl rollout undo` and `kubectl rollout status` of the same two
 * templates, each timed beyond the event that completes the rollout (a watch of its own sees it).
 */
export const figure: Figure = {
  name: "rollback",
  async run(progress) {
    progress("building two versions");
    const images = await Promise.all([ordersImage("1"), ordersImage("2")]);
    const blueGreenSamples = await measureBlueGreen(images, progress);
    const { ours, kubectl: peer } = await measureRolling(images, progress);
    const results: Result[] = [
      medianResult({
        name: "blue-green rollback, until the last answer of the version that is left",
        unit: "ms",
        limit: limits.blueGreen,
        samples: blueGreenSamples,
      }),
      medianResult({
        name: "rolling rollback, end after the rollout itself is complete",
        unit: "ms",
        limit: limits.rolling,
        samples: ours,
      }),
      medianResult({
        name: "kubectl rollout undo and status, end after the rollout itself is complete",
        unit: "ms",
        samples: peer,
      }),
    ];
    return results;
  },
};

const tracks: TracksRequest = {
  strategy: blueGreen({ slots: [], slotKey: "", previewReplicas: undefined, steps: [], overlapping: false }),
  services: [],
  router: "service",
  route: [],
  header: undefined,
  settleTime: 1_000,
  interrupted: "resume",
  room: "require",
  overlapping: false,
  scaleDownDelay: undefined,
};

async function measureBlueGreen(
  [one, two]: readonly [string, string],
  progress: (line: string) => void,
): Promise<number[]> {
  const shop = await testService("bench");
  const samples: number[] = [];
  try {
    const objects = [orders({ replicas: 3 }), nodePort(port)];
    await release(shop, one, objects, "first", tracks);
    for (let turn = 1; turn <= repetitions; turn++) {
      progress(`blue-green ${turn} of ${repetitions}`);
      await release(shop, two, objects, `turn${turn}`, tracks);
      const client = users(port);
      await client.sees("2");
      const asked = performance.now();
      const ended = shop.rollBack();
      await client.sees("1");
      const back = await ended;
      if (back.outcome !== "succeeded") throw new Error(back.reason);
      await client.stop();
      if (client.failures.length > 0) throw new Error(`requests failed: ${client.failures.join(", ")}`);
      const last = client.answers.findLast(({ version }) => version === "2");
      samples.push((last?.at ?? asked) - asked);
    }
    return samples;
  } finally {
    await shop.close();
  }
}

async function measureRolling(
  [one, two]: readonly [string, string],
  progress: (line: string) => void,
): Promise<{ ours: number[]; kubectl: number[] }> {
  const shop = await testService("bench");
  const ours: number[] = [];
  const peer: number[] = [];
  const { namespace } = shop;
  const objects = [orders({ replicas: 3 })];
  try {
    await release(shop, one, objects, "first", undefined);
    for (let turn = 1; turn <= repetitions; turn++) {
      progress(`rolling ${turn} of ${repetitions}`);
      await release(shop, two, objects, `ours${turn}`, undefined);
      ours.push(
        await beyondTheRollout(namespace, async () => {
          const back = await shop.rollBack();
          if (back.outcome !== "succeeded") throw new Error(back.reason);
        }),
      );
      await release(shop, two, objects, `peer${turn}`, undefined);
      peer.push(
        await beyondTheRollout(namespace, async () => {
          await kubectl(["rollout", "undo", "deployment/orders"], { namespace });
          await kubectl(["rollout", "status", "deployment/orders"], { namespace });
        }),
      );
      // What kubectl has undone is undone for the record too.
      await release(shop, one, objects, `again${turn}`, undefined);
    }
    return { ours, kubectl: peer };
  } finally {
    await shop.close();
  }
}

async function release(
  shop: TestService,
  image: string,
  objects: readonly object[],
  run: string,
  using: TracksRequest | undefined,
): Promise<void> {
  const { outcome, reason } = await shop.release(image, { run, objects, tracks: using });
  if (outcome !== "succeeded") throw new Error(reason);
  if ((await shop.record()).releases[0]?.state === "promoted") await shop.confirm(run);
}

/** How long after the event that completes the Deployment's status the act ended. */
async function beyondTheRollout(namespace: string, act: () => Promise<void>): Promise<number> {
  const watch = await watchStatus(namespace);
  try {
    await watch.seen;
    await act();
    const endedAt = performance.now();
    return endedAt - (await Promise.race([watch.complete, sleep(2_000, Number.NaN)]));
  } finally {
    await watch.stop();
  }
}
