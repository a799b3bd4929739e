// Does a kustomization load anything that is not in the repository?

import { promises as fs } from "node:fs";
import path from "node:path";
import { parseKubernetesYaml, type YamlSource } from "../config/source.ts";
import { Failure, type Position } from "../report/failure.ts";

/** The lists of a kustomization whose entries may name something elsewhere. */
const lists = [
  "resources",
  "bases",
  "components",
  "crds",
  "generators",
  "transformers",
  "validators",
  "configurations",
];

/**
 * Follows a kustomization through the folders that it names.
 * @throws Failure, with file and line, for the first thing that is elsewhere: it can change between two runs of one commit.
 */
export async function refuseRemoteBases(folder: string, directory: string, seen = new Set<string>()): Promise<void> {
  if (seen.has(folder)) return;
  seen.add(folder);
  const read = await readKustomization(folder, directory);
  if (read === undefined) return;
  const { source, file } = read;
  for (const { entry, at } of entriesOf(source)) {
    const local = path.resolve(folder, entry);
    const stats = await fs.stat(local).catch(() => undefined);
    if (stats?.isDirectory()) await refuseRemoteBases(local, directory, seen);
    else if (stats === undefined && isRemote(entry))
      throw remote(file, `it loads ${entry}, which`, source.position(at));
  }
  const charts = fieldOf(source.value, "helmCharts");
  if (Array.isArray(charts) && charts.length > 0)
    throw remote(file, "it inflates a Helm chart that", source.position(["helmCharts"]));
}

function entriesOf({ value }: YamlSource): { entry: string; at: (string | number)[] }[] {
  return lists.flatMap((list) => {
    const entries = fieldOf(value, list);
    if (!Array.isArray(entries)) return [];
    return entries.flatMap((entry, index) => (typeof entry === "string" ? [{ entry, at: [list, index] }] : []));
  });
}

async function readKustomization(
  folder: string,
  directory: string,
): Promise<{ source: YamlSource; file: string } | undefined> {
  for (const name of ["kustomization.yaml", "kustomization.yml", "Kustomization"]) {
    const absolute = path.join(folder, name);
    const text = await fs.readFile(absolute, "utf8").catch(() => undefined);
    if (text === undefined) continue;
    const relative = path.relative(directory, absolute);
    const file = relative.startsWith("..") ? absolute : relative;
    const [source] = parseKubernetesYaml(text, file);
    return source === undefined ? undefined : { source, file };
  }
  return undefined;
}

/** As kustomize tells them: a scheme, an address of git's, `github.com/…`, `host/owner/repo//path?ref=…`. */
function isRemote(entry: string): boolean {
  return (
    /^(?:[a-z+]+:\/\/|git@|git::|(?:www\.)?(?:github|gitlab|bitbucket)\.)/i.test(entry) || /\/\/|\?ref=/.test(entry)
  );
}

function remote(file: string, what: string, at: Position): Failure {
  return new Failure({
    attempted: `rendering the kustomization ${path.dirname(file)}`,
    found: `${what} is not in the repository`,
    advice:
      "Copy it into the repository, so that one commit is always one release, or set `allow-remote-bases: true`. A chart in the repository can be named in `manifests` itself.",
    at,
  });
}

/** A field of what may be anything. */
export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
