// What would keep the traffic from being split, seen before the first change?

import { describePermission, missingPermissions, type Permission } from "../kube/access.ts";
import type { ResourceType } from "../kube/cluster.ts";
import { describeObject, type KubeObject, type ObjectKind, referenceTo } from "../kube/object.ts";
import { explainRefusal } from "../kube/refusal.ts";
import { groupOf } from "../kube/resource-types.ts";
import { Failure } from "../report/failure.ts";
import { changeObject } from "./change-object.ts";
import { isMadeFor } from "./companion.ts";
import { unfitRoute } from "./route-problem.ts";
import {
  type FoundRoute,
  type HeaderRule,
  type Router,
  type RouterName,
  routerManager,
  type Split,
  type TrafficContext,
  type TrafficTarget,
} from "./router.ts";
import { routers } from "./routers.ts";
import { servedKinds } from "./served-kinds.ts";

/**
 * What must hold before the first change: permissions, the status of the route, no foreign object in the place of
 * one of ours, and the server takes the first patch (a dry run).
 * @throws Failure
 */
export async function checkRoute(
  found: FoundRoute,
  target: TrafficTarget,
  { header }: { readonly header?: HeaderRule | undefined },
  context: TrafficContext,
): Promise<void> {
  const router: Router = routers[found.router];
  if (header !== undefined && !router.headers) throw noHeaders(router);
  await checkPermissions(router, found, target, context);
  for (const object of found.objects) {
    const trouble = router.trouble(object);
    if (trouble !== undefined) throw unfitRoute(trouble, target);
  }
  for (const companion of router.companions(found.objects, found.related, target)) {
    const live = await context.cluster.get<KubeObject>(referenceTo(companion), { signal: context.signal });
    if (live !== undefined && !isMadeFor(live, target)) throw placeTaken(live);
  }
  if (header !== undefined && !carriesHeader(router, found, target, header)) throw noPlaceForHeader(found);
  if (router.splits !== "percent") return;
  // A route that this release brings is not there to be tried.
  const present = found.objects.filter(({ metadata }) => metadata.uid !== undefined);
  await rehearse({ ...found, objects: present }, target, { weight: 0, header }, context);
}

/** Whether one of the objects would say so, once the header is put in. */
function carriesHeader(router: Router, found: FoundRoute, target: TrafficTarget, header: HeaderRule): boolean {
  const all = [...found.objects, ...router.companions(found.objects, found.related, target)];
  return all.some((object) => {
    const share = router.share(router.split(object, target, { weight: 0, header }), target);
    return typeof share !== "string" && share.header !== undefined;
  });
}

/** What the router reads and changes, for the check before a release and for the Role that the documentation shows. */
export function routerPermissions(name: RouterName, namespace: string, kinds?: readonly ResourceType[]): Permission[] {
  const router: Router = routers[name];
  const verbs = (list: readonly ObjectKind[], names: readonly string[]) =>
    list
      .map((kind) => ({ group: groupOf(kind.apiVersion), resource: pluralOf(kind), namespace }))
      .filter(({ group, resource }) => isServed(kinds, group, resource))
      .flatMap((base) => names.map((verb) => ({ ...base, verb })));
  const all = [
    ...verbs(router.kinds, router.readOnly ? ["get", "list"] : ["get", "list", "patch"]),
    ...verbs(
      router.related.filter(({ kind }) => kind !== "IngressClass"),
      ["get", "list"],
    ),
    ...verbs(router.makes, ["get", "create", "patch", "delete"]),
  ];
  return [...new Map(all.map((permission) => [describePermission(permission), permission])).values()];
}

/** The first change, tried without being kept. @throws Failure with the server's words. */
async function rehearse(found: FoundRoute, target: TrafficTarget, split: Split, context: TrafficContext) {
  const router: Router = routers[found.router];
  const options = { dryRun: true, fieldManager: routerManager, signal: context.signal };
  for (const companion of router.companions(found.objects, found.related, target)) {
    await context.cluster
      .apply(router.split(companion, target, split), { ...options, force: true })
      .catch((error: unknown) => {
        throw explainRefusal(error, `trying to make ${describeObject(companion)}`);
      });
  }
  for (const object of router.readOnly ? [] : found.objects) {
    await changeObject(referenceTo(object), context, (live) => router.split(live, target, split), { dryRun: true });
  }
}

async function checkPermissions(
  router: Router,
  found: FoundRoute,
  target: TrafficTarget,
  context: TrafficContext,
): Promise<void> {
  const { namespace } = target;
  const companions = router.companions(found.objects, found.related, target);
  const served = [
    ...(await servedKinds(router.kinds, context)).filter(({ apiVersion, kind }) =>
      found.objects.some((object) => object.kind === kind && groupOf(object.apiVersion) === groupOf(apiVersion)),
    ),
    ...(companions.length === 0 ? [] : await servedKinds(router.makes, context)),
  ];
  const needed = routerPermissions(router.name, namespace, served);
  const missing = await missingPermissions(context.cluster, needed, { signal: context.signal });
  if (missing.length === 0) return;
  throw new Failure({
    attempted: `checking what this user may do to weight the traffic by ${router.name}`,
    found: `it may not ${[...new Set(missing.map(describePermission))].join(", ")} in the namespace ${namespace}`,
    advice: "Bind a Role with these verbs to the user of the kubeconfig; docs/routers.md has one for each router.",
  });
}

function isServed(kinds: readonly ResourceType[] | undefined, group: string, resource: string): boolean {
  return kinds === undefined || kinds.some((type) => type.plural === resource && groupOf(type.apiVersion) === group);
}

/** For the kinds of the routers, whose plurals are regular but for one. */
function pluralOf({ kind }: ObjectKind): string {
  const lower = kind.toLowerCase();
  return lower.endsWith("s") ? `${lower}es` : `${lower}s`;
}

function placeTaken(live: KubeObject): Failure {
  return new Failure({
    attempted: "looking whether the names of the objects that the release makes are free",
    found: `${describeObject(live)} is there already and is not one of this toolkit's`,
    advice: "Rename it, or remove it if nothing needs it.",
  });
}

function noPlaceForHeader({ objects }: FoundRoute): Failure {
  return new Failure({
    attempted: "checking the header by which requests reach the candidate",
    found: `${objects.map(describeObject).join(", ")} can carry weights, but no rule for a header`,
    advice: "Leave the header out, or let an IngressRoute name the Service itself.",
  });
}

function noHeaders({ name }: Router): Failure {
  const able = Object.values(routers)
    .filter((router: Router) => router.headers)
    .map((router) => router.name);
  return new Failure({
    attempted: "checking the header by which requests reach the candidate",
    found: `the router ${name} cannot route by a header`,
    advice: `Leave the header out, or use one of the routers that can: ${able.join(", ")}.`,
  });
}
