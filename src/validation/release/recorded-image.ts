// Does the workload run what its record says?

import { containersOf } from "../../manifests/containers.ts";
import { currentRelease, openRelease } from "../../release/states.ts";
import type { Check } from "../check.ts";
import { eachRecorded } from "./records.ts";

export const recordedImage: Check = {
  id: "release/recorded-image",
  severity: "high",
  title: "The workload runs the image of its last release",
  why: "Somebody changed it beside the releases: the record's way back, its commit and its figures are of something else.",
  source: "https://kubernetes.io/docs/concepts/containers/images/#image-names",
  recommendation: "Release what should run; what was tried by hand is gone then.",
  run: (subject) =>
    eachRecorded(subject, [], (record, { alive }) => {
      const current = currentRelease(record);
      const open = openRelease(record);
      if (current === undefined || (open !== undefined && open.id !== current.id)) return [];
      const images = containersOf(alive).map(({ image }) => image);
      const wanted = current.digest === "" ? current.image : current.digest;
      if (images.some((image) => image.endsWith(wanted))) return [];
      return [`the record says ${current.image}, it runs ${images.join(", ")}`];
    }),
};
