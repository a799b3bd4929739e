// Which images does a build begin with?

import { canonicalRepository, parseImageReference } from "../../manifests/image-reference.ts";
import { type Dockerfile, findStage, type Instruction, parseDockerfile, type Stage } from "./dockerfile.ts";

/** An image that the build takes from outside. */
export interface BaseImage {
  /** As the Dockerfile says it, variables put in: `golang:1.26`. */
  readonly name: string;
  /** What is taken in its place, where a named context says so; otherwise the name. */
  readonly reference: string;
  /** Of the first FROM, COPY or RUN that names it. */
  readonly line: number;
  /** Whether the reference names a digest, so that the same source always means the same image. */
  readonly pinned: boolean;
}

/** What the build is made of besides its own context. */
export interface BuildSources {
  readonly bases: readonly BaseImage[];
  /** Named contexts that stages use: folders and URLs. */
  readonly contexts: readonly string[];
  /** What a build fetches from the network by itself, each with its line: it can be other bytes tomorrow. */
  readonly remote: readonly { readonly what: string; readonly line: number }[];
}

export interface SourcesOptions {
  readonly targets: readonly (string | undefined)[];
  readonly buildArgs: Readonly<Record<string, string>>;
  /** By their names: `golang:1.26` to `docker-image://localhost:5000/golang`. */
  readonly buildContexts: Readonly<Record<string, string>>;
  /** `linux/amd64`, for FROM lines that are made of them. */
  readonly platforms: readonly string[];
}

/** Looks only at stages that the targets are made of: BuildKit does not touch the others. */
export function findSources(dockerfile: Dockerfile, options: SourcesOptions): BuildSources {
  const each = options.platforms.map((platform) => sourcesFor(platform, dockerfile, options));
  const all = <T>(ofOne: (sources: BuildSources) => readonly T[], key: (one: T) => unknown): T[] => [
    ...new Map(each.flatMap(ofOne).map((one) => [key(one), one])).values(),
  ];
  return {
    bases: all(
      ({ bases }) => bases,
      ({ name }) => name,
    ),
    contexts: all(
      ({ contexts }) => contexts,
      (context) => context,
    ),
    remote: all(
      ({ remote }) => remote,
      ({ line, what }) => `${line} ${what}`,
    ),
  };
}

/** For a platform of its own each: `FROM build-$TARGETARCH` is another stage for each. */
function sourcesFor(
  platform: string,
  dockerfile: Dockerfile,
  options: Omit<SourcesOptions, "platforms">,
): BuildSources {
  const found = new Map<string, BaseImage>();
  const contexts = new Set<string>();
  const remote: { what: string; line: number }[] = [];
  const variables = { ...platformVariables(platform), ...globalVariables(dockerfile, options.buildArgs) };
  const seen = new Set<Stage>();

  const takeImage = (name: string, line: number): void => {
    const context = contextFor(name, options.buildContexts);
    if (context !== undefined && !context.startsWith("docker-image://")) {
      contexts.add(context);
      return;
    }
    const reference = context?.slice("docker-image://".length) ?? name;
    if (name === "scratch" && context === undefined) return;
    const pinned = (parseImageReference(reference)?.digest ?? "") !== "";
    if (!found.has(name)) found.set(name, { name, reference, line, pinned });
  };
  const take = (name: string, line: number, before: readonly Stage[]): void => {
    const stage = before.findLast((one) => one.name === name.toLowerCase()) ?? before[wholeNumber(name)];
    if (stage === undefined || name.toLowerCase() in options.buildContexts) takeImage(name, line);
    else visit(stage);
  };
  const visit = (stage: Stage): void => {
    if (seen.has(stage)) return;
    seen.add(stage);
    const before = dockerfile.stages.slice(0, dockerfile.stages.indexOf(stage));
    const base = substitute(stage.base, variables);
    const parent = base === "" ? undefined : takeBase(base, stage, before);
    for (const instruction of [...(parent === undefined ? [] : triggersOf(parent)), ...stage.instructions]) {
      for (const from of sourcesOf(instruction)) take(substitute(from, variables), instruction.line, before);
      for (const what of fetchedBy(instruction)) remote.push({ what, line: instruction.line });
    }
  };
  // FROM takes a stage by its name only, COPY by its number too.
  const takeBase = (base: string, stage: Stage, before: readonly Stage[]): Stage | undefined => {
    const parent = before.findLast((one) => one.name === base.toLowerCase());
    if (parent === undefined || base.toLowerCase() in options.buildContexts) {
      takeImage(base, stage.line);
      return undefined;
    }
    visit(parent);
    return parent;
  };

  for (const target of options.targets) {
    const stage = findStage(dockerfile, target);
    if (stage !== undefined) visit(stage);
  }
  return { bases: [...found.values()], contexts: [...contexts], remote };
}

