// What keeps a container of a pod from getting ready?

import type { Container, ContainerStatus, Pod, Probe } from "../workload.ts";
import { type Cause, cannotHeal, mayHeal, type Patience } from "./cause.ts";
import { pullTrouble } from "./pull.ts";

/** Init and sidecar containers first: the others wait for them. */
export function containerCauses(pod: Pod): Cause[] {
  const { spec, status = {} } = pod;
  const places = [
    ...placesIn("initContainers", spec.initContainers ?? [], status.initContainerStatuses ?? []),
    ...placesIn("containers", spec.containers, status.containerStatuses ?? []),
  ];
  return places.flatMap((place) => causeOf(pod, place) ?? []);
}

interface Place {
  readonly container: Container;
  readonly status: ContainerStatus;
  readonly list: "initContainers" | "containers";
  readonly path: readonly (string | number)[];
}

function placesIn(
  list: Place["list"],
  containers: readonly Container[],
  statuses: readonly ContainerStatus[],
): Place[] {
  return containers.flatMap((container, index) => {
    const status = statuses.find((each) => each.name === container.name);
    return status === undefined ? [] : [{ container, status, list, path: ["spec", "template", "spec", list, index] }];
  });
}

function causeOf(pod: Pod, place: Place): Cause | undefined {
  const { state = {} } = place.status;
  if (state.waiting !== undefined)
    return waitingCause(pod, place, state.waiting.reason ?? "", state.waiting.message ?? "");
  if (state.terminated !== undefined) return endedCause(pod, place);
  if (state.running !== undefined && !place.status.ready) return notReadyCause(pod, place);
  return undefined;
}

function waitingCause(pod: Pod, place: Place, reason: string, message: string): Cause | undefined {
  switch (reason) {
    case "InvalidImageName":
      return cause(pod, place, reason, {
        found: `${name(place)} has an image name that is not one: ${place.container.image}`,
        advice: "Write it as registry/name:tag or registry/name@sha256:….",
        patience: cannotHeal,
        path: [...place.path, "image"],
      });
    case "ErrImageNeverPull":
      return cause(pod, place, reason, {
        found: `the image ${place.container.image} of ${name(place)} is not on the node, and imagePullPolicy: Never forbids to pull it`,
        advice: "Set imagePullPolicy to IfNotPresent, or load the image onto the nodes.",
        patience: cannotHeal,
        path: [...place.path, "image"],
      });
    case "ErrImagePull":
    case "ImagePullBackOff":
    case "RegistryUnavailable":
    case "SignatureValidationFailed":
    case "ImageInspectError":
      return pullCause(pod, place, message);
    case "CreateContainerConfigError":
      return cause(pod, place, reason, {
        found: `${name(place)} cannot be configured: ${message}`,
        advice: configurationAdvice(message),
        path: [...place.path, ...referencePath(place.container, message)],
        patience: configurationPatience(message),
      });
    case "CrashLoopBackOff":
      return endedCause(pod, place);
    // Nothing was created, so nothing is counted as restarted.
    case "CreateContainerError":
    case "PreCreateHookError":
    case "PreStartHookError":
      return cause(pod, place, reason, {
        found: `${name(place)} cannot be created: ${message}`,
        advice: "Look at its command, its mounts and its security context.",
        patience: { kind: "start" },
      });
    case "RunContainerError":
      return cause(pod, place, reason, {
        found: `${name(place)} cannot be started: ${message}`,
        advice: "Look at its command, its mounts and its security context.",
        patience: untilRestarts(place),
      });
    case "PostStartHookError":
      return cause(pod, place, reason, {
        found: `${name(place)} is ended each time because its postStart hook fails: ${message}`,
        advice: "Run the hook's command in the image to see why it fails; the container does not go on without it.",
        patience: untilRestarts(place),
        path: [...place.path, "lifecycle", "postStart"],
      });
    default:
      return message === ""
        ? undefined
        : cause(pod, place, reason, {
            found: `${name(place)} waits (${reason}): ${message}`,
            advice: "Look at the events of the pod.",
            patience: mayHeal,
          });
  }
}

