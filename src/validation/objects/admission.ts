// Does anything that admits objects to the cluster refuse one of the manifests?

import { identityOf } from "../../manifests/manifest.ts";
import type { Check, Examination } from "../check.ts";
import { eachObject, eachWorkload } from "../examine.ts";
import { podSecurityControls } from "../security/controls.ts";
import { enforcedLevel } from "../security/namespace-standard.ts";
import { violationsOf } from "../security/pod-security.ts";
import type { Subject, Workload } from "../subject.ts";
import type { AdmissionAnswer } from "./seen.ts";

export const admission: Check = {
  id: "objects/admission",
  severity: "critical",
  title: "The cluster admits every object and its pods",
  why: "What admission refuses is never made: a Deployment is taken, its pods are not, and the release hangs until its deadline.",
  source: "https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/",
  recommendation: "Do what the policy asks for, or have its owner let the object pass.",
  run: (subject) => {
    const { objects } = subject.observed;
    if (objects?.kind === "unknown") return objects;
    const answers = objects?.value.admission;
    return answers === undefined ? byNamespace(subject) : byDryRun(subject, answers);
  },
};

/** What the server said when it was asked to do everything but keep the result. */
function byDryRun(subject: Subject, answers: ReadonlyMap<string, AdmissionAnswer>): Examination {
  const judged = subject.written.flatMap((seen) => {
    const answer = answers.get(identityOf(seen.object, seen.namespace));
    return answer === undefined ? [] : [{ ...seen, answer }];
  });
  const examination = eachObject(
    judged,
    ({ answer }) =>
      answer.kind === "refused"
        ? { evidence: `the API server refuses ${answer.of === "pod" ? "its pods" : "it"}: ${answer.reason}` }
        : undefined,
    "there is no manifest",
  );
  const unreadable = judged.find(({ answer }) => answer.kind === "unreadable")?.answer;
  const isClean = examination.kind === "examined" && examination.findings.length === 0;
  return isClean && unreadable?.kind === "unreadable" ? { kind: "unknown", reason: unreadable.reason } : examination;
}

/** Without a dry run what can be told in advance: the Pod Security standard that the namespace enforces. */
function byNamespace(subject: Subject): Examination {
  return eachWorkload(
    subject,
    (workload) => {
      const enforced = enforcedLevel(subject, workload);
      if (enforced === undefined) return undefined;
      const { level, version } = enforced;
      const pod = { annotations: workload.podAnnotations, spec: workload.podSpec };
      const violations = violationsOf(pod, podSecurityControls, level, version);
      if (violations.length === 0) return undefined;
      const what = violations.map(({ control }) => control.id).join(", ");
      return { evidence: `its namespace enforces the Pod Security standard ${level}, which it violates (${what})` };
    },
    (workload: Workload) => enforcedLevel(subject, workload) !== undefined,
    "no dry run was asked for, and no namespace is known to enforce a Pod Security standard",
  );
}
