// Is a volume of a kind that reaches past what Kubernetes manages?

import { type Control, controlCheck } from "./pod-security.ts";

const allowed = new Set([
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "image",
  "persistentVolumeClaim",
  "projected",
  "secret",
]);

export const volumeTypesControl: Control = {
  id: "restrictedVolumes",
  level: "restricted",
  since: 0,
  replaces: "hostPathVolumes",
  judge: ({ spec }) =>
    (spec.volumes ?? []).flatMap((volume, index) => {
      const kinds = Object.entries(volume)
        .filter(([key, value]) => key !== "name" && value !== undefined && value !== null)
        .map(([key]) => key);
      if (kinds.some((kind) => allowed.has(kind))) return [];
      const what = kinds.length === 0 ? "of no kind" : `of the kind ${kinds.join(", ")}`;
      return [{ evidence: `the volume ${volume.name ?? ""} is ${what}`, path: ["volumes", index] }];
    }),
};

export const volumeTypes = controlCheck(volumeTypesControl, {
  id: "security/volume-types",
  severity: "medium",
  title: "Volumes are of the kinds that Kubernetes manages",
  why: "An inline volume of another kind (NFS, iSCSI, a cloud's disk) carries its address and often its credentials in the pod, past quotas and storage classes.",
  recommendation:
    "Use a PersistentVolumeClaim or an ephemeral, CSI, ConfigMap, Secret, projected, downwardAPI, image or emptyDir volume.",
});
