// Which of root's powers does a container keep?

import type { Check } from "../check.ts";
import { type Complaint, eachContainer } from "../examine.ts";

export const capabilities: Check = {
  id: "security/capabilities",
  severity: "medium",
  title: "Containers drop all capabilities",
  why: "A container gets a dozen of root's powers by default (raw sockets, changing owners of files) that a service does not need and an attacker does.",
  source: "https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted",
  recommendation: "Set securityContext.capabilities.drop: [ALL]; add at most NET_BIND_SERVICE.",
  run: (subject) =>
    eachContainer(subject, ({ container }) => {
      const { add = [], drop = [] } = container.securityContext?.capabilities ?? {};
      const found: Complaint[] = [];
      if (!drop.some((name) => name.toUpperCase() === "ALL")) {
        found.push({
          evidence: "capabilities.drop does not hold ALL",
          path: ["securityContext", "capabilities", "drop"],
        });
      }
      const added = add.filter((name) => name.toUpperCase() !== "NET_BIND_SERVICE");
      if (added.length > 0) {
        found.push({ evidence: `it adds ${added.join(", ")}`, path: ["securityContext", "capabilities", "add"] });
      }
      return found;
    }),
};
