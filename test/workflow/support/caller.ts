// How does a repository that calls the reusable workflows look, on a machine without GitHub?

import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { repository } from "./workflow-files.ts";

/** How the caller names this project. act finds it by `--local-repository`. */
export const project = "slipway/slipway";
const projectVersion = "v1";

export interface Caller {
  /** The caller's own repository: the example service with a real history. */
  readonly directory: string;
  /** A copy of this project as `slipway/slipway@v1`. */
  readonly projectDirectory: string;
  /** Writes files (`undefined` deletes one), commits them and, where a version is given, tags the commit. */
  commit(message: string, files: Readonly<Record<string, string | undefined>>, version?: string): Promise<string>;
  read(file: string): Promise<string>;
  remove(): Promise<void>;
}

export interface CallerOptions {
  /** An empty or missing folder that the caller may fill. */
  readonly directory: string;
  /** The image's name without tag. */
  readonly image: string;
  readonly stagingNamespace: string;
  readonly productionNamespace: string;
  /** Where node ports answer: `http://127.0.0.1:30080/`. */
  readonly urlOf: (nodePort: number) => string;
  readonly stagingPort: number;
  readonly productionPort: number;
  /** What takes the place of base images that cannot be pulled. */
  readonly buildContexts: readonly string[];
  /** How long a rollout may take. */
  readonly timeout: string;
}

/**
 * Makes the example service a repository of its own, as a user of the project has one, with the names
 * of its workflows replaced by those of the machine. Nothing is committed yet.
 */
export async function makeCaller(options: CallerOptions): Promise<Caller> {
  const directory = join(options.directory, "orders");
  const projectDirectory = join(options.directory, "slipway");
  await Promise.all([copyProject(projectDirectory), copyService(directory, options)]);
  const git = gitIn(directory);
  await git("init", "--quiet", "--initial-branch=main");
  return {
    directory,
    projectDirectory,
    async commit(message, files, version) {
      for (const [file, text] of Object.entries(files)) await change(join(directory, file), text);
      await git("add", "--all");
      await git("commit", "--quiet", "--allow-empty", `--message=${message}`);
      if (version !== undefined) await git("tag", "--annotate", `--message=${message}`, version);
      return git("rev-parse", "HEAD");
    },
    read: (file) => readFile(join(directory, file), "utf8"),
    remove: () => rm(options.directory, { recursive: true, force: true }),
  };
}

/**
 * act 0.2.87 does not know `uses: $/…`; a copy of the project names itself as its callers name it.
 * Everything else in the copy is as it is.
 */
async function copyProject(target: string): Promise<void> {
  await copyWith(target, nameProject);
}

/** The project with `./` for `$/`, as actionlint can read it. */
export async function copyForActionlint(target: string): Promise<void> {
  await copyWith(target, (workflow) => workflow.replaceAll("uses: $/", "uses: ./"));
  await gitIn(target)("init", "--quiet");
}

async function copyWith(target: string, rename: (workflow: string) => string): Promise<void> {
  const part = (name: string, from = join(repository, name)) => cp(from, join(target, name), { recursive: true });
  await mkdir(target, { recursive: true });
  // `npm test` builds a dist of its own and compares it with the committed one.
  const dist = process.env.SLIPWAY_DIST ?? join(repository, "dist");
  await Promise.all([part("actions"), part("action.yml"), part(".github/workflows"), part("dist", dist)]);
  const workflows = join(target, ".github/workflows");
  for (const name of await readdir(workflows)) await rewrite(join(workflows, name), rename);
}

function nameProject(workflow: string): string {
  return workflow.replaceAll(/uses: \$\/(\S+)/g, (_all, path: string) => `uses: ${project}/${path}@${projectVersion}`);
}

async function copyService(target: string, options: CallerOptions): Promise<void> {
  await cp(join(repository, "examples/orders"), target, { recursive: true });
  await rewrite(join(target, ".github/workflows/release.yml"), (text) =>
    replaceAll(text, {
      "OWNER/slipway": project,
      "ghcr.io/OWNER/orders": `${options.image}\n      build-contexts: |${options.buildContexts.map((line) => `\n        ${line}`).join("")}`,
      "orders-staging": options.stagingNamespace,
      "orders-production": options.productionNamespace,
      "https://staging.orders.example": options.urlOf(options.stagingPort),
      "https://orders.example": options.urlOf(options.productionPort),
      "timeout: 5m": `timeout: ${options.timeout}`,
    }),
  );
  await rewrite(join(target, ".github/workflows/rollback.yml"), (text) =>
    replaceAll(text, { "OWNER/slipway": project, "orders-production": options.productionNamespace }),
  );
  // The service is as fast as the machine is, which runs everything else beside it.
  await rewrite(join(target, "checks/smoke.yaml"), (text) =>
    replaceAll(text, { "deadline: 30s": "deadline: 2m", "timeout: 5s": "timeout: 30s", "time: 2s": "time: 30s" }),
  );
  await rewrite(join(target, "environments/staging/node-port.yaml"), (text) =>
    replaceAll(text, { "nodePort: 30081": `nodePort: ${options.stagingPort}` }),
  );
  await rewrite(join(target, "environments/production/node-port.yaml"), (text) =>
    replaceAll(text, { "nodePort: 30080": `nodePort: ${options.productionPort}` }),
  );
}

/** @throws Error where a text to be replaced is not there: the example has changed. */
export function replaceAll(text: string, replacements: Readonly<Record<string, string>>): string {
  let result = text;
  for (const [from, to] of Object.entries(replacements)) {
    if (!result.includes(from)) throw new Error(`the example does not hold ${JSON.stringify(from)} any more`);
    result = result.replaceAll(from, to);
  }
  return result;
}

async function rewrite(file: string, change: (text: string) => string): Promise<void> {
  await writeFile(file, change(await readFile(file, "utf8")));
}

async function change(file: string, text: string | undefined): Promise<void> {
  if (text === undefined) return rm(file);
  await mkdir(dirname(file), { recursive: true });
  // What is run as a program begins by saying so.
  await writeFile(file, text, { mode: text.startsWith("#!") ? 0o755 : 0o644 });
}

function gitIn(directory: string): (...parameters: string[]) => Promise<string> {
  const identity = {
    GIT_AUTHOR_NAME: "A developer",
    GIT_AUTHOR_EMAIL: "developer@example.com",
    GIT_COMMITTER_NAME: "A developer",
    GIT_COMMITTER_EMAIL: "developer@example.com",
    // The machine's own settings (signing, hooks) are not the caller's.
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_NOSYSTEM: "1",
  };
  return async (...parameters) => {
    const result = await execa("git", parameters, { cwd: directory, env: identity });
    return result.stdout;
  };
}
