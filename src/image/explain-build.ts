// Why did the build fail, and where in the Dockerfile?

import { Failure } from "../report/failure.ts";

/** What buildx's plain progress says about a failed build. */
export interface BuildError {
  /** The error that ended it, as BuildKit says it. */
  readonly message: string;
  /** `RUN go test ./...`, in one line and not too long; undefined where no step of the Dockerfile failed. */
  readonly step?: string | undefined;
  /** The line of the Dockerfile, counted from 1. */
  readonly line?: number | undefined;
  /** What the failing step printed last; otherwise what buildx itself did. */
  readonly lastLines: readonly string[];
}

const shownLines = 10;
const shownErrors = 3;
const longestStep = 100;

/**
 * Reads the end of `buildx build --progress=plain`, which looks like this:
 *
 * ```
 * #9 [build 4/5] RUN go test ./...
 * #9 1.234 --- FAIL: TestTotal
 * #9 ERROR: process "/bin/sh -c go test ./..." did not complete successfully: exit code: 1
 * ------
 *  > [build 4/5] RUN go test ./...:
 * 1.234 --- FAIL: TestTotal
 * ------
 * Dockerfile:9
 * --------------------
 *    9 | >>> RUN go test ./...
 * --------------------
 * ERROR: failed to build: failed to solve: process "/bin/sh -c go test ./..." did not complete successfully: exit code: 1
 * ```
 */
export function readBuildError(lines: readonly string[]): BuildError {
  const vertex = findLast(lines, /^#(\d+) ERROR: /)?.[1];
  const name = vertex === undefined ? undefined : find(lines, new RegExp(`^#${vertex} (\\[.+)$`))?.[1];
  const own = vertex === undefined ? [] : lines.flatMap((line) => stepOutput(line, vertex) ?? []);
  return {
    message: findMessage(lines),
    step: name === undefined || name.startsWith("[internal]") ? undefined : shorten(name.replace(/^\[[^\]]*\] /, "")),
    line: findLine(lines),
    lastLines: lastTelling(own.length > 0 ? own : lines.filter((line) => !/^-*\s*$/.test(line))),
  };
}

/** @param file the Dockerfile as the user named it */
export function explainBuild(
  lines: readonly string[],
  file: string,
  exitCode: number,
  attempted = "building the image",
): Failure {
  const error = readBuildError(lines);
  return new Failure({
    attempted,
    found: describe(error, exitCode),
    advice: advise(error),
    at: error.line === undefined ? undefined : { file, line: error.line },
    evidence:
      error.lastLines.length === 0
        ? []
        : [
            {
              title: `last lines of ${error.step === undefined ? "the build" : `the step "${error.step}"`}`,
              text: error.lastLines.join("\n"),
            },
          ],
  });
}

function describe({ step, message }: BuildError, exitCode: number): string {
  const stepCode = /did not complete successfully: exit code: (\d+)/.exec(message)?.[1];
  if (step !== undefined && stepCode !== undefined) return `the step "${step}" ended with exit code ${stepCode}`;
  if (message === "") return `buildx ended with exit code ${exitCode}`;
  return step === undefined ? message : `the step "${step}" failed: ${message}`;
}

/** What helps, by what BuildKit says. The first that matches; what a registry says comes before where it was said. */
const advices: readonly (readonly [pattern: RegExp, advice: string | ((match: RegExpExecArray) => string)])[] = [
  [
    /^secret (\S+): not found/,
    ([, id]) =>
      `Hand it over: secrets: ${id}=value, or secret-files: ${id}=path. A secret that the job does not get is an empty text, and is none.`,
  ],
  [
    /unset ssh forward key (\S+)/,
    ([, id]) => `Hand it over: ssh: ${id}, with an SSH agent, or ssh: ${id}=./id_ed25519.`,
  ],
  [
    /^lint violation found/,
    "Mend what the rules say (the warnings stand above with their lines), or name them in the file's first line: # check=skip=RULE;error=true.",
  ],
  [/^invalid host /, 'Correct the input "add-hosts": name:address, one per line or between commas.'],
  [/for "--([a-z-]+)" flag/, ([, flag = ""]) => `Correct the input "${flag === "add-host" ? "add-hosts" : flag}".`],
  [
    /cache (?:exporter|importer)/,
    "Correct the inputs cache-from and cache-to: type=registry,ref=…, type=gha, type=local,src=… or dest=…, type=inline.",
  ],
  [
    /^exporter .* could not be found/,
    "Correct the input outputs: type=local, type=tar, type=oci or type=docker, each with a dest.",
  ],
  [
    /401 Unauthorized|403 Forbidden|insufficient_scope|authorization failed|no basic auth credentials|denied: |failed to authorize/,
    "Log in to the registry in a step before this one (docker/login-action), with an account that may write there, and check the name of the repository.",
  ],
  [
    /failed to (?:calculate checksum|compute cache key)|": not found/,
    "A file that the Dockerfile copies is not in the build context: check its path, the input context, and .dockerignore.",
  ],
  [
    /failed to push/,
    "Check the name of the registry and that the builder can reach it: it is the builder that pushes, not this machine.",
  ],
  [
    /failed to resolve source metadata for \S*docker\/dockerfile/,
    "This is the frontend of the line # syntax=: let the builder reach its registry, or leave the line out, and the one that BuildKit has itself is used.",
  ],
  [
    /failed to resolve source metadata|pull access denied|: not found$/,
    "Check the name of the base image and its tag, and that the builder can reach its registry; build-contexts can put another image in its place.",
  ],
  [
    /exit code: 137|cannot allocate memory|signal: killed/,
    "The step was killed, most often for lack of memory: give the builder more, or let the step do less at a time.",
  ],
  [/no space left on device/, "The builder's disk is full: prune its cache (docker buildx prune) or give it more."],
  [
    /security\.insecure is not allowed/,
    "RUN --security=insecure cannot be built here: find a way that needs no more rights.",
  ],
  [
    /entitlement .* is not allowed/,
    "Let the builder allow it: buildkitd-flags: --allow-insecure-entitlement network.host of docker/setup-buildx-action.",
  ],
  [
    /ssh agent socket|SSH_AUTH_SOCK/,
    "Start an SSH agent with the key in a step before this one, or name the key's file: ssh: default=./id_ed25519.",
  ],
  [/no builder .* found/, "Create the builder in a step before this one, or leave out the input builder."],
  [
    /failed to connect to the docker API|Cannot connect to the Docker daemon|error during connect|read\/write on closed pipe/,
    "The docker engine does not answer: the input load, and a builder of docker's own, need one on this runner. Without one leave out load, or write a file by outputs (type=docker,dest=image.tar).",
  ],
  [
    /docker exporter does not .*manifest lists/,
    "Docker's format holds one platform and no attestations: write type=oci by outputs, or set provenance: false and sbom: false, and name one platform.",
  ],
  [
    /failed to list workers|connection refused|deadline exceeded|failed to receive status|closing transport|error reading from server|code = Unavailable|broken pipe|connection reset by peer/,
    "The builder does not answer, or was ended while it built: look at it with docker buildx inspect, or set one up with docker/setup-buildx-action.",
  ],
  [
    /target stage .* could not be found|target .* not found/,
    "The input target must name a stage of the Dockerfile (FROM … AS name).",
  ],
  [
    /did not complete successfully/,
    "Run the same build on your machine (docker buildx build) to see it fail, and mend the step.",
  ],
  [/dockerfile parse error|unknown instruction|failed to parse (?!ref)/, "Mend this line of the Dockerfile."],
];

