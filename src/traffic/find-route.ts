// Which router splits this service's traffic, and by which of the user's objects?

import { isApiError } from "../kube/api-error.ts";
import type { ResourceType } from "../kube/cluster.ts";
import { describeObject, type KubeObject, type ObjectKind, referenceTo } from "../kube/object.ts";
import { explainRefusal } from "../kube/refusal.ts";
import { groupOf } from "../kube/resource-types.ts";
import { Failure } from "../report/failure.ts";
import { isMadeFor } from "./companion.ts";
import { unfitRoute } from "./route-problem.ts";
import type {
  FoundRoute,
  Problem,
  RouteChoice,
  Router,
  RouterName,
  Share,
  TrafficContext,
  TrafficTarget,
} from "./router.ts";
import { routers } from "./routers.ts";
import { servedKinds } from "./served-kinds.ts";

/** The routers that need an object of the user's, in the order in which `auto` tells of them. */
const weighted: readonly RouterName[] = ["gateway-api", "istio", "traefik", "nginx"];

/**
 * Finds the objects of the route in the cluster, or among the release's manifests where they are not there yet.
 * `auto` takes the one router that has such objects; where several have, the user must say which one users come by.
 * @throws Failure where nothing routes to the stable Service, its shape cannot be weighted, or `auto` cannot tell.
 */
export async function findRoute(
  choice: RouteChoice,
  target: TrafficTarget,
  manifests: readonly KubeObject[],
  context: TrafficContext,
): Promise<FoundRoute> {
  if (choice.router === "replicas") return bare("replicas", "asked for by the input `router`");
  if (choice.router !== "auto") {
    const search = await searchFor(routers[choice.router], choice, target, manifests, context, true);
    if (search.objects.length > 0) return foundBy(choice.router, search, target);
    throw nothingFound(choice.router, search, choice, target);
  }
  const searches = new Map<RouterName, Search>();
  for (const name of weighted) {
    searches.set(name, await searchFor(routers[name], choice, target, manifests, context, false));
  }
  const found = [...searches].filter(([, { objects }]) => objects.length > 0);
  const [first, second] = found;
  if (first !== undefined && second !== undefined) throw ambiguous(found);
  if (first !== undefined) return foundBy(first[0], first[1], target);
  const unfit = [...searches.values()].flatMap(({ problems }) => problems)[0];
  if (unfit !== undefined) throw unfitRoute(unfit, target);
  if (choice.route.length > 0) throw routeNotFound(choice, target);
  return fallBack(choice, searches, target, manifests, context);
}

interface Search {
  readonly objects: readonly KubeObject[];
  readonly related: readonly KubeObject[];
  /** All objects of its kinds that are not ours. */
  readonly others: readonly KubeObject[];
  readonly absent: readonly KubeObject[];
  readonly problems: readonly Problem[];
  /** Route to the Service, but by a product that this router is not. */
  readonly foreign: readonly KubeObject[];
  /** Kinds that could not be asked about, and why. */
  readonly unseen: readonly string[];
  readonly served: readonly ResourceType[];
}

async function searchFor(
  router: Router,
  choice: RouteChoice,
  target: TrafficTarget,
  manifests: readonly KubeObject[],
  context: TrafficContext,
  asked: boolean,
): Promise<Search> {
  const served = await servedKinds(router.kinds, context);
  const unseen: string[] = [];
  const live: KubeObject[] = [];
  for (const type of served) {
    const items = await listed(type, target, context);
    if (items === undefined) unseen.push(`${type.plural} may not be listed`);
    else live.push(...items);
  }
  const candidates = [...live, ...absentOnes(router, manifests, live, served, target)];
  const others = candidates.filter((object) => !isMadeFor(object, target));
  const named = others.filter((object) => isNamed(object, choice.route));
  const readings = named.map((object) => ({ object, reading: router.read(object, target) }));
  const routing = readings.filter(({ reading }) => reading.kind === "routes").map(({ object }) => object);
  const problems = readings.flatMap(({ reading }) => (reading.kind === "unfit" ? [reading] : []));
  const related: KubeObject[] = [];
  if (routing.length > 0) {
    for (const type of await servedKinds(router.related, context))
      related.push(...((await listed(type, target, context)) ?? []));
  }
  const objects = routing.filter((object) => asked || router.serves(object, related));
  const foreign = routing.filter((object) => !objects.includes(object));
  const absent = objects.filter((object) => !live.includes(object));
  return { objects, related, others, absent, problems, foreign, unseen, served };
}

/** `undefined` where this user may not list the kind. */
async function listed(
  type: ResourceType,
  { namespace }: TrafficTarget,
  { cluster, signal }: TrafficContext,
): Promise<KubeObject[] | undefined> {
  try {
    return (await cluster.list<KubeObject>(type, { namespace, signal })).items;
  } catch (error) {
    if (isApiError(error, 403)) return undefined;
    throw explainRefusal(error, `looking for ${type.plural} that route to the service`);
  }
}

