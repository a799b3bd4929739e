// Do Services, Ingresses and webhooks open ways that they should not?

import type { Check } from "../check.ts";
import { type Complaint, eachObject } from "../examine.ts";
import { fieldsAt, itemsAt, textAt } from "../fields.ts";
import type { Seen } from "../subject.ts";

/** By which load balancers of the large clouds stay inside. */
const internal = [
  "service.beta.kubernetes.io/aws-load-balancer-internal",
  "service.beta.kubernetes.io/aws-load-balancer-scheme",
  "service.beta.kubernetes.io/azure-load-balancer-internal",
  "networking.gke.io/load-balancer-type",
  "cloud.google.com/load-balancer-type",
];

export const externalIps: Check = {
  id: "security/external-ips",
  severity: "high",
  title: "No Service takes addresses of its own choice",
  why: "Whoever sets externalIPs draws the traffic of any address, also of one that is not the cluster's, to pods of their own (CVE-2020-8554).",
  source: "https://github.com/kubernetes/kubernetes/issues/97076",
  recommendation: "Remove spec.externalIPs; use a Service of type LoadBalancer, an Ingress or a Gateway.",
  run: (subject) =>
    eachObject(
      subject.related("Service").objects,
      ({ spec }) => {
        const addresses = itemsAt(spec.externalIPs);
        return addresses.length === 0
          ? undefined
          : {
              evidence: `externalIPs is ${addresses.join(", ")}`,
              path: ["spec", "externalIPs"],
              fix: { path: ["spec", "externalIPs"], value: undefined },
            };
      },
      "there is no Service",
    ),
};

export const exposedServices: Check = {
  id: "security/exposed-services",
  severity: "low",
  title: "Services are reached through an Ingress or a Gateway",
  why: "A port of every node, or a load balancer for everybody, is a way in past the TLS, the limits and the logs of the front door.",
  source: "https://docs.kubelinter.io/#/generated/checks?id=exposed-services",
  recommendation: "Use ClusterIP behind an Ingress or a Gateway, or limit who may come by loadBalancerSourceRanges.",
  run: (subject) =>
    eachObject(
      subject.related("Service").objects,
      ({ spec, object }) => {
        const path = ["spec", "type"];
        if (spec.type === "NodePort") return { evidence: "it is of type NodePort", path };
        if (spec.type !== "LoadBalancer" || itemsAt(spec.loadBalancerSourceRanges).length > 0) return undefined;
        const { annotations = {} } = object.metadata;
        const isInside = internal.some((key) => /^(?:true|internal|0\.0\.0\.0\/0)$/i.test(annotations[key] ?? ""));
        return isInside ? undefined : { evidence: "it is of type LoadBalancer, and open to everybody", path };
      },
      "there is no Service",
    ),
};

const snippet = /^(?:[\w.-]+\/)?(?:[\w-]*-)?snippets?$/;

export const ingressSnippets: Check = {
  id: "security/ingress-snippets",
  severity: "critical",
  title: "No Ingress brings configuration text of its own",
  why: "A snippet is pasted into the controller's configuration: it can read the token of the controller, and so every Secret of the cluster (CVE-2021-25742).",
  source: "https://github.com/kubernetes/ingress-nginx/issues/7837",
  recommendation: "Use the annotation of the controller that does it, or its ConfigMap.",
  run: (subject) =>
    eachObject(
      subject.related("Ingress").objects,
      ({ object }) =>
        Object.keys(object.metadata.annotations ?? {})
          .filter((key) => snippet.test(key))
          .map((key) => ({ evidence: `it has the annotation ${key}`, path: ["metadata", "annotations", key] })),
      "there is no Ingress",
    ),
};

const webhookKinds = new Set(["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"]);

export const webhookFailure: Check = {
  id: "security/webhook-failure",
  severity: "medium",
  title: "What a webhook guards stays shut when it is away",
  why: "With Ignore, a policy is switched off by its own crash, or by whoever can bring one about.",
  source: "https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#failure-policy",
  recommendation: "Set failurePolicy: Fail, run the webhook more than once, and leave its own namespace out of it.",
  run: (subject) =>
    eachObject(
      subject.written.filter(({ object }) => webhookKinds.has(object.kind)),
      openWebhooks,
      "the manifests bring no webhook",
    ),
};

function openWebhooks({ object }: Seen): Complaint[] {
  return itemsAt(object, ["webhooks"]).flatMap((webhook, index) =>
    fieldsAt(webhook).failurePolicy === "Ignore"
      ? [
          {
            evidence: `the failurePolicy of ${textAt(webhook, ["name"])} is Ignore`,
            path: ["webhooks", index, "failurePolicy"],
          },
        ]
      : [],
  );
}
