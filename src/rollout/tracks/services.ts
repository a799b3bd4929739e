// Which Services do users reach the service by, and what does each select while two tracks run?

import { selects } from "../../kube/selectors.ts";
import type { SavedService, Stage, Track } from "../../release/track.ts";
import { Failure } from "../../report/failure.ts";
import type { Pod } from "../workload.ts";
import { templateHashLabel } from "../workload.ts";
import type { Layout, ServiceObject } from "./strategy.ts";

type Labels = Readonly<Record<string, string>>;

/** Marks a Service that a release made for its candidate: users do not reach the service by it. */
export const previewLabel = "slipway.dev/preview-of";

export interface ServiceQuestion {
  /** Of the namespace. */
  readonly live: readonly ServiceObject[];
  readonly written: readonly ServiceObject[];
  /** Names that the user gives; empty: all that select the pods. */
  readonly named: readonly string[];
  /** The labels of the pods that serve now, and of those that are released. */
  readonly podLabels: readonly Labels[];
  readonly layout: Layout;
  /** For messages. */
  readonly workload: { readonly kind: string; readonly name: string; readonly namespace?: string | undefined };
}

/** @throws Failure where a named Service is nowhere, or none is found. */
export function liveServices(question: ServiceQuestion): SavedService[] {
  const { live, written, named, layout } = question;
  const nameOf = (service: ServiceObject): string => service.metadata.name;
  const all = new Map([...written, ...live].map((service) => [nameOf(service), service]));
  for (const name of named) if (!all.has(name)) throw noSuchService(name, question);
  const found = [...all.values()].filter((service) =>
    named.length > 0 ? named.includes(nameOf(service)) : isFoundBy(service, question),
  );
  const sides = [layout.candidate, ...(layout.stable === undefined ? [] : [layout.stable])];
  const shared = found.filter((service) => named.includes(nameOf(service)) || !isOwnOfSlot(service, sides));
  const chosen = shared.length > 0 ? shared : found;
  if (chosen.length === 0) throw noService(question);
  const byName = (service: ServiceObject): number => (nameOf(service) === question.workload.name ? 0 : 1);
  return chosen
    .sort((one, other) => byName(one) - byName(other) || nameOf(one).localeCompare(nameOf(other)))
    .map((service) => {
      const there = live.find((each) => nameOf(each) === nameOf(service));
      const selector = there?.spec.selector;
      const base = baseOf(service.spec.selector ?? {}, layout);
      return { name: nameOf(service), selector: selector && withoutLeftovers(selector, layout), base };
    });
}

/**
 * Whether the Service is one that each slot has for itself, beside the one that users come by: it chooses the slot's pods
 * by the slot's label, and is named like the slot (`orders-blue`, `blue-orders`).
 */
export function isOwnOfSlot(service: ServiceObject, sides: readonly Layout["candidate"][]): boolean {
  const { name } = service.metadata;
  return sides.some(({ deployment, narrow }) =>
    Object.entries(narrow).some(
      ([key, value]) =>
        key !== templateHashLabel &&
        service.spec.selector?.[key] === value &&
        (name === deployment || name.split("-").includes(value)),
    ),
  );
}

/** What a live Service selects. Pure. */
export function selectorFor(
  service: SavedService,
  pods: (Stage & { kind: "select" })["pods"],
  track: Track,
  renewedHash: string,
): Labels {
  switch (pods) {
    case "stable":
      return { ...service.base, ...track.stable?.narrow };
    case "candidate":
      return { ...service.base, ...track.candidate.narrow };
    case "both":
      return service.base;
    case "renewed":
      return renewedHash === "" ? service.base : { ...service.base, [templateHashLabel]: renewedHash };
    case "original":
      return service.selector ?? { ...service.base, ...track.candidate.narrow };
  }
}

/** Pods that a Service finds and that are of neither track: narrowing would cut them off, widening would let them in. */
export function strangersOf(selector: Labels, pods: readonly Pod[], sides: readonly Labels[]): readonly Pod[] {
  return pods.filter(({ metadata }) => {
    const labels = metadata.labels ?? {};
    const found = metadata.deletionTimestamp === undefined && selects({ matchLabels: selector }, labels);
    return found && !sides.some((side) => selects({ matchLabels: side }, labels));
  });
}

