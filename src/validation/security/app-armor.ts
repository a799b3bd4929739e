// Is the AppArmor profile of the node weakened?

import { type Control, controlCheck, perContainer } from "./pod-security.ts";

const allowedTypes = new Set(["RuntimeDefault", "Localhost"]);
/** How it was written before Kubernetes 1.30. */
const annotationPrefix = "container.apparmor.security.beta.kubernetes.io/";

export const appArmorControl: Control = {
  id: "appArmorProfile",
  level: "baseline",
  since: 0,
  judge: (pod) => {
    const path = ["securityContext", "appArmorProfile", "type"];
    const complaint = (profile: { readonly type?: string } | undefined) =>
      profile === undefined || profile === null || allowedTypes.has(profile.type ?? "")
        ? undefined
        : { evidence: `the AppArmor profile is ${profile.type ?? "of no type"}`, path };
    const whole = complaint(pod.spec.securityContext?.appArmorProfile);
    const annotated = Object.entries(pod.annotations)
      .filter(([key, value]) => key.startsWith(annotationPrefix) && !isAllowed(value))
      .map(([key, value]) => ({ evidence: `the annotation ${key} is ${value}` }));
    return [
      ...(whole === undefined ? [] : [whole]),
      ...perContainer(pod, ({ securityContext }) => complaint(securityContext?.appArmorProfile)),
      ...annotated,
    ];
  },
};

export const appArmor = controlCheck(appArmorControl, {
  id: "security/app-armor",
  severity: "high",
  title: "The AppArmor profile is not weakened",
  why: "The runtime's default profile stops what a container has no business with: mounts, raw access to /proc and /sys.",
  recommendation: "Remove appArmorProfile and its annotation, or set RuntimeDefault or Localhost.",
});

function isAllowed(value: string): boolean {
  return value === "" || value === "runtime/default" || value.startsWith("localhost/");
}
