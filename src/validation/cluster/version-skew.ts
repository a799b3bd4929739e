// Do the nodes fit the control plane?

import type { Check, Examination } from "../check.ts";
import { withObservation } from "../observation.ts";
import { eachNode } from "./nodes-of.ts";

export const versionSkew: Check = {
  id: "cluster/version-skew",
  severity: "medium",
  title: "The nodes' version is not newer than the API server's, and at most three minor versions older",
  why: "Outside these bounds nobody has tested the two together: pods may not start, or start without what their fields ask for.",
  source: "https://kubernetes.io/releases/version-skew-policy/#kubelet",
  recommendation: "Upgrade the nodes after the control plane, minor version by minor version.",
  run: (subject) =>
    withObservation(subject.observed.cluster, notAsked, ({ version }): Examination => {
      if (version.kind === "unknown") return version;
      const server = minorOf(version.value);
      if (server === undefined) return { kind: "unknown", reason: `the API server calls its version ${version.value}` };
      return eachNode(subject, ({ status }) => {
        const { kubeletVersion = "" } = (status as NodeStatus | undefined)?.nodeInfo ?? {};
        const kubelet = minorOf(kubeletVersion);
        if (kubelet === undefined || (kubelet <= server && server - kubelet <= oldest)) return [];
        return [`it runs ${kubeletVersion}, the API server ${version.value}`];
      });
    }),
};

const notAsked = "no cluster was asked (no workload is named)";
const oldest = 3;

interface NodeStatus {
  readonly nodeInfo?: { readonly kubeletVersion?: string };
}

/** 34 of `v1.34.4+k3s1`. */
function minorOf(version: string): number | undefined {
  const minor = /^v?1\.(\d+)/.exec(version)?.[1];
  return minor === undefined ? undefined : Number(minor);
}
