import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { actedCommands } from "../../contract/support/runner.ts";
import { rigEnvironment } from "../../rig/environment.ts";
import { type Door, openDoor } from "../image/registry-door.ts";
import { ordersImage, servingImage } from "../rollout/orders.ts";
import type { ActionRun } from "../rollout/run-action.ts";
import { kubectl } from "../support/kubectl.ts";
import { readyPodsOf, statesIn, verifiedService } from "./service.ts";
import { toldOnce } from "./told.ts";

// What a registry refuses, or does not answer: the runner's own view is a warning, the nodes' word decides.

const closing: (() => void)[] = [];
afterAll(() => {
  for (const close of closing) close();
});

let one: string;
let two: string;
let three: string;
beforeAll(async () => {
  [one, two, three] = await Promise.all([ordersImage("1"), ordersImage("2"), ordersImage("3")]);
});

const door = async (): Promise<Door> => openDoor((await rigEnvironment()).registry, (close) => closing.push(close));
const through = ({ host }: Door, image: string): string => image.replace(/^[^/]+/, host);
const put = (image: string) => ({ images: `rollout-test/orders=${image}` });
const warningsOf = ({ log }: ActionRun): string[] =>
  actedCommands(log).flatMap(({ command, line }) => (command === "warning" ? [line] : []));

function configWith({ host }: Door, auth: string): string {
  const folder = mkdtempSync(join(tmpdir(), "slipway-faults-"));
  writeFileSync(join(folder, "config.json"), JSON.stringify({ auths: { [host]: { auth } } }));
  return folder;
}

describe.concurrent("a registry", () => {
  it("that refuses ends the release at the nodes' first pull, and the old version serves on", async () => {
    const registry = await door();
    const place = await verifiedService("refuses", one);
    registry.become("refusing");
    const image = through(registry, two);
    const login = Buffer.from("ada:hush-hush").toString("base64");
    const run = await place.deploy(put(image), { run: "2", env: { DOCKER_CONFIG: configWith(registry, login) } });
    const told = await toldOnce(run, { outcome: "rolled-back", secrets: [login, "hush-hush"] });
    expect(warningsOf(run)).toEqual([
      expect.stringMatching(
        /could not be looked up before the release \(127\.0\.0\.1:\d+ refuses to show \S+ sha256:\S+ with the credentials from \S+ \(401\)/,
      ),
    ]);
    expect(told).toMatch(/the registry refuses the image \S+ of container orders: /);
    expect(told).toContain("imagePullSecrets");
    expect(told).toMatch(/It went back to what was revision 1, whose pods are ready/);
    expect(await servingImage(place.namespace)).toBe(one);
    expect(await readyPodsOf(place.namespace, one)).toBe(2);
    expect(await statesIn(place.namespace)).toEqual([
      ["rolled-back", image],
      ["verified", one],
    ]);
  });

  it("that the runner cannot reach is a warning where the nodes have the image", async () => {
    const registry = await door();
    const place = await verifiedService("has", one);
    const image = through(registry, two);
    await kubectl(["run", "pull", `--image=${image}`, "--restart=Never"], { namespace: place.namespace });
    await kubectl(["wait", "--for=condition=Ready", "pod/pull", "--timeout=300s"], { namespace: place.namespace });
    registry.become("closed");
    const run = await place.deploy(put(image), { run: "2" });
    expect(run.outputs).toMatchObject({ outcome: "succeeded", changed: "true", digest: image.split("@")[1] });
    expect(run.status).toBe(0);
    expect(warningsOf(run)).toEqual([expect.stringMatching(/127\.0\.0\.1:\d+ cannot be reached: .*nodes may still/)]);
  });

  it("that neither the runner nor the nodes reach fails with the nodes' words", async () => {
    const registry = await door();
    const place = await verifiedService("closed", one);
    registry.become("closed");
    const image = through(registry, three);
    const run = await place.deploy({ ...put(image), "start-grace": "1s" }, { run: "2" });
    const told = await toldOnce(run, { outcome: "rolled-back" });
    expect(warningsOf(run)).toHaveLength(1);
    expect(told).toMatch(/image \S+ of container orders /);
    expect(await servingImage(place.namespace)).toBe(one);
    expect(await readyPodsOf(place.namespace, one)).toBe(2);
  });
});
