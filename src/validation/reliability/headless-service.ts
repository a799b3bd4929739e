// Have the pods of a StatefulSet names that can be found?

import type { Check } from "../check.ts";
import { eachWorkload } from "../examine.ts";
import { textAt } from "../fields.ts";
import { relationsOf, serviceSelector } from "../relations.ts";

export const headlessService: Check = {
  id: "reliability/headless-service",
  severity: "medium",
  title: "The Service of a StatefulSet gives each pod a name",
  why: "Only a headless Service that selects the pods makes names such as db-0.db: with another one, the members of a database never find each other.",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id",
  recommendation: "Give the Service of spec.serviceName clusterIP: None and the pods' labels as its selector.",
  run: (subject) =>
    eachWorkload(
      subject,
      (workload) => {
        const name = textAt(workload.spec, ["serviceName"]);
        const service = relationsOf(subject).named("Service", workload, name);
        if (service === undefined) return undefined;
        const path = ["spec", "serviceName"];
        if (service.spec.clusterIP !== "None") return { evidence: `the Service ${name} is not headless`, path };
        const isLed = relationsOf(subject).selected(service, serviceSelector(service)).includes(workload);
        return isLed ? undefined : { evidence: `the Service ${name} does not select its pods`, path };
      },
      ({ object, spec }) => object.kind === "StatefulSet" && textAt(spec, ["serviceName"]) !== undefined,
      "there is no StatefulSet with a serviceName",
    ),
};
