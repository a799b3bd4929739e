// Would the live Services find the candidate's pods, and go on finding stable's for as long as these serve?

import { selects } from "../../kube/selectors.ts";
import type { SavedService } from "../../release/track.ts";
import { Failure } from "../../report/failure.ts";
import type { PodTemplate } from "../workload.ts";
import type { ServiceObject } from "./strategy.ts";

type Port = NonNullable<ServiceObject["spec"]["ports"]>[number];

export interface Reach {
  readonly services: readonly SavedService[];
  /** Of the namespace. */
  readonly live: readonly ServiceObject[];
  /** Of the manifests: applied while stable serves. */
  readonly written: readonly ServiceObject[];
  /** What serves; none in a first release. */
  readonly stable: PodTemplate | undefined;
  readonly candidate: PodTemplate;
}

/**
 * A Service that finds no pod, or a port on which none listens, answers nobody, and no controller says so.
 * @throws Failure where that would become of a live Service
 */
export function refuseUnreachable({ services, live, written, stable, candidate }: Reach): void {
  for (const service of services) {
    refuseOtherLabels(service, candidate);
    const named = ({ metadata }: ServiceObject): boolean => metadata.name === service.name;
    const there = live.find(named);
    for (const port of (written.find(named) ?? there)?.spec.ports ?? []) {
      const before = there?.spec.ports?.find(
        (each) => each.port === port.port && protocolOf(each) === protocolOf(port),
      );
      if (before !== undefined && stable !== undefined) refuseMovedPort(service, before, port, stable);
      refuseUnnamedPort(service, port, stable, candidate);
    }
  }
}

function refuseOtherLabels({ name, base }: SavedService, candidate: PodTemplate): void {
  const labels = candidate.metadata?.labels ?? {};
  if (selects({ matchLabels: base }, labels)) return;
  const lacking = Object.entries(base).filter(([key, value]) => labels[key] !== value);
  const wanted = lacking.map(([key, value]) => `${key}=${value}`).join(", ");
  const have = lacking.map(([key]) => (labels[key] === undefined ? `no ${key}` : `${key}=${labels[key]}`)).join(", ");
  throw new Failure({
    attempted: "looking whether users would reach the candidate",
    found: `the Service ${name} selects ${wanted}, and the candidate's pods have ${have}`,
    advice:
      "It would find no pod once they serve. Let it select labels that do not change from release to release, and apply that first; or name in `services` those by which users come. Nothing was changed.",
  });
}

/** The new number would hold for the pods that serve, too. */
function refuseMovedPort({ name }: SavedService, before: Port, after: Port, stable: PodTemplate): void {
  const [old, next] = [numberOn(stable, before), numberOn(stable, after)];
  if (old === undefined || old === next) return;
  const where = next === undefined ? `the port ${after.targetPort}, which they do not have` : String(next);
  throw new Failure({
    attempted: "looking whether users would still reach what serves",
    found: `the manifests lead port ${after.port} of the Service ${name} to ${where}, and the pods that serve listen on ${old}`,
    advice:
      "Give the container's port a name, in what serves as in the new version, and write that name as `targetPort`: then each pod is reached where it listens. Nothing was changed.",
  });
}

function refuseUnnamedPort(
  { name }: SavedService,
  port: Port,
  stable: PodTemplate | undefined,
  candidate: PodTemplate,
): void {
  if (numberOn(candidate, port) !== undefined) return;
  // Not of the templates: a webhook gives the pods a container that has it.
  if (stable !== undefined && numberOn(stable, port) === undefined) return;
  throw new Failure({
    attempted: "looking whether users would reach the candidate",
    found: `port ${port.port} of the Service ${name} leads to the port ${port.targetPort}, and no container of the candidate has one of that name`,
    advice: "Name the container's port so, or correct `targetPort` of the Service. Nothing was changed.",
  });
}

/** Where a Service's port leads to in pods of this template. https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports */
function numberOn({ spec }: PodTemplate, port: Port): number | undefined {
  const { targetPort = port.port } = port;
  if (typeof targetPort === "number") return targetPort;
  const containers = [...spec.containers, ...(spec.initContainers ?? [])];
  return containers
    .flatMap(({ ports = [] }) => ports)
    .find((each) => each.name === targetPort && protocolOf(each) === protocolOf(port))?.containerPort;
}

function protocolOf({ protocol = "TCP" }: { readonly protocol?: string | undefined }): string {
  return protocol;
}
