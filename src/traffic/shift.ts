// How does a split get into the user's route, and out of it again?

import { isDeepStrictEqual } from "node:util";
import { describeObject, type KubeObject, referenceTo } from "../kube/object.ts";
import { explainRefusal } from "../kube/refusal.ts";
import { changeObject, giveOwnershipBack, readObject, readRequired, routeGone } from "./change-object.ts";
import { isMadeFor } from "./companion.ts";
import {
  type HeaderShare,
  type ObservedTraffic,
  type Router,
  routerManager,
  type SavedTraffic,
  type Share,
  type Split,
  type TrafficContext,
} from "./router.ts";
import { routers } from "./routers.ts";

/**
 * Makes what the split needs beside the user's objects, with all weight on stable.
 * Whether anything was made: the proxy has to see it (`router-settle`) before the first weight points to it.
 */
export async function prepareRoute(saved: SavedTraffic, context: TrafficContext): Promise<boolean> {
  const there = await Promise.all(saved.companions.map((object) => readObject(referenceTo(object), context)));
  await applyCompanions(saved, { weight: 0 }, context);
  return there.some((object) => object === undefined);
}

/** Puts the split into the route. Doing it again changes nothing. @throws Failure where an object of the route is gone. */
export async function setWeight(saved: SavedTraffic, split: Split, context: TrafficContext): Promise<void> {
  const router: Router = routers[saved.router];
  await applyCompanions(saved, split, context);
  for (const one of saved.objects) {
    if (router.readOnly) await readRequired(one.reference, context);
    else {
      const live = await changeObject(one.reference, context, (object) =>
        router.split(router.giveBack(object, saved.target, one.parts), saved.target, split),
      );
      if (live === undefined) throw routeGone(one.reference);
    }
  }
}

/** The split that the cluster holds now. What the proxy does with it, it does within `router-settle`. */
export async function observeTraffic(saved: SavedTraffic, context: TrafficContext): Promise<ObservedTraffic> {
  const router: Router = routers[saved.router];
  const shares: { readonly name: string; readonly share: Share }[] = [];
  for (const { reference } of saved.objects) {
    const object = await readObject(reference, context);
    if (object === undefined) return { kind: "gone", reference };
    shares.push({ name: describeObject(object), share: router.share(object, saved.target) });
  }
  for (const companion of saved.companions) {
    const object = await readObject(referenceTo(companion), context);
    const share = object === undefined ? "untouched" : router.share(object, saved.target);
    shares.push({ name: describeObject(companion), share });
  }
  return combined(shares);
}

/**
 * Gives the user's objects back exactly as they were, in the weighted parts alone, with the owners of their
 * fields; objects of ours stay, with all weight on stable, until `cleanUpRoute`.
 */
export async function restoreRoute(saved: SavedTraffic, context: TrafficContext): Promise<void> {
  const router: Router = routers[saved.router];
  for (const { reference, parts, owners } of router.readOnly ? [] : saved.objects) {
    const restored = await changeObject(reference, context, (live) => router.giveBack(live, saved.target, parts));
    if (restored !== undefined) await giveOwnershipBack(restored, owners, context);
    else context.log.warning(`${describeObject(reference)} is gone: there is no weight to take out of it.`);
  }
  for (const companion of saved.companions) {
    const live = await readObject(referenceTo(companion), context);
    if (live !== undefined && isMadeFor(live, saved.target))
      await applyCompanion(companion, saved, { weight: 0 }, context);
  }
}

/** Removes the objects of ours. After `restoreRoute`, and not before the proxy has taken that over. */
export async function cleanUpRoute(saved: SavedTraffic, context: TrafficContext): Promise<void> {
  for (const companion of saved.companions) {
    const reference = referenceTo(companion);
    const live = await readObject(reference, context);
    if (live === undefined || !isMadeFor(live, saved.target)) continue;
    await context.cluster
      .delete(reference, { uid: live.metadata.uid, signal: context.signal })
      .catch((error: unknown) => {
        throw explainRefusal(error, `removing ${describeObject(reference)}`);
      });
  }
}

async function applyCompanions(saved: SavedTraffic, split: Split, context: TrafficContext): Promise<void> {
  for (const companion of saved.companions) await applyCompanion(companion, saved, split, context);
}

async function applyCompanion(companion: KubeObject, saved: SavedTraffic, split: Split, context: TrafficContext) {
  const body = routers[saved.router].split(companion, saved.target, split);
  await context.cluster
    .apply(body, { fieldManager: routerManager, force: true, signal: context.signal })
    .catch((error: unknown) => {
      throw explainRefusal(error, `applying ${describeObject(companion)}`);
    });
}

function combined(shares: readonly { readonly name: string; readonly share: Share }[]): ObservedTraffic {
  const headers = shares.flatMap(({ share }) => (isHeaderAlone(share) ? [share.header] : []));
  const telling = shares.filter(({ share }) => share !== "silent" && !isHeaderAlone(share));
  const [first] = telling;
  if (first === undefined || first.share === "silent" || isHeaderAlone(first.share)) return { kind: "untouched" };
  const other =
    telling.find(({ share }) => !isDeepStrictEqual(share, first.share)) ??
    shares.find(({ share }) => isHeaderAlone(share) && !isDeepStrictEqual(share.header, headers[0]));
  if (other !== undefined) {
    return {
      kind: "mixed",
      message: [first, other].map(({ name, share }) => `${name}: ${shareText(share)}`).join(", "),
    };
  }
  if (first.share === "untouched") return { kind: "untouched" };
  const [header = first.share.header] = headers;
  return { kind: "split", split: { weight: first.share.weight, ...(header === undefined ? {} : { header }) } };
}

function isHeaderAlone(share: Share): share is HeaderShare {
  return typeof share !== "string" && share.weight === undefined;
}

function shareText(share: Share): string {
  if (typeof share === "string") return share;
  if (isHeaderAlone(share)) return share.header.name;
  return `${share.weight} %${share.header ? ` and ${share.header.name}` : ""}`;
}
