// Would the API server take the names of objects, containers and ports?

import { podSpecPath } from "../../manifests/containers.ts";
import type { Check } from "../check.ts";
import { type Complaint, eachObject } from "../examine.ts";
import { itemsAt, textAt } from "../fields.ts";
import type { Path, Seen } from "../subject.ts";

const label = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;
const subdomain = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
const serviceName = /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/;
const portName = /^(?=.*[a-z])(?!.*--)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;

interface Rule {
  readonly pattern: RegExp;
  readonly most: number;
  readonly what: string;
}

const ordinary: Rule = { pattern: subdomain, most: 253, what: "small letters, digits, hyphens and dots" };
const dnsLabel: Rule = { pattern: label, most: 63, what: "small letters, digits and hyphens" };
const free: Rule = { pattern: /^(?!\.{1,2}$)[^/%]+$/, most: 253, what: "anything but / and %" };
const port: Rule = { pattern: portName, most: 15, what: "small letters, at least one, digits and hyphens" };

/** Where a kind has a rule of its own. A CronJob adds 11 characters to name its Jobs; pods carry a Job's name as a label. */
const byKind: Readonly<Record<string, Rule>> = {
  Service: { pattern: serviceName, most: 63, what: "small letters, digits and hyphens, a letter first" },
  Namespace: dnsLabel,
  CronJob: { ...ordinary, most: 52 },
  Job: { ...ordinary, most: 63 },
  StatefulSet: { ...dnsLabel, most: 52 },
  Role: free,
  ClusterRole: free,
  RoleBinding: free,
  ClusterRoleBinding: free,
};

export const names: Check = {
  id: "objects/names",
  severity: "high",
  title: "Names of objects, containers and ports are valid",
  why: "The API server refuses them; a StatefulSet whose name is too long is taken, and its pods are not.",
  source: "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#names",
  recommendation: "Use small letters, digits and hyphens, and stay below the limit.",
  run: (subject) => eachObject(subject.written, judge, "there is no manifest"),
};

function judge({ object, namespace }: Seen): Complaint[] {
  const own = trouble("the name", object.metadata.name, byKind[object.kind] ?? ordinary, ["metadata", "name"]);
  const place = namespace === "" ? [] : trouble("the namespace", namespace, dnsLabel, ["metadata", "namespace"]);
  return [...own, ...place, ...inPods(object)];
}

function inPods(object: Seen["object"]): Complaint[] {
  const podSpec = podSpecPath(object);
  if (podSpec === undefined) return [];
  const taken = new Set<string>();
  return ["initContainers", "containers"].flatMap((field) =>
    itemsAt(object, [...podSpec, field]).flatMap((container, index) => {
      const path = [...podSpec, field, index];
      const name = textAt(container, ["name"]) ?? "";
      const isTaken = taken.has(name);
      taken.add(name);
      return [
        ...trouble("the container name", name, dnsLabel, [...path, "name"]),
        ...(isTaken ? [{ evidence: `two containers are named ${name}`, path: [...path, "name"] }] : []),
        ...portNames(container, [...path, "ports"]),
      ];
    }),
  );
}

/** Two containers of a pod may have ports of one name; one container may not. */
function portNames(container: unknown, path: Path): Complaint[] {
  const taken = new Set<string>();
  return itemsAt(container, ["ports"]).flatMap((one, index) => {
    const name = textAt(one, ["name"]);
    if (name === undefined) return [];
    const own = [...path, index, "name"];
    const isTaken = taken.has(name);
    taken.add(name);
    return [
      ...trouble("the port name", name, port, own),
      ...(isTaken ? [{ evidence: `two ports of the container are named ${name}`, path: own }] : []),
    ];
  });
}

function trouble(what: string, name: string, rule: Rule, path: Path): Complaint[] {
  if (name.length > rule.most) {
    return [{ evidence: `${what} ${name} has ${name.length} characters, ${rule.most} are allowed`, path }];
  }
  return rule.pattern.test(name)
    ? []
    : [{ evidence: `${what} ${JSON.stringify(name)} is not made of ${rule.what}`, path }];
}
