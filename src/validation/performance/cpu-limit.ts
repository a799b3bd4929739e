// Is a container slowed down before it could begin?

import { readQuantity } from "../../kube/quantity.ts";
import type { Check } from "../check.ts";
import { eachContainer, servesUsers } from "../examine.ts";

/** Of a core. Below it, the start of most runtimes takes minutes. */
const least = 0.1;

export const cpuLimit: Check = {
  id: "performance/cpu-limit",
  severity: "low",
  title: "A CPU limit, where there is one, leaves room to work",
  why: "A limit stops the process for the rest of each 100 ms in which it has used its share, also on an idle node: start, garbage collection and bursts of requests wait. The request already keeps others from taking its share.",
  source:
    "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#how-pods-with-resource-limits-are-run",
  recommendation: "Remove the CPU limit, or set it well above the request and above 100m.",
  run: (subject) =>
    eachContainer(
      subject,
      ({ container: { resources: { limits = {}, requests = {} } = {} } }) => {
        const [limit, request] = [readQuantity(limits.cpu), readQuantity(requests.cpu)];
        const path = ["resources", "limits", "cpu"];
        if (limit === undefined) return undefined;
        if (limit < least) return { evidence: `its CPU limit is ${limits.cpu}`, path };
        // Where they are equal on purpose, on whole cores, the kubelet may give the pod cores of its own.
        if (request !== limit || Number.isInteger(limit)) return undefined;
        return {
          evidence: `its CPU limit is its request, ${limits.cpu}: it is slowed down at once when it is busy`,
          path,
        };
      },
      (seen) => servesUsers(seen) && seen.container.resources?.limits?.cpu !== undefined,
    ),
};
