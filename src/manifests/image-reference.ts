// What are the parts of an image reference?

/**
 * `registry/path/name:tag@digest`, taken apart.
 * https://github.com/distribution/reference/blob/main/reference.go
 */
export interface ImageReference {
  /** The registry and the path as written: `localhost:5000/acme/orders`. */
  readonly repository: string;
  /** Empty where there is none. */
  readonly tag: string;
  /** `sha256:…`, or empty. */
  readonly digest: string;
}

const pattern =
  /^((?:[a-zA-Z0-9[][a-zA-Z0-9._[\]:-]*\/)?[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*)(?::([\w][\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}))?$/;

/** The parts of a reference, or undefined for a text that is none. */
export function parseImageReference(text: string): ImageReference | undefined {
  const [, repository, tag = "", digest = ""] = pattern.exec(text) ?? [];
  return repository === undefined ? undefined : { repository, tag, digest };
}

/** One spelling for one repository: `nginx`, `library/nginx` and `docker.io/library/nginx` are the same. */
export function canonicalRepository(repository: string): string {
  const [first = "", ...rest] = repository.split("/");
  const hasRegistry = rest.length > 0 && (/[.:A-Z]/.test(first) || first === "localhost");
  const registry = hasRegistry
    ? first.toLowerCase().replace(/^(?:index|registry-1)\.docker\.io$/, "docker.io")
    : "docker.io";
  const path = hasRegistry ? rest.join("/") : repository;
  return registry === "docker.io" && !path.includes("/") ? `docker.io/library/${path}` : `${registry}/${path}`;
}

/** `orders` of `localhost:5000/acme/orders`. */
export function lastSegment(repository: string): string {
  return repository.slice(repository.lastIndexOf("/") + 1);
}