function advise(error: BuildError): string {
  for (const [pattern, advice] of advices) {
    const match = pattern.exec(error.message);
    if (match !== null) return typeof advice === "string" ? advice : advice(match);
  }
  // BuildKit points to a line of its own accord where it could not even begin with it.
  if (error.line !== undefined && error.step === undefined) return "Mend this line of the Dockerfile.";
  return "The whole output of the build stands above in the log.";
}

function shorten(step: string): string {
  const line = step.replace(/\s+/g, " ");
  return line.length > longestStep ? `${line.slice(0, longestStep)}…` : line;
}

function findMessage(lines: readonly string[]): string {
  const message = findLast(lines, /^ERROR: (.+)$/)?.[1] ?? findLast(lines, /^#\d+ ERROR: (.+)$/)?.[1] ?? "";
  return message
    .replace(/^(?:failed to build: )?(?:failed to solve: )?/, "")
    .replace(/\. Is the docker daemon running\?$/, "")
    .trim();
}

/** `Dockerfile:9`, then the excerpt whose failing lines are marked; the mark is the more exact of the two. */
function findLine(lines: readonly string[]): number | undefined {
  const marked = find(lines, /^\s*(\d+) \| >>> /)?.[1];
  const heading = lines.findLast((line, index) => /^\S+:\d+$/.test(line) && lines[index + 1]?.startsWith("-----"));
  const text =
    marked ??
    heading?.slice(heading.lastIndexOf(":") + 1) ??
    findLast(lines, /parse error on line (\d+)/)?.[1] ??
    (find(lines, /^ERROR: .*lint violation found/) && find(lines, / - [A-Z]\w+: .* \(line (\d+)\)$/)?.[1]);
  return text === undefined ? undefined : Number(text);
}

/** `#9 1.234 text` is text; `#9 DONE 0.1s`, `#9 ERROR: …` and `#9 [build 4/5] …` are BuildKit's own. */
function stepOutput(line: string, vertex: string): string | undefined {
  return new RegExp(`^#${vertex} \\d+\\.\\d+ (.*)$`).exec(line)?.[1];
}

/**
 * The last ten lines; where none of them reads like an error and earlier ones do, some of those take
 * the place of the first. BuildKit does not keep the order between a step's stdout and stderr.
 */
function lastTelling(lines: readonly string[]): string[] {
  const last = lines.slice(-shownLines);
  const earlier = lines.slice(0, -shownLines).filter(readsLikeError).slice(-shownErrors);
  if (earlier.length === 0 || last.some(readsLikeError)) return last;
  return [...earlier, "…", ...last.slice(earlier.length + 1)];
}

function readsLikeError(line: string): boolean {
  return /\b(?:error|fail(?:ed|ure)?|fatal|panic|cannot|can't|denied|no such|not found|undefined)\b/i.test(line);
}

function find(lines: readonly string[], pattern: RegExp): RegExpExecArray | undefined {
  for (const line of lines) {
    const match = pattern.exec(line);
    if (match) return match;
  }
  return undefined;
}

function findLast(lines: readonly string[], pattern: RegExp): RegExpExecArray | undefined {
  return find(lines.toReversed(), pattern);
}
