// What answers kube-score about security contexts?

import { textAt } from "../../fields.ts";
import { allOf, contextOf, initial, numberOf } from "../judged.ts";
import { itAlone, type Judged, type PeerCheck, weAlone } from "../peer-check.ts";

export const securityChecks: readonly PeerCheck[] = [
  {
    check: "container-security-context-user-group-id",
    ours: ["security/high-user-ids"],
    differs: [
      itAlone(
        "it wants numbers in the manifest; we judge those that are written, the image decides otherwise, and runAsNonRoot keeps root out",
        (judged) => someNumber(judged, (id) => id === undefined),
      ),
      itAlone("root is a finding of its own (security/root-user)", (judged) => someNumber(judged, (id) => id === 0)),
    ],
  },
  { check: "container-security-context-privileged", ours: ["security/privileged"] },
  { check: "container-security-context-readonlyrootfilesystem", ours: ["security/read-only-root"] },
  {
    check: "container-seccomp-profile",
    ours: ["security/seccomp", "security/unconfined-seccomp"],
    differs: [
      itAlone("Windows has no seccomp", ({ workload }) => workload?.podSpec.os?.name === "windows"),
      weAlone("it takes any profile, Unconfined too", (judged) =>
        [judged.workload?.podSpec, ...allOf(judged)].some(
          (owner) => textAt(contextOf(owner), ["seccompProfile", "type"]) === "Unconfined",
        ),
      ),
      weAlone("it does not look at init containers", (judged) =>
        initial(judged).some((container) => contextOf(container).seccompProfile === undefined),
      ),
      weAlone(
        "it still takes an annotation of before Kubernetes 1.19, which nothing reads any more",
        ({ workload }) =>
          workload?.podAnnotations["seccomp.security.alpha.kubernetes.io/defaultProfileName"] !== undefined,
      ),
    ],
  },
];

function someNumber(judged: Judged, is: (id: unknown) => boolean): boolean {
  return allOf(judged).some((container) =>
    (["runAsUser", "runAsGroup"] as const).some((field) => is(numberOf(judged, container, field))),
  );
}
