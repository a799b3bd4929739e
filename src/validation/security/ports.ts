// Does a container open a port that says too much about it?

import type { Check } from "../check.ts";
import { eachContainer } from "../examine.ts";

const remote: ReadonlyMap<number, string> = new Map([
  [22, "SSH"],
  [23, "Telnet"],
  [512, "rexec"],
  [513, "rlogin"],
  [514, "rsh"],
  [2375, "Docker without TLS"],
  [3389, "RDP"],
  [5900, "VNC"],
]);

export const remotePorts: Check = {
  id: "security/remote-ports",
  severity: "high",
  title: "No container offers a login from afar",
  why: "A shell over the network is a second way in, with users, keys and holes of its own, past the API server and its audit.",
  source: "https://docs.kubelinter.io/#/generated/checks?id=ssh-port",
  recommendation: "Take the daemon out of the image; `kubectl exec` and `kubectl debug` leave a trace.",
  run: (subject) =>
    eachContainer(subject, ({ container }) =>
      (container.ports ?? []).flatMap(({ containerPort }, index) => {
        const what = remote.get(Number(containerPort));
        return what === undefined
          ? []
          : [{ evidence: `it opens port ${containerPort}, which is ${what}`, path: ["ports", index] }];
      }),
    ),
};

export const privilegedPorts: Check = {
  id: "security/privileged-ports",
  severity: "low",
  title: "Containers listen above port 1023",
  why: "Below it a process must be root, or have NET_BIND_SERVICE: a right that is kept for nothing, for a Service gives the port its number outside.",
  source: "https://docs.kubelinter.io/#/generated/checks?id=privileged-ports",
  recommendation: "Listen on a port such as 8080, and map it in the Service.",
  run: (subject) =>
    eachContainer(subject, ({ container }) =>
      (container.ports ?? []).flatMap(({ containerPort }, index) =>
        Number(containerPort) > 0 && Number(containerPort) < 1024
          ? [{ evidence: `it listens on port ${containerPort}`, path: ["ports", index, "containerPort"] }]
          : [],
      ),
    ),
};
