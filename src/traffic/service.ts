// How does a Service send its traffic to the candidate?

import { isDeepStrictEqual } from "node:util";
import type { KubeObject } from "../kube/object.ts";
import type { Router, Split, TrafficTarget } from "./router.ts";

interface Service extends KubeObject {
  readonly spec?: { readonly selector?: Readonly<Record<string, string>>; readonly type?: string };
}

/** By its selector, which it reads as one: everything goes to stable, or everything to the candidate. */
export const service = {
  name: "service",
  splits: "all-or-nothing",
  headers: false,
  kinds: [{ apiVersion: "v1", kind: "Service" }],
  readOnly: false,
  related: [],
  makes: [],

  read(object: Service, { stable }) {
    if (object.metadata.name !== stable.service) return { kind: "elsewhere" };
    const { selector = {}, type } = object.spec ?? {};
    if (type === "ExternalName" || Object.keys(selector).length === 0) {
      return {
        kind: "unfit",
        found: `Service ${stable.service} selects no pods${type === "ExternalName" ? " (its type is ExternalName)" : ""}`,
        advice: "Give it a selector, or choose another router.",
      };
    }
    return { kind: "routes", parts: [{ path: ["spec", "selector"], value: selector }] };
  },
  serves: () => true,
  trouble: () => undefined,
  split: (object: Service, target, split) => withSelector(object, selectorFor(target, split)),
  giveBack(object: Service, _target, parts) {
    const saved = parts.find(({ path }) => isDeepStrictEqual(path, ["spec", "selector"]));
    return saved === undefined ? object : withSelector(object, saved.value as Record<string, string>);
  },
  share(object: Service, target) {
    const selector = object.spec?.selector ?? {};
    if (isDeepStrictEqual(selector, target.candidate.selector)) return { weight: 100 };
    return isDeepStrictEqual(selector, target.stable.selector) ? { weight: 0 } : "untouched";
  },
  companions: () => [],
} as const satisfies Router;

function selectorFor({ stable, candidate }: TrafficTarget, { weight }: Split): Readonly<Record<string, string>> {
  if (weight !== 0 && weight !== 100)
    throw new Error(`a Service sends all or nothing to the candidate, not ${weight} %`);
  const { selector, service: name } = weight === 100 ? candidate : stable;
  if (selector === undefined) throw new Error(`the selector of Service ${name} at ${weight} % was not given`);
  return selector;
}

function withSelector(object: Service, selector: Readonly<Record<string, string>>): KubeObject {
  return { ...object, spec: { ...object.spec, selector } };
}
