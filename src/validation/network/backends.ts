// Do the Services that traffic from outside is sent to exist?

import type { Examination } from "../check.ts";
import { type Complaint, eachObject } from "../examine.ts";
import { relationsOf } from "../relations.ts";
import type { Seen, Subject } from "../subject.ts";
import type { Backend } from "./ingresses-of.ts";
import { portsOf } from "./services-of.ts";

export function examineBackends(
  subject: Subject,
  sources: readonly Seen[],
  backendsOf: (seen: Seen) => readonly Backend[],
  none: string,
): Examination {
  const services = subject.related("Service");
  const examined = eachObject(
    sources,
    (seen) => backendsOf(seen).flatMap((backend) => judge(subject, seen, backend)),
    none,
  );
  const found = examined.kind === "examined" && examined.findings.length > 0;
  return found && services.unreadable !== undefined ? { kind: "unknown", reason: services.unreadable } : examined;
}

function judge(subject: Subject, seen: Seen, { name, port, namespace, path }: Backend): Complaint[] {
  const place = { ...seen, namespace: namespace ?? seen.namespace };
  const service = relationsOf(subject).named("Service", place, name);
  // What another namespace has was not read, but for what the manifests bring.
  if (service === undefined && place.namespace !== seen.namespace) return [];
  if (service === undefined) return [{ evidence: `there is no Service ${name}`, path }];
  if (port === undefined || service.spec.type === "ExternalName") return [];
  const ports = portsOf(service);
  if (ports.some((one) => one.port === port || one.name === port)) return [];
  const has = ports.map((one) => one.name ?? one.port).join(", ");
  return [{ evidence: `the Service ${name} has no port ${port} (it has ${has || "none"})`, path }];
}
