// Which rare fields of a pod weaken it?

import type { Check } from "../check.ts";
import { eachPodSpec } from "../examine.ts";
import { fieldsAt, itemsAt, textAt } from "../fields.ts";

export const hostAliases: Check = {
  id: "security/host-aliases",
  severity: "low",
  title: "No pod has names of hosts of its own",
  why: "A line in /etc/hosts goes before DNS: the name leads to an old address after a move, past certificates and policies that count on it.",
  source: "https://kubernetes.io/docs/tasks/network/customize-hosts-file-for-pods/",
  recommendation: "Use a Service, one of type ExternalName, or the cluster's DNS.",
  run: (subject) =>
    eachPodSpec(subject, ({ podSpec }) =>
      itemsAt(podSpec, ["hostAliases"]).map((alias, index) => ({
        evidence: `${itemsAt(alias, ["hostnames"]).join(", ")} is ${textAt(alias, ["ip"])} for it`,
        path: ["hostAliases", index],
      })),
    ),
};

export const processNamespace: Check = {
  id: "security/process-namespace",
  severity: "low",
  title: "Containers of a pod do not see each other's processes",
  why: "Each container reads the environment, the files and the memory of the others: a sidecar that is broken into has the service's secrets.",
  source: "https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/",
  recommendation: "Remove shareProcessNamespace; `kubectl debug --target` shows the processes when they are needed.",
  run: (subject) =>
    eachPodSpec(subject, ({ podSpec }) =>
      fieldsAt(podSpec).shareProcessNamespace === true
        ? {
            evidence: "shareProcessNamespace is true",
            path: ["shareProcessNamespace"],
            fix: { path: ["shareProcessNamespace"], value: undefined },
          }
        : undefined,
    ),
};

export const accountField: Check = {
  id: "security/account-field",
  severity: "low",
  title: "The account of pods stands in serviceAccountName",
  why: "serviceAccount is its old name: tools that look at the new one believe that the pod runs as default.",
  source: "https://docs.kubelinter.io/#/generated/checks?id=deprecated-service-account-field",
  recommendation: "Write serviceAccountName instead of serviceAccount.",
  run: (subject) =>
    eachPodSpec(subject, ({ podSpec }) => {
      const { serviceAccount, serviceAccountName } = fieldsAt(podSpec);
      // The API server fills the old one in from the new one.
      if (serviceAccount === undefined || serviceAccount === serviceAccountName) return undefined;
      return { evidence: `serviceAccount is ${serviceAccount}`, path: ["serviceAccount"] };
    }),
};

const longestSeconds = 86_400;

export const tokenLifetime: Check = {
  id: "security/token-lifetime",
  severity: "medium",
  title: "Tokens that are mounted end within a day",
  why: "A token that was copied out of a pod works until it ends, wherever the thief is.",
  source: "https://docs.kubelinter.io/#/generated/checks?id=projected-token-long-expiration",
  recommendation: "Leave expirationSeconds at its default of an hour: the kubelet renews the file in time.",
  run: (subject) =>
    eachPodSpec(subject, ({ podSpec }) =>
      itemsAt(podSpec, ["volumes"]).flatMap((volume, index) =>
        itemsAt(volume, ["projected", "sources"]).flatMap((source, position) => {
          const seconds = fieldsAt(source, ["serviceAccountToken"]).expirationSeconds;
          if (typeof seconds !== "number" || seconds <= longestSeconds) return [];
          return [
            {
              evidence: `a token is good for ${seconds} s`,
              path: ["volumes", index, "projected", "sources", position],
            },
          ];
        }),
      ),
    ),
};
