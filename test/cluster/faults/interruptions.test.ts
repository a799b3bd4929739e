import type { ChildProcess } from "node:child_process";
import { beforeAll, describe, expect, it } from "vitest";
import { deploymentIn, ordersImage, recordIn, servingImage } from "../rollout/orders.ts";
import { askedFor, good, objectsIn, readyPodsOf, statesIn, type TestService, verifiedService } from "./service.ts";
import { toldOnce } from "./told.ts";

// A release that is not alone, or that is cut off in its middle: what is there then, and who finishes it?

let one: string;
let two: string;
let three: string;
beforeAll(async () => {
  [one, two, three] = await Promise.all([ordersImage("1"), ordersImage("2"), ordersImage("3")]);
});

/** As the runner cancels a step (https://docs.github.com/actions/reference/workflow-cancellation-reference). */
function cancelAsTheRunner(child: ChildProcess): void {
  child.kill("SIGINT");
  const terminate = setTimeout(() => child.kill("SIGKILL"), 7_000);
  child.once("exit", () => clearTimeout(terminate));
}

/** What cannot differ however a service came to where it is: what is asked for, and what runs. */
async function endStateOf({ namespace }: TestService, image: string) {
  return { spec: await askedFor(namespace), ready: await readyPodsOf(namespace, image) };
}

describe.concurrent("a second release while the first one runs", () => {
  it("is refused with who holds the lock, and touches nothing", async () => {
    const place = await verifiedService("held", one);
    const first = await place.begin(two, "2");
    const before = await objectsIn(place.namespace);
    const told = await toldOnce(await place.deploy({ image: three }, { run: "3" }));
    expect(told).toMatch(
      /taking the lock of Deployment orders: it is held by 2-1\/\w+ since \S+ for the release of \S+: https:\S+\/runs\/2/,
    );
    expect(told).toMatch(/Wait for that run to end and run this one again, or start the rollback workflow/);
    expect(await objectsIn(place.namespace)).toEqual(before);
    cancelAsTheRunner(first.child);
    await first.ended;
  });
});

describe.concurrent("a release that is cancelled in its middle", () => {
  it("is taken back before the runner's time is over, and its way back is in the record for whoever comes next", async () => {
    const place = await verifiedService("cancelled", one);
    const before = (await deploymentIn(place.namespace)).spec.template;
    const release = await place.begin(two, "2");
    cancelAsTheRunner(release.child);
    const run = await release.ended;

    // Without the post step: as on a runner that is gone.
    const told = await toldOnce(run, { outcome: "aborted" });
    expect(told).toMatch(/releasing \S+ to Deployment \S+: it was cancelled \(SIGINT\)/);
    expect(run.outputs).toMatchObject({ changed: "true", reason: expect.stringContaining("cancelled (SIGINT)") });
    expect((await deploymentIn(place.namespace)).spec.template).toEqual(before);
    expect(await readyPodsOf(place.namespace, one)).toBe(2);
    const [aborted] = (await recordIn(place.namespace)).releases;
    expect(aborted?.image).toBe(two);
    expect(["rolling-back", "aborted"]).toContain(aborted?.state);
    expect(aborted?.endsAs).toBe("aborted");

    const next = await place.deploy({ image: three }, { run: "3" });
    expect(next.outputs).toMatchObject({ outcome: "succeeded", changed: "true" });
    expect(await statesIn(place.namespace)).toEqual([
      ["promoted", three],
      ["aborted", two],
      ["verified", one],
    ]);
    expect(await readyPodsOf(place.namespace, three)).toBe(2);
  });
});

// Both wait for the minute after which a lock without a sign of life is taken over: side by side.
describe.concurrent("a release whose runner dies in its middle", () => {
  it("leaves its lock for a minute, then the next run takes its place, as if it had never been", async () => {
    const [place, undisturbed] = await Promise.all([
      verifiedService("killed", one),
      verifiedService("undisturbed", one),
    ]);
    const release = await place.begin(two, "2");
    release.child.kill("SIGKILL");
    await release.ended;
    expect(await statesIn(place.namespace)).toMatchObject([
      ["releasing", two],
      ["verified", one],
    ]);
    expect(await readyPodsOf(place.namespace, one)).toBe(2);

    const [next] = await Promise.all([
      place.deploy({ image: three, "wait-for-lock": "200s" }, { run: "3" }),
      undisturbed.deploy({ image: three }, { run: "3" }),
    ]);
    expect(next.log).toMatch(/Taking the lock over: it is held by 2-1\/.*showed no sign of life any more/);
    expect(next.log).toContain("was left releasing by a run that is over");
    expect(next.outputs).toMatchObject({ outcome: "succeeded", changed: "true", "previous-digest": one.split("@")[1] });
    expect(await endStateOf(place, three)).toEqual(await endStateOf(undisturbed, three));
    expect(await statesIn(place.namespace)).toEqual([
      ["promoted", three],
      ["aborted", two],
      ["verified", one],
    ]);
  });

  it("is settled by another job, as if it had never been", async () => {
    const place = await verifiedService("settled", one);
    const before = await endStateOf(place, one);
    const release = await place.begin(two, "2");
    release.child.kill("SIGKILL");
    await release.ended;

    const settle = { operation: "settle", "wait-for-lock": "200s" };
    const run = await place.deploy(settle, { run: "2", workspace: good });
    expect(run.outputs).toMatchObject({ outcome: "succeeded", changed: "true", digest: one.split("@")[1] });
    expect(run.status).toBe(0);
    expect(await endStateOf(place, one)).toEqual(before);
    expect(await servingImage(place.namespace)).toBe(one);
    expect(await statesIn(place.namespace)).toEqual([
      ["aborted", two],
      ["verified", one],
    ]);
    // What was cut off did nothing wrong: it may be released again.
    const again = await place.deploy({ image: two }, { run: "3" });
    expect(again.outputs, again.log).toMatchObject({ outcome: "succeeded" });
  });
});
