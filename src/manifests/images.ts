// Which containers of the manifests get which image?

import { describeObject } from "../kube/object.ts";
import { Failure } from "../report/failure.ts";
import { type ContainerPlace, containersOf } from "./containers.ts";
import { canonicalRepository, lastSegment, parseImageReference } from "./image-reference.ts";
import type { Manifest } from "./manifest.ts";

/** An image to put in, and what it is called in the manifests. */
export interface ImageOverride {
  /** A repository (`ghcr.io/acme/orders`) or its last path segment (`orders`). */
  readonly name: string;
  /** `name:tag`, `name@sha256:…` or both. */
  readonly reference: string;
  /** False for a name that the user gave with a path: then only that very repository is meant. */
  readonly anyPath: boolean;
}

export interface ReplacedImage {
  readonly manifest: Manifest;
  readonly container: string;
  readonly from: string;
  readonly to: string;
}

/**
 * Reads one line of the input `images`: `name=reference`, or a full reference that names its own repository.
 * @throws Failure for what is neither.
 */
export function parseImageOverride(line: string): ImageOverride {
  const text = line.trim();
  const equals = text.indexOf("=");
  const reference = equals < 0 ? text : text.slice(equals + 1).trim();
  const parts = parseImageReference(reference);
  const name = equals < 0 ? (parts?.repository ?? "") : text.slice(0, equals).trim();
  if (parts !== undefined && parseImageReference(name)?.repository === name) {
    return { name, reference, anyPath: equals < 0 || !name.includes("/") };
  }
  throw new Failure({
    attempted: `reading the image ${JSON.stringify(text)}`,
    found:
      parts === undefined
        ? `${reference === text ? "it" : JSON.stringify(reference)} is not an image reference${digestTrouble(reference)}`
        : `${JSON.stringify(name)} is not an image name`,
    advice:
      "Write `name=registry/path/name@sha256:…`, or the full reference alone: `registry/path/name:tag`. Repositories are in lower case.",
  });
}

function digestTrouble(reference: string): string {
  const [, digest] = reference.split("@");
  return digest === undefined || /^sha256:[0-9a-f]{64}$/.test(digest)
    ? ""
    : ", because its digest is not sha256: and 64 hexadecimal digits";
}

/**
 * Puts images in by name. An override means the containers (init containers too) whose image's
 * repository is its name. Only where there are none, and the name has no path or is taken from a
 * full reference, it means those whose repository ends with the same last path segment.
 * What it was given is not changed.
 * @throws Failure for an override that matches nothing, one that could mean different repositories,
 * and two that mean one container.
 */
export function setImages(
  manifests: readonly Manifest[],
  images: readonly ImageOverride[],
): { manifests: Manifest[]; replaced: ReplacedImage[] } {
  const places = manifests.flatMap((manifest) =>
    containersOf(manifest.object).map((place) => ({ ...place, manifest })),
  );
  const chosen = new Map<Place, ImageOverride>();
  for (const override of images) {
    for (const place of placesOf(override, places)) {
      const other = chosen.get(place);
      if (other !== undefined) throw claimedTwice(place, override, other);
      chosen.set(place, override);
    }
  }
  const replaced = [...chosen].map(([place, { reference }]) => ({
    manifest: place.manifest,
    container: place.name,
    from: place.image,
    to: reference,
  }));
  return { manifests: manifests.map((manifest) => withImages(manifest, chosen)), replaced };
}

interface Place extends ContainerPlace {
  readonly manifest: Manifest;
}

function placesOf(override: ImageOverride, places: readonly Place[]): Place[] {
  const repository = canonicalRepository(override.name);
  const same = places.filter((place) => canonicalRepository(repositoryOf(place.image)) === repository);
  if (same.length > 0) return same;
  const similar = override.anyPath
    ? places.filter((place) => lastSegment(repositoryOf(place.image)) === lastSegment(override.name))
    : [];
  if (similar.length === 0) throw matchesNothing(override, places);
  const meant = new Set(similar.map((place) => canonicalRepository(repositoryOf(place.image))));
  if (meant.size > 1) throw ambiguous(override, similar);
  return similar;
}

/** The repository of an image as a manifest has it; a placeholder that is no valid reference stands for itself. */
function repositoryOf(image: string): string {
  return parseImageReference(image)?.repository ?? image;
}

function withImages(manifest: Manifest, chosen: ReadonlyMap<Place, ImageOverride>): Manifest {
  const mine = [...chosen].filter(([place]) => place.manifest === manifest);
  if (mine.length === 0) return manifest;
  const object = structuredClone(manifest.object);
  for (const [place, { reference }] of mine) {
    const container = place.path.reduce<unknown>((parent, key) => Reflect.get(Object(parent), key), object);
    Reflect.set(Object(container), "image", reference);
  }
  return { ...manifest, object };
}

function matchesNothing(override: ImageOverride, places: readonly Place[]): Failure {
  const there = [...new Set(places.map((place) => place.image).filter((image) => image !== ""))];
  return new Failure({
    attempted: `putting in the image ${override.reference}`,
    found: `no container of the manifests has an image named ${override.name}`,
    advice:
      there.length === 0
        ? "The manifests have no container at all: check which files are given."
        : `Write \`name=${override.reference}\` with the name of one of the images that are there: ${there.join(", ")}.`,
  });
}

function ambiguous(override: ImageOverride, similar: readonly Place[]): Failure {
  return new Failure({
    attempted: `putting in the image ${override.reference}`,
    found: `${override.name} could mean ${similar.map(describePlace).join(" and ")}`,
    advice: `Write the whole repository of the one that is meant: \`${repositoryOf(similar[0]?.image ?? "")}=${override.reference}\`.`,
    at: similar[0] === undefined ? undefined : positionOf(similar[0]),
  });
}

function claimedTwice(place: Place, one: ImageOverride, other: ImageOverride): Failure {
  return new Failure({
    attempted: `putting in the image ${one.reference}`,
    found: `${describePlace(place)} is meant by ${other.name}=${other.reference} too`,
    advice: "Keep one of the two.",
    at: positionOf(place),
  });
}

function describePlace(place: Place): string {
  return `${place.image} of ${place.kind} ${place.name} in ${describeObject(place.manifest.object)}`;
}

function positionOf(place: Place) {
  return place.manifest.position([...place.path, "image"]);
}
