// What is wrong with the image itself?

import { findFile, type ImageFile, type LayerFiles } from "../content/files.ts";
import type { PlatformImage } from "../content/image-content.ts";
import type { Dockerfile } from "../dockerfile/dockerfile.ts";
import { findStage } from "../dockerfile/dockerfile.ts";
import { lineOfLayer } from "../dockerfile/layer-line.ts";
import { sizeText } from "../size-limit.ts";
import { findProgram, healthcheckPrograms, type Program, startCommand, startPrograms } from "./programs.ts";
import type { Inspection } from "./rules.ts";
import { findSecretFiles } from "./secret-files.ts";

export interface Finding {
  readonly inspection: Inspection;
  /** A sentence without its full stop. */
  readonly found: string;
  readonly advice: string;
  /** Of the Dockerfile, where one made it. */
  readonly line?: number | undefined;
}

export interface Inspected {
  readonly image: PlatformImage;
  readonly layers: readonly LayerFiles[];
  readonly files: ReadonlyMap<string, ImageFile>;
  readonly dockerfile?: Dockerfile | undefined;
  readonly target?: string | undefined;
}

/** Pure: everything that can be found, whatever it matters. */
export function inspectImage(inspected: Inspected): Finding[] {
  return [user, healthcheck, entrypoint, ports, secretFiles, secretVariables, caches].flatMap((look) =>
    look(inspected),
  );
}

/** The ports that the image says it listens on: `8080/tcp`. */
export function exposedPorts({ config }: PlatformImage): string[] {
  return Object.keys(config.config?.ExposedPorts ?? {}).map((port) => (port.includes("/") ? port : `${port}/tcp`));
}

function user(inspected: Inspected): Finding[] {
  const given = inspected.image.config.config?.User ?? "";
  if (!isRoot(given, inspected.files)) return unknownUser(given, inspected);
  return [
    {
      inspection: "user",
      found: given === "" ? "the image runs as root, as it names no user" : `the image runs as root (USER ${given})`,
      advice: "End the last stage with USER and a number, such as USER 65532:65532: Kubernetes can only check numbers.",
      line: lineOf(inspected, "USER"),
    },
  ];
}

/** A name is looked up when the container starts, and only then does a missing one show. */
function unknownUser(given: string, inspected: Inspected): Finding[] {
  if (inspected.image.config.os === "windows") return [];
  const [name = "", group = ""] = given.split(":");
  const missing = [
    { word: name, file: "etc/passwd", what: "user" },
    { word: group, file: "etc/group", what: "group" },
  ].find(({ word, file }) => word !== "" && !/^\d+$/.test(word) && !isListed(word, file, inspected.files));
  if (missing === undefined) return [];
  return [
    {
      inspection: "user",
      found: `no container of the image starts: it runs as ${given}, and its /${missing.file} has no ${missing.what} ${missing.word}`,
      advice: "Add it in the last stage (adduser), or write USER and a number, such as USER 65532:65532.",
      line: lineOf(inspected, "USER"),
    },
  ];
}

/** A file whose text is not known (a link leads to it) may list anybody. */
function isListed(word: string, path: string, files: ReadonlyMap<string, ImageFile>): boolean {
  const file = findFile(files, path);
  if (file === undefined) return false;
  return file.text === undefined || file.text.split("\n").some((line) => line.startsWith(`${word}:`));
}

function isRoot(given: string, files: ReadonlyMap<string, ImageFile>): boolean {
  const [name = ""] = given.split(":");
  if (name === "" || name === "root" || /^0+$/.test(name)) return true;
  const entry = files
    .get("etc/passwd")
    ?.text?.split("\n")
    .find((line) => line.startsWith(`${name}:`));
  return entry?.split(":")[2] === "0";
}

function healthcheck(inspected: Inspected): Finding[] {
  const unusable = firstUnusable(healthcheckPrograms(inspected.image.config), inspected);
  if (unusable === undefined) return [];
  return [
    {
      inspection: "healthcheck",
      found: `the HEALTHCHECK needs ${why(unusable, "which ")}`,
      advice:
        'Install it in the last stage, or let the service check itself: HEALTHCHECK CMD ["/orders", "healthcheck"].',
      line: lineOf(inspected, "HEALTHCHECK"),
    },
  ];
}

function entrypoint(inspected: Inspected): Finding[] {
  const command = startCommand(inspected.image.config);
  const line = lineOf(inspected, command.length > 0 && noEntrypoint(inspected) ? "CMD" : "ENTRYPOINT");
  if (command.length === 0) {
    const found = "the image names nothing to start, neither ENTRYPOINT nor CMD";
    return [{ inspection: "entrypoint", found, advice: 'Say what it runs: ENTRYPOINT ["/orders"].', line }];
  }
  const unusable = firstUnusable(startPrograms(command), inspected);
  if (unusable === undefined) return [];
  const shown = command.join(" ");
  return [
    {
      inspection: "entrypoint",
      found: `the image cannot start: ${why(unusable)} (it starts with ${shown.length > 80 ? `${shown.slice(0, 80)}…` : shown})`,
      advice: "Check the path and the working directory, and COPY --chmod=755 for a program that lost its permission.",
      line,
    },
  ];
}

function noEntrypoint({ image }: Inspected): boolean {
  return (image.config.config?.Entrypoint ?? []).length === 0;
}

function why(program: Unusable, link = ""): string {
  const before = link === "" ? " " : `, ${link}`;
  switch (program.kind) {
    case "missing":
      return `${program.program}${before}is not in the image`;
    case "not-executable":
      return `${program.path}${before}is not executable`;
    case "not-runnable":
      return `${program.path}${before}is run by ${program.needs}, and that is not in the image`;
  }
}

