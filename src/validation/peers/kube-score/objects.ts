// What answers kube-score about objects of any kind?

import { isEmptySelector } from "../judged.ts";
import { type Difference, type PeerCheck, weAlone } from "../peer-check.ts";

export const objectChecks: readonly PeerCheck[] = [
  {
    check: "cronjob-has-deadline",
    ours: ["objects/cron-starting-deadline"],
    differs: [
      weAlone("it takes a deadline below 10 seconds, which the controller misses each time", ({ seen }) => {
        const { startingDeadlineSeconds: deadline } = seen.spec;
        return typeof deadline === "number" && deadline < 10;
      }),
    ],
  },
  { check: "cronjob-restartpolicy", ours: ["objects/job-restart-policy"] },
  {
    check: "stable-version",
    ours: ["objects/removed-apis", "objects/deprecated-apis"],
    differs: [
      weAlone("its list has no autoscaling API", ({ seen }) => seen.object.apiVersion.startsWith("autoscaling/")),
    ],
  },
  {
    check: "deployment-pod-selector-labels-match-template-metadata-labels",
    ours: ["objects/selector-fits"],
    differs: selectorDiffers(),
  },
  {
    check: "statefulset-pod-selector-labels-match-template-metadata-labels",
    ours: ["objects/selector-fits"],
    differs: selectorDiffers(),
  },
  {
    check: "label-values",
    ours: ["objects/labels"],
    differs: [
      weAlone("it does not know that a value has at most 63 characters", ({ seen }) =>
        Object.values(seen.object.metadata.labels ?? {}).some((value) => value.length > 63),
      ),
      weAlone("it does not look at keys", ({ seen }) =>
        Object.keys(seen.object.metadata.labels ?? {}).some((key) => !/^[a-z0-9./_-]+$/i.test(key)),
      ),
      weAlone("it does not look at the labels of the template", ({ workload, seen }) => {
        const own = seen.object.metadata.labels ?? {};
        return Object.entries(workload?.podLabels ?? {}).some(([key, value]) => own[key] !== value);
      }),
    ],
  },
];

function selectorDiffers(): Difference[] {
  return [
    weAlone(
      "it lets an empty selector pass, which the API server refuses",
      ({ seen }) => seen.spec.selector !== undefined && isEmptySelector(seen.spec.selector),
    ),
  ];
}