function pullCause(pod: Pod, place: Place, message: string): Cause {
  const { image } = place.container;
  return cause(pod, place, "pull", { ...pullTrouble(image, name(place), message), path: [...place.path, "image"] });
}

/** Which of what the kubelet says of a configuration no time mends. Its caches and its own start are not among it. */
function configurationPatience(message: string): Patience {
  if (/failed to sync \w+ cache|not registered|have not yet been read/.test(message)) return mayHeal;
  if (/subPath/.test(message)) return { kind: "start" };
  return /not found|couldn't find key|runAsNonRoot|runAsUser|non-root/.test(message) ? cannotHeal : mayHeal;
}

function configurationAdvice(message: string): string {
  if (/couldn't find key/.test(message)) return "Add the key, or mark the reference as optional.";
  if (/not found/.test(message)) return "Create what it names first, or add it to the manifests.";
  if (/subPath/.test(message))
    return "Look at the volume that it mounts a part of: the subPath must be there or may be made.";
  if (/runAsNonRoot|runAsUser|non-root/.test(message))
    return "Set runAsUser to a number that is not 0, or USER in the Dockerfile to a number.";
  return "Look at env, envFrom and the security context of the container.";
}

type Reference = { readonly name?: string; readonly key?: string } | undefined;

/** Where the container names what the message does: `secret "db" not found`, `couldn't find key url in Secret shop/db`. */
function referencePath(container: Container, message: string): (string | number)[] {
  const [, kind = "", named] = /(secret|configmap) "?(?:[^"\s/]+\/)?([^"\s]+)"?/i.exec(message) ?? [];
  if (named === undefined) return [];
  const word = kind.toLowerCase() === "secret" ? "secret" : "configMap";
  const key = /couldn't find key (\S+) in/.exec(message)?.[1];
  const envFrom = (container.envFrom ?? []) as readonly Readonly<Record<string, Reference>>[];
  const all = key === undefined ? envFrom.findIndex((each) => each[`${word}Ref`]?.name === named) : -1;
  if (all >= 0) return ["envFrom", all, `${word}Ref`, "name"];
  const env = (container.env ?? []) as readonly { readonly valueFrom?: Readonly<Record<string, Reference>> }[];
  const one = env.findIndex(({ valueFrom }) => {
    const reference = valueFrom?.[`${word}KeyRef`];
    return reference?.name === named && (key === undefined || reference.key === key);
  });
  return one < 0 ? [] : ["env", one, "valueFrom", `${word}KeyRef`, key === undefined ? "name" : "key"];
}

/** A process that ended: running again soon, or waiting for its next start. */
function endedCause(pod: Pod, place: Place): Cause | undefined {
  const { state = {}, lastState = {}, restartCount } = place.status;
  const ended = state.terminated ?? lastState.terminated;
  const succeededInit = place.list === "initContainers" && ended?.exitCode === 0;
  if (succeededInit && place.container.restartPolicy !== "Always") return undefined;
  const how = ended === undefined ? "ends" : endingOf(ended);
  return cause(pod, place, "crash", {
    found: `${name(place)} ${how}${restartCount > 0 ? `, ${restartCount} ${restartCount === 1 ? "restart" : "restarts"} so far` : ""}`,
    advice: crashAdvice(ended),
    patience: untilRestarts(place),
  });
}

function untilRestarts({ status }: Place): Patience {
  return { kind: "restarts", count: status.restartCount };
}

type Ended = NonNullable<NonNullable<ContainerStatus["state"]>["terminated"]>;

function endingOf(ended: Ended): string {
  if (ended.reason === "OOMKilled") return "was killed because it needed more memory than its limit (OOMKilled)";
  if (ended.exitCode === 0) return "ends with exit code 0 although it has to go on running";
  const words = [
    `exit code ${ended.exitCode}`,
    ...(ended.reason === undefined || ended.reason === "Error" ? [] : [ended.reason]),
  ];
  return `ends with ${words.join(", ")}${ended.message ? `: ${ended.message.trim()}` : ""}`;
}

function crashAdvice(ended: Ended | undefined): string {
  if (ended?.reason === "OOMKilled") return "Raise its memory limit, or find what needs the memory.";
  if (ended?.reason === "StartError" || ended?.exitCode === 126 || ended?.exitCode === 127)
    return "Its command cannot be run: check command, args and the image's entry point.";
  if (ended?.exitCode === 137)
    return "It was killed: by its liveness or startup probe (see the events), or for memory.";
  if (ended?.exitCode === 0)
    return "Give it a command that goes on, or run it as a Job; a process that ends well when it is told to may also have been ended by its liveness probe (see the events).";
  return "Its log says why it ended; start the image on your machine with the same environment to see it again.";
}

function notReadyCause(pod: Pod, place: Place): Cause | undefined {
  const { container, status, list } = place;
  const sidecar = list === "initContainers" && container.restartPolicy === "Always";
  if (list === "initContainers" && !sidecar) {
    return cause(pod, place, "init", {
      found: `init ${name(place)} is still running, so nothing after it was started`,
      advice: "Its log says what it waits for.",
      patience: mayHeal,
    });
  }
  if (sidecar && status.started === true && container.readinessProbe === undefined) return undefined;
  const probe = container.startupProbe !== undefined && status.started !== true ? "startupProbe" : "readinessProbe";
  const waits = container[probe] === undefined ? undefined : probeCause(pod, place, probe, container[probe]);
  const crashed = status.restartCount > 0 ? endedCause(pod, { ...place, status: { ...status, state: {} } }) : undefined;
  if (crashed === undefined) return waits;
  // It runs again: why it ended tells more, and it has the time that its probes allow from here on.
  const { patience = mayHeal, key = crashed.key } = waits ?? {};
  return { ...crashed, patience, key, previousLog: true };
}

function probeCause(pod: Pod, place: Place, field: "startupProbe" | "readinessProbe", probe: Probe): Cause {
  const word = field === "startupProbe" ? "startup" : "readiness";
  const { initialDelaySeconds = 0, periodSeconds = 10, failureThreshold = 3, timeoutSeconds = 1 } = probe;
  const wrong = wrongPort(place.container, probe);
  const found = cause(pod, place, `not-ready-${field}`, {
    found: `${name(place)} is running, but its ${word} probe does not succeed${wrong === undefined ? "" : `: ${wrong.found}`}`,
    advice:
      wrong?.advice ??
      "The events say what the probe was answered; check its path, its port and what the service waits for.",
    patience: {
      kind: "ready",
      probesMs: (initialDelaySeconds + periodSeconds * failureThreshold + timeoutSeconds) * 1000,
    },
    path: [...place.path, field, ...(wrong?.path ?? [])],
  });
  // Each pod has its own time: as pods come one after another, there is always one that is not ready yet.
  return { ...found, key: `${pod.metadata.name}-${found.key}` };
}

/** A port that the container does not have is the usual reason for a probe that never succeeds. */
function wrongPort(
  { ports = [] }: Container,
  probe: Probe,
): { found: string; advice: string; path: string[] } | undefined {
  for (const kind of ["httpGet", "tcpSocket", "grpc"] as const) {
    const port = probe[kind]?.port;
    if (port === undefined || ports.length === 0) continue;
    const known = ports.some(({ name: own, containerPort }) => port === own || Number(port) === containerPort);
    if (known) continue;
    const all = ports.map((each) =>
      each.name === undefined ? String(each.containerPort) : `${each.containerPort} (${each.name})`,
    );
    return {
      found: `it asks port ${port}, and the container names only ${all.join(", ")}`,
      advice: "Let the probe ask a port that the service listens on.",
      path: [kind, "port"],
    };
  }
  return undefined;
}

function name({ container }: Place): string {
  return `container ${container.name}`;
}

function cause(
  pod: Pod,
  place: Place,
  kind: string,
  parts: Pick<Cause, "found" | "advice" | "patience"> & Partial<Pick<Cause, "path" | "previousLog">>,
): Cause {
  return {
    path: place.path,
    ...parts,
    key: `${place.container.name}-${kind}`,
    pod: pod.metadata.name,
    container: place.container.name,
  };
}
