// What does the command of a CronJob say about where a backup goes and how long it stays?

import { podSpecPath } from "../../manifests/containers.ts";
import { fieldsAt } from "../fields.ts";
import type { Seen } from "../subject.ts";

/** Image, command, arguments and literal variables of all containers, as one text. */
export function commandOf({ object }: Seen): string {
  return containersOf(object)
    .flatMap(({ image, command, args, env }) => [
      image,
      ...texts(command),
      ...texts(args),
      ...(Array.isArray(env) ? env : [])
        .map((one) => fieldsAt(one))
        .map(({ name, value }) => `${String(name)}=${String(value ?? "")}`),
    ])
    .join(" ");
}

const store = /\b(?:s3|gs|gcs|az|azure|wasbs?|abfss?|b2|swift|sftp|rclone|oss|cos):\/\/[^\s"'`;|)]*/g;
const uploader =
  /\b(?:aws\s+s3|gsutil|gcloud\s+storage|az\s+storage|azcopy|rclone|mc\s+(?:cp|pipe|mirror)|s3cmd|b2|wal-g|barman-cloud|restic|kopia|pgbackrest)\b/;

export function commandPlaces(seen: Seen, command: string): { destinations: string[]; stays: string | undefined } {
  const destinations = [...new Set(command.match(store) ?? [])];
  const uploads = uploader.exec(command)?.[0];
  if (destinations.length > 0 || uploads !== undefined) {
    return { destinations: destinations.length > 0 ? destinations : [`${uploads}://`], stays: undefined };
  }
  const podSpec = podSpecPath(seen.object)?.reduce<unknown>((parent, key) => fieldsAt(parent)[key], seen.object);
  const { volumes } = fieldsAt(podSpec);
  const kinds = (Array.isArray(volumes) ? volumes : []).map((one) => fieldsAt(one));
  const claim = kinds.map(({ persistentVolumeClaim }) => fieldsAt(persistentVolumeClaim).claimName).find(Boolean);
  if (claim !== undefined) return { destinations, stays: `the PersistentVolumeClaim ${String(claim)}` };
  if (kinds.some(({ hostPath }) => hostPath !== undefined)) return { destinations, stays: "a folder of its node" };
  return { destinations, stays: undefined };
}

/** `find -mtime +30 -delete`, `--keep-daily 30`, `RETENTION_DAYS=30` */
export function retentionInCommand(command: string): number | undefined {
  const patterns = [
    /-mtime\s+\+?(\d+)/,
    /--keep-daily[= ](\d+)/,
    /--keep-within[= ](\d+)d/,
    /RETENTION(?:_?DAYS)?=(\d+)d?\b/i,
    /KEEP_DAYS=(\d+)/i,
    /--min-age[= ](\d+)d/,
  ];
  const found = patterns.map((pattern) => pattern.exec(command)?.[1]).find((number) => number !== undefined);
  return found === undefined ? undefined : Number(found);
}

interface SomeContainer {
  readonly image: string;
  readonly command: unknown;
  readonly args: unknown;
  readonly env: unknown;
}

function containersOf(object: Seen["object"]): SomeContainer[] {
  const podSpec = podSpecPath(object)?.reduce<unknown>((parent, key) => fieldsAt(parent)[key], object);
  const { containers, initContainers } = fieldsAt(podSpec);
  const all = [
    ...(Array.isArray(containers) ? containers : []),
    ...(Array.isArray(initContainers) ? initContainers : []),
  ];
  return all
    .map((one) => fieldsAt(one))
    .map(({ image, command, args, env }) => ({ image: String(image ?? ""), command, args, env }));
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