type Unusable = Exclude<Program, { kind: "there" }>;

/** One is enough: without its shell no program of a script runs either. */
function firstUnusable(programs: readonly string[], { image, files }: Inspected): Unusable | undefined {
  for (const program of programs) {
    const found = findProgram(program, image.config, files);
    if (found.kind !== "there") return found;
  }
  return undefined;
}

function ports(inspected: Inspected): Finding[] {
  if (isRoot(inspected.image.config.config?.User ?? "", inspected.files)) return [];
  return exposedPorts(inspected.image)
    .filter((port) => Number.parseInt(port, 10) < 1024)
    .map((port) => ({
      inspection: "ports" as const,
      found: `the image listens on port ${port}, which only root may open on many systems, and does not run as root`,
      advice: "Listen on a port from 1024, and let the Service map it.",
      line: lineOf(inspected, "EXPOSE"),
    }));
}

function secretFiles(inspected: Inspected): Finding[] {
  return findSecretFiles(inspected.layers, inspected.files).map(({ path, why, layer, removedLater }) => ({
    inspection: "secrets",
    found: removedLater
      ? `${path} looks like ${why}; a later layer removes it, and everybody who pulls the image still gets it`
      : `${path} looks like ${why}`,
    advice:
      "Keep it out with .dockerignore, and hand it to a step by RUN --mount=type=secret; take back what was shipped.",
    line: lineOfLayer(inspected.dockerfile ?? noDockerfile, layer.createdBy, inspected.target),
  }));
}

/** What ENV says is in the configuration, for everybody to read. */
function secretVariables(inspected: Inspected): Finding[] {
  const looks = /(?:^|_)(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|ACCESS_KEY|PRIVATE_KEY|CREDENTIALS?)$/i;
  const given = (inspected.image.config.config?.Env ?? []).flatMap((one) => {
    const cut = one.indexOf("=");
    return looks.test(one.slice(0, cut)) && one.length > cut + 1 ? [one.slice(0, cut)] : [];
  });
  return given.map((name) => ({
    inspection: "secrets",
    found: `the variable ${name} is set in the image and looks like a secret`,
    advice: "Give it to the container when it runs, from a Secret.",
    line: lineOf(inspected, "ENV", name),
  }));
}

function caches(inspected: Inspected): Finding[] {
  return packageCaches.flatMap(({ path, what, advice }) => {
    const own = inspected.layers.flatMap(({ layer, files }) =>
      files.filter((file) => file.kind === "file" && path.test(file.path)).map((file) => ({ layer, file })),
    );
    const bytes = own.reduce((sum, { file }) => sum + file.size, 0);
    const [first] = own;
    if (first === undefined || bytes < smallestCache) return [];
    return [
      {
        inspection: "caches" as const,
        found: `the image carries ${what}: ${own.length} files, ${sizeText(bytes)}`,
        advice,
        line: lineOfLayer(inspected.dockerfile ?? noDockerfile, first.layer.createdBy, inspected.target),
      },
    ];
  });
}

const noDockerfile: Dockerfile = { globalArguments: {}, stages: [], syntax: undefined };

/** Less is not worth a word. */
const smallestCache = 64 * 1024;

const packageCaches: readonly { path: RegExp; what: string; advice: string }[] = [
  {
    path: /^var\/(?:lib\/apt\/lists|cache\/apt)\//,
    what: "apt's package lists or packages",
    advice:
      "Mount them: RUN --mount=type=cache,target=/var/cache/apt …, or end the same RUN with rm -rf /var/lib/apt/lists/*.",
  },
  { path: /^var\/cache\/apk\/|^etc\/apk\/cache\//, what: "apk's cache", advice: "Write apk add --no-cache." },
  {
    path: /^var\/cache\/(?:dnf|yum|microdnf|libdnf5)\//,
    what: "dnf's cache",
    advice: "End the same RUN with dnf clean all.",
  },
  {
    path: /(?:^|\/)\.cache\/pip\//,
    what: "pip's cache",
    advice: "Write pip install --no-cache-dir, or mount the cache.",
  },
  {
    path: /(?:^|\/)\.npm\/_cacache\//,
    what: "npm's cache",
    advice: "Mount it: RUN --mount=type=cache,target=/root/.npm npm ci.",
  },
  {
    path: /(?:^|\/)\.cache\/(?:yarn|go-build|uv)\/|(?:^|\/)\.yarn\/cache\//,
    what: "a build cache",
    advice: "Mount it with --mount=type=cache, or copy only the result into the last stage.",
  },
  {
    path: /(?:^|\/)go\/pkg\/mod\/cache\//,
    what: "Go's module cache",
    advice: "Build in a stage of its own, and copy only the program.",
  },
  {
    path: /(?:^|\/)\.(?:m2\/repository|gradle\/caches|cargo\/registry\/cache)\//,
    what: "a package cache",
    advice: "Build in a stage of its own, and copy only the result.",
  },
];

/** The last such instruction of what was built; an ENV by the name that it sets. */
function lineOf({ dockerfile, target }: Inspected, keyword: string, name?: string): number | undefined {
  if (dockerfile === undefined) return undefined;
  const stage = findStage(dockerfile, target);
  const own = stage?.instructions.findLast(
    (one) => one.keyword === keyword && (name === undefined || one.text.includes(name)),
  );
  // What is missing is missing from the stage.
  return own?.line ?? stage?.line;
}
