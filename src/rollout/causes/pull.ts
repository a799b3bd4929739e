// Why can a node not pull an image?

import { type Cause, cannotHeal, type Patience } from "./cause.ts";

/** What keeps a node from having an image, in the words of the kubelet and of its container runtime. */
export interface PullTrouble {
  readonly found: string;
  readonly advice: string;
  readonly patience: Patience;
}

interface Rule extends Pick<Cause, "advice" | "patience"> {
  readonly pattern: RegExp;
  /** Between the image and the runtime's own words. */
  readonly found: (image: string, container: string) => string;
}

/** The first that matches. What may heal comes first: a registry that is overloaded also says `denied` and `not found`. */
const rules: readonly Rule[] = [
  {
    pattern:
      /\b429\b|too ?many ?requests|rate limit|\b50[0234]\b|service unavailable|bad gateway|timeout|timed out|deadline exceeded|connection (?:refused|reset)|no such host|server misbehaving|temporary failure|network is unreachable|no route to host|unexpected EOF|registry is unavailable/i,
    found: (image, container) => `the image ${image} of ${container} cannot be pulled`,
    advice: "Check that the nodes reach the registry, and that it is up and does not limit how often they ask.",
    patience: { kind: "start" },
  },
  {
    pattern: /no match for platform|no matching manifest for/i,
    found: (image, container) => `the image ${image} of ${container} is not made for the platform of the node`,
    advice: "Build it for the nodes' platforms too, or choose nodes by kubernetes.io/arch.",
    patience: cannotHeal,
  },
  {
    pattern: /signature validation failed|SignatureValidationFailed/i,
    found: (image, container) =>
      `the node's policy does not accept the signature of the image ${image} of ${container}`,
    advice: "Sign the image as the nodes' policy asks, or release the one that was signed.",
    patience: cannotHeal,
  },
  {
    pattern: /short[- ]name/i,
    found: (image, container) => `the node does not know which registry the image ${image} of ${container} is from`,
    advice: "Write its name in full: registry/name:tag.",
    patience: cannotHeal,
  },
  // Registries that hide what a stranger may not see say both.
  {
    pattern: /pull access denied|may require (?:authorization|'docker login')/i,
    found: (image, container) => `the registry refuses the image ${image} of ${container}, or it does not exist`,
    advice:
      "Check its name and tag, and give the pod (imagePullSecrets) or its ServiceAccount credentials that may pull it.",
    patience: cannotHeal,
  },
  {
    pattern: /unauthorized|denied|authorization failed|\b40[13]\b|no basic auth/i,
    found: (image, container) => `the registry refuses the image ${image} of ${container}`,
    advice: "Give the pod (imagePullSecrets) or its ServiceAccount credentials that may pull it.",
    patience: cannotHeal,
  },
  {
    pattern: /not found|manifest unknown|name unknown|does not exist/i,
    found: (image, container) => `the image ${image} of ${container} does not exist`,
    advice: "Check its name and tag, and that the build has pushed it.",
    patience: cannotHeal,
  },
];

/**
 * Pure. `ImagePullBackOff` repeats the error since Kubernetes 1.29 (https://github.com/kubernetes/kubernetes/pull/121378);
 * before that, or where nobody knows the words, it is given the time that a pod has to start.
 *
 * @param container as it is told, for instance `container orders`
 */
export function pullTrouble(image: string, container: string, message: string): PullTrouble {
  const words = withoutNames(message, image);
  const rule = rules.find(({ pattern }) => pattern.test(words));
  const told = message || "no reason given";
  if (rule !== undefined) {
    const { found, advice, patience } = rule;
    return { found: `${found(image, container)}: ${told}`, advice, patience };
  }
  return {
    found: `the image ${image} of ${container} cannot be pulled: ${told}`,
    advice: "Look at the events of the pod; check that the nodes reach the registry and have room for the image.",
    patience: { kind: "start" },
  };
}

/** A tag may be `401`, and a repository `not-found`: what is named says nothing of why. */
function withoutNames(message: string, image: string): string {
  return message
    .replaceAll(image, "")
    .replace(/"[^"]*"/g, "")
    .replace(/https?:\/\/[^\s"]+/g, "");
}
