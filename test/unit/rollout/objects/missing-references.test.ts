import { expect, it } from "vitest";
import { referencesIn } from "../../../../src/rollout/objects/missing-references.ts";

it("finds what a pod names, wherever it does, but for what is optional", () => {
  const spec = {
    serviceAccountName: "orders",
    imagePullSecrets: [{ name: "pull" }],
    volumes: [
      { name: "a", configMap: { name: "files" } },
      { name: "b", secret: { secretName: "tls" } },
      { name: "c", persistentVolumeClaim: { claimName: "data" } },
      {
        name: "d",
        projected: { sources: [{ secret: { name: "token" } }, { configMap: { name: "no", optional: true } }] },
      },
    ],
    initContainers: [
      { name: "i", envFrom: [{ configMapRef: { name: "env" } }, { secretRef: { name: "no", optional: true } }] },
    ],
    containers: [
      { name: "x", env: [{ name: "P", valueFrom: { secretKeyRef: { name: "db", key: "p" } } }] },
      {
        name: "y",
        env: [{ name: "P", valueFrom: { configMapKeyRef: { name: "settings", key: "p", optional: true } } }],
      },
    ],
  };
  expect([...referencesIn(spec).keys()].toSorted()).toEqual([
    "ConfigMap env",
    "ConfigMap files",
    "PersistentVolumeClaim data",
    "Secret db",
    "Secret tls",
    "Secret token",
    "ServiceAccount orders",
  ]);
});