/**
 * `$NAME`, `${NAME}`, `${NAME:-otherwise}`, `${NAME:+instead}` and `${NAME:?complaint}`, also without the colon; what is
 * not known becomes nothing, as in BuildKit.
 */
export function substitute(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replaceAll(
    /\\\$|\$(?:(\w+)|\{(\w+)(?::?([-+?])((?:[^{}$]|\$\{[^{}]*\}|\$\w+)*))?\})/g,
    (whole, plain: string | undefined, braced: string | undefined, operator: string | undefined, word: string) => {
      if (whole === "\\$") return "$";
      const value = variables[plain ?? braced ?? ""] ?? "";
      if (operator === "-") return value || substitute(word, variables);
      if (operator === "+") return value === "" ? "" : substitute(word, variables);
      return value;
    },
  );
}

/** A named context stands for an image under any spelling of the image's name. */
function contextFor(name: string, contexts: Readonly<Record<string, string>>): string | undefined {
  if (name in contexts) return contexts[name];
  const wanted = canonical(name);
  return Object.entries(contexts).find(([key]) => wanted !== undefined && canonical(key) === wanted)?.[1];
}

function canonical(reference: string): string | undefined {
  const parsed = parseImageReference(reference);
  if (parsed === undefined) return undefined;
  return `${canonicalRepository(parsed.repository)}:${parsed.tag || (parsed.digest === "" ? "latest" : "")}@${parsed.digest}`;
}

function globalVariables(dockerfile: Dockerfile, given: Readonly<Record<string, string>>): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(dockerfile.globalArguments)) {
    variables[name] = given[name] ?? substitute(value, { ...given, ...variables });
  }
  return { ...given, ...variables };
}

/** https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope */
function platformVariables(platform: string): Record<string, string> {
  const [os = "", architecture = "", variant = ""] = platform.split("/");
  const named = (prefix: string) => ({
    [`${prefix}PLATFORM`]: platform,
    [`${prefix}OS`]: os,
    [`${prefix}ARCH`]: architecture,
    [`${prefix}VARIANT`]: variant,
  });
  return { ...named("TARGET"), ...named("BUILD") };
}

/** What ONBUILD of a stage does in one that begins with it. Those of an image are in its configuration only. */
function triggersOf(stage: Stage): Instruction[] {
  return stage.instructions
    .filter(({ keyword }) => keyword === "ONBUILD")
    .flatMap(({ text, line }) =>
      parseDockerfile(`FROM scratch\n${text}\n`).stages.flatMap(({ instructions }) =>
        instructions.map((instruction) => ({ ...instruction, line })),
      ),
    );
}

function sourcesOf({ keyword, flags }: Instruction): string[] {
  if (keyword === "COPY") return flags.flatMap(({ name, value }) => (name === "from" ? [value] : []));
  if (keyword !== "RUN") return [];
  const mounts = flags.filter(({ name }) => name === "mount");
  return mounts.flatMap(({ value }) => /(?:^|,)from=([^,]+)/.exec(value)?.[1] ?? []);
}

/** An ADD with a checksum cannot change unseen. */
function fetchedBy({ keyword, flags, text }: Instruction): string[] {
  if (keyword !== "ADD" || flags.some(({ name }) => name === "checksum") || text.startsWith("<<")) return [];
  // A variable can hold a URL; the last word is where it goes.
  const words = text.split(/\s+/).slice(0, -1);
  return words.filter((word) => /^["[]*(?:https?:\/\/|git:\/\/|git@|ssh:\/\/|\$)/.test(word));
}

function wholeNumber(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : -1;
}

/** `NAME=value` lines, and bare names from the environment, as BuildKit gets them. */
export function argumentsByName(
  lines: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    lines.flatMap((line) => {
      const cut = line.indexOf("=");
      const name = cut === -1 ? line : line.slice(0, cut);
      const value = cut === -1 ? env[name] : line.slice(cut + 1);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
