// What answers kube-score about images, ports and probes of containers?

import { fieldsAt } from "../../fields.ts";
import { allOf, isLed, isMorePatient, probePairs, serves, staying, unserving } from "../judged.ts";
import { itAlone, type PeerCheck, weAlone } from "../peer-check.ts";

export const containerChecks: readonly PeerCheck[] = [
  {
    check: "container-image-tag",
    ours: ["reliability/image-tag"],
    differs: [
      weAlone("it takes what follows the last colon for a tag, the port of `registry:5000/orders` too", (judged) =>
        allOf(judged).some(({ image = "" }) => /:\d+\/[^:@]*$/.test(image)),
      ),
    ],
  },
  {
    check: "container-image-pull-policy",
    ours: ["reliability/image-pull-policy"],
    differs: [
      itAlone(
        "it wants Always. With a tag or digest that stays, no pod starts then while the registry is down; that pull secrets are asked again is admission's affair (AlwaysPullImages, KubeletEnsureSecretPulledImages)",
        (judged) =>
          allOf(judged).some(({ imagePullPolicy: policy }) => policy === undefined || policy === "IfNotPresent"),
      ),
      weAlone("Always for a digest is what we report", (judged) =>
        allOf(judged).some(
          ({ image = "", imagePullPolicy }) => imagePullPolicy === "Always" && image.includes("@sha256:"),
        ),
      ),
    ],
  },
  {
    check: "container-ports-check",
    ours: ["objects/names"],
    differs: [
      itAlone(
        "a port without a number is what the API's schema refuses (objects/required-fields, with a cluster)",
        (judged) => allOf(judged).some(({ ports = [] }) => ports.some((port) => !fieldsAt(port).containerPort)),
      ),
      weAlone("it reads the length of a port's name, and not its letters", (judged) =>
        allOf(judged).some(({ ports = [] }) =>
          ports.some(({ name }) => name !== undefined && name.length <= 15 && !/^[a-z0-9-]*$/.test(name)),
        ),
      ),
      weAlone("it does not compare the names of containers", (judged) => {
        const names = allOf(judged).map(({ name }) => name);
        return new Set(names).size < names.length;
      }),
    ],
  },
  { check: "environment-variable-key-duplication", ours: ["objects/duplicate-environment"] },
  {
    check: "pod-probes",
    ours: ["reliability/readiness-probe", "reliability/liveness-probe"],
    differs: [
      itAlone(
        "it also asks bare pods, which nothing starts again and no release replaces",
        (judged) => !serves(judged),
      ),
      weAlone(
        "it skips what no Service leads to; a rollout needs readiness with or without one",
        (judged) => !isLed(judged),
      ),
      weAlone("one probe in the whole pod contents it; we ask each container that has a port", (judged) => {
        const probed = allOf(judged).filter(({ readinessProbe }) => readinessProbe !== undefined).length;
        return probed > 0 && probed < allOf(judged).length;
      }),
      weAlone("a missing liveness probe is below its threshold", (judged) =>
        staying(judged).some(({ livenessProbe }) => livenessProbe === undefined),
      ),
    ],
  },
  {
    check: "pod-probes-identical",
    ours: ["reliability/distinct-probes"],
    differs: [
      itAlone("we let the same probe pass where liveness gives up later than readiness", (judged) =>
        probePairs(judged).some(isMorePatient),
      ),
      itAlone("it takes two named ports for the same one (it compares them as numbers, and both are 0)", (judged) =>
        probePairs(judged).some(({ readiness, liveness }) => {
          const ports = [readiness, liveness].map((probe) => fieldsAt(probe, ["httpGet"]).port);
          return ports.every((port) => typeof port === "string") && ports[0] !== ports[1];
        }),
      ),
      itAlone("it does not compare scheme, host and headers", (judged) =>
        probePairs(judged).some(({ readiness, liveness }) => {
          const [one, other] = [readiness, liveness].map((probe) => {
            const { path: _path, port: _port, ...rest } = fieldsAt(probe, ["httpGet"]);
            return JSON.stringify(rest);
          });
          return one !== other;
        }),
      ),
      itAlone("it also asks bare pods and sidecars, which no Service waits for", (judged) =>
        unserving(judged).some(
          ({ livenessProbe, readinessProbe }) => livenessProbe !== undefined && readinessProbe !== undefined,
        ),
      ),
      weAlone("it does not know gRPC", (judged) =>
        probePairs(judged).some(
          ({ readiness, liveness }) => readiness.grpc !== undefined && liveness.grpc !== undefined,
        ),
      ),
    ],
  },
];