/** The Service that answers from the candidate alone: the ports of the live one, without its address or its node ports. */
export function previewBody(
  track: Track,
  live: ServiceObject,
  workload: { readonly name: string; readonly namespace: string },
): ServiceObject {
  const ports = (live.spec.ports ?? []).map(({ nodePort: _, ...port }: { nodePort?: number; port: number }) => port);
  const [first] = track.services;
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: {
      name: track.preview.name,
      namespace: workload.namespace,
      labels: { "app.kubernetes.io/managed-by": "slipway", [previewLabel]: workload.name },
    },
    spec: {
      selector: { ...first?.base, ...track.candidate.narrow },
      // Only a headless Service may be without ports.
      ...(ports.length === 0 ? { clusterIP: "None" } : { ports }),
    },
  };
}

function isFoundBy(service: ServiceObject, { podLabels, layout }: ServiceQuestion): boolean {
  const { selector } = service.spec;
  if (selector === undefined || Object.keys(selector).length === 0) return false;
  if (service.metadata.name === layout.preview || service.metadata.labels?.[previewLabel] !== undefined) return false;
  const matchLabels = baseOf(selector, layout);
  // One that chooses neither slot by its key is not the users' way in.
  const key = Object.keys(layout.candidate.narrow)[0] ?? "";
  const value = selector[key];
  const chooses = value === undefined || layout.stable === undefined || value === layout.stable.narrow[key];
  return chooses && Object.keys(matchLabels).length > 0 && podLabels.some((labels) => selects({ matchLabels }, labels));
}

/** A selector without what tells the sides apart. */
function baseOf(selector: Labels, { stable, candidate }: Layout): Labels {
  const keys = new Set([templateHashLabel, ...Object.keys(stable?.narrow ?? {}), ...Object.keys(candidate.narrow)]);
  return Object.fromEntries(Object.entries(selector).filter(([key]) => !keys.has(key)));
}

/** Nobody writes the hash of a template by hand: it is what a release left that nobody took back. */
function withoutLeftovers(selector: Labels, _layout: Layout): Labels {
  const { [templateHashLabel]: _, ...rest } = selector;
  return rest;
}

function noSuchService(name: string, { workload, live }: ServiceQuestion): Failure {
  return new Failure({
    attempted: `finding the Services of ${workload.kind} ${workload.name}`,
    found: `there is no Service ${name}, neither in the namespace nor among the manifests`,
    advice: `Correct \`services\`. There are: ${live.map(({ metadata }) => metadata.name).join(", ") || "none"}.`,
  });
}

function noService({ workload }: ServiceQuestion): Failure {
  return new Failure({
    attempted: `finding the Services of ${workload.kind} ${workload.name}`,
    found: "no Service in the namespace or among the manifests selects its pods",
    advice:
      "Add the manifest of the Service that users reach it by, or name it in `services`; without one, release with `strategy: rolling`.",
  });
}

/** @throws Failure where a Service finds pods of neither side. */
export function refuseStrangers(
  track: Track,
  pods: readonly Pod[],
  what: "narrow" | "widen",
  named: readonly string[],
): void {
  const sides = [track.candidate.narrow, ...(track.stable === undefined ? [] : [track.stable.narrow])];
  for (const service of track.services) {
    if (what === "narrow" && named.includes(service.name)) continue;
    const selector = what === "widen" ? service.base : (service.selector ?? service.base);
    const strangers = strangersOf(selector, pods, sides);
    if (strangers.length > 0) throw answersFromOthers(service, strangers, what);
  }
}

function answersFromOthers({ name }: SavedService, strangers: readonly Pod[], what: "narrow" | "widen"): Failure {
  const [first] = strangers;
  const others = strangers.length === 1 ? "" : ` and ${strangers.length - 1} more pods`;
  const verb = what === "widen" ? "would also answer" : "also answers";
  return new Failure({
    attempted: "finding the Services of the release",
    found: `the Service ${name} ${verb} from Pod ${first?.metadata.name ?? ""}${others}, which belong to neither side of the release`,
    advice:
      what === "widen"
        ? "Give its selector a label that only the pods of this service have, or leave `overlapping-selectors` out."
        : "Give its selector a label that only the pods of this service have; or name in `services` the Services that are to be narrowed to this service for the release.",
  });
}