function absentOnes(
  router: Router,
  manifests: readonly KubeObject[],
  live: readonly KubeObject[],
  served: readonly ResourceType[],
  { namespace }: TrafficTarget,
): KubeObject[] {
  const keyOf = ({ apiVersion, kind }: ObjectKind) => `${groupOf(apiVersion)}/${kind}`;
  const kinds = new Set([...served, ...router.kinds].map(keyOf));
  const there = new Set(live.map((object) => `${keyOf(object)}/${object.metadata.name}`));
  return manifests.filter(
    (object) =>
      kinds.has(keyOf(object)) &&
      (object.metadata.namespace ?? namespace) === namespace &&
      !there.has(`${keyOf(object)}/${object.metadata.name}`),
  );
}

function isNamed({ kind, metadata }: KubeObject, route: readonly string[]): boolean {
  if (route.length === 0) return true;
  return route.some((text) => {
    const [first = "", second] = text.toLowerCase().split("/");
    if (second === undefined) return first === metadata.name;
    return second === metadata.name && [kind.toLowerCase(), `${kind.toLowerCase()}s`].includes(first);
  });
}

/** @throws Failure where another object is in the place of the split. */
function foundBy(name: RouterName, { objects, related, others, absent }: Search, target: TrafficTarget): FoundRoute {
  const router: Router = routers[name];
  const rival = router.rival?.(objects, others, target);
  if (rival !== undefined) throw unfitRoute(rival, target);
  const list = objects.map(describeObject).join(", ");
  const why = `${list} send${objects.length === 1 ? "s" : ""} to Service ${target.stable.service}`;
  const namesCandidate = name !== "service" && objects.some((object) => hasWeight(router.share(object, target)));
  return { router: name, why, objects, related, absent: absent.map(referenceTo), namesCandidate };
}

function hasWeight(share: Share): boolean {
  return typeof share !== "string" && share.weight !== undefined;
}

function bare(router: RouterName, why: string): FoundRoute {
  return { router, why, objects: [], related: [], absent: [], namesCandidate: false };
}

async function fallBack(
  choice: RouteChoice,
  searches: ReadonlyMap<RouterName, Search>,
  target: TrafficTarget,
  manifests: readonly KubeObject[],
  context: TrafficContext,
): Promise<FoundRoute> {
  const all = [...searches.values()];
  const unseen = all.flatMap((search) => search.unseen);
  const ingresses = all.flatMap(({ foreign }) => foreign).map(describeObject);
  const why = [
    `no HTTPRoute, GRPCRoute, VirtualService, TraefikService, IngressRoute or Ingress of ingress-nginx sends to Service ${target.stable.service}`,
    ...(ingresses.length === 0
      ? []
      : [`${ingresses.join(", ")} can carry no weights (only ingress-nginx weights an Ingress)`]),
    ...unseen,
  ].join("; ");
  if (choice.fallback === "replicas") return bare("replicas", why);
  const search = await searchFor(routers.service, { ...choice, route: [] }, target, manifests, context, true);
  if (search.objects.length === 0) throw nothingFound("service", search, choice, target);
  return { ...foundBy("service", search, target), why };
}

function nothingFound(name: RouterName, search: Search, choice: RouteChoice, target: TrafficTarget): Failure {
  const [problem] = search.problems;
  if (problem !== undefined) return unfitRoute(problem, target);
  if (choice.route.length > 0) return routeNotFound(choice, target);
  const kinds = [...new Set(routers[name].kinds.map(({ kind }) => kind))].join(" or ");
  const unserved = search.served.length === 0 ? ` (the cluster does not serve ${kinds})` : "";
  return new Failure({
    attempted: `looking for the route of Service ${target.stable.service} for the router ${name}`,
    found: `no ${kinds} in the namespace ${target.namespace} sends to it${unserved}${search.unseen.map((text) => `; ${text}`).join("")}`,
    advice: routeAdvice(name, target.stable.service),
  });
}

function routeAdvice(name: RouterName, service: string): string {
  switch (name) {
    case "gateway-api":
      return `Create an HTTPRoute with a backendRef to Service ${service}, or choose another router.`;
    case "istio":
      return `Create a VirtualService with an http route to the host ${service}, or choose another router.`;
    case "traefik":
      return `Create an IngressRoute or a weighted TraefikService that names Service ${service}; a plain Ingress has no weights in Traefik.`;
    case "nginx":
      return `Create an Ingress of ingress-nginx with Service ${service} as a backend, or choose another router.`;
    case "service":
    case "replicas":
      return `Create Service ${service}, or add it to the manifests.`;
  }
}

function routeNotFound({ route, router }: RouteChoice, { namespace, stable }: TrafficTarget): Failure {
  return new Failure({
    attempted: `looking for the route ${route.join(", ")} in the namespace ${namespace}`,
    found: `there is no such object${router === "auto" ? "" : ` for the router ${router}`} that sends to Service ${stable.service}`,
    advice: "Correct the input that names the route, or leave it out: all that send to the Service are found.",
  });
}

function ambiguous(found: readonly (readonly [RouterName, Search])[]): Failure {
  const list = found.map(([name, { objects }]) => `${name} (${objects.map(describeObject).join(", ")})`);
  return new Failure({
    attempted: "choosing the router",
    found: `several could weight the traffic: ${list.join(" and ")}`,
    advice: "Set the input `router` to the one that users come by: the other one keeps sending everything to stable.",
  });
}
