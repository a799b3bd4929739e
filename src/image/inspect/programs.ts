// Can the image run what its entry point and its HEALTHCHECK name?

import { posix } from "node:path";
import { findFile, type ImageFile } from "../content/files.ts";
import type { ImageConfig } from "../content/image-content.ts";

type Files = ReadonlyMap<string, ImageFile>;

export type Program =
  | { readonly kind: "there"; readonly path: string }
  | { readonly kind: "missing"; readonly program: string }
  | { readonly kind: "not-executable"; readonly path: string };

/** Looks for a program as the kernel and a shell do: by its path, from the working directory, or in PATH. */
export function findProgram(program: string, config: ImageConfig, files: Files): Program {
  const path = config.config?.Env?.find((one) => one.startsWith("PATH="))?.slice("PATH=".length) ?? defaultPath;
  const places = program.includes("/")
    ? [posix.resolve(`/${config.config?.WorkingDir ?? ""}`, program)]
    : path.split(":").map((folder) => posix.join(folder, program));
  const found = places
    .map((place) => findFile(files, place))
    .find((file) => file !== undefined && file.kind !== "folder");
  if (found === undefined) return { kind: "missing", program };
  return (found.mode & 0o111) === 0
    ? { kind: "not-executable", path: `/${found.path}` }
    : { kind: "there", path: `/${found.path}` };
}

/** What a container starts with: the entry point with the command behind it. */
export function startCommand(config: ImageConfig): string[] {
  return [...(config.config?.Entrypoint ?? []), ...(config.config?.Cmd ?? [])];
}

/** The programs that a HEALTHCHECK needs; none where there is no check. */
export function healthcheckPrograms(config: ImageConfig): string[] {
  const [form, ...words] = config.config?.Healthcheck?.Test ?? [];
  if (form === "CMD") return words.slice(0, 1);
  if (form !== "CMD-SHELL") return [];
  return ["/bin/sh", ...shellPrograms(words.join(" "))];
}

/** The words of a start command that are programs: the first, and in `/bin/sh -c …` those of the script. */
export function startPrograms(words: readonly string[]): string[] {
  const [first, flag, script] = words;
  if (first === undefined) return [];
  const isShell = /(?:^|\/)(?:ba|da|a)?sh$/.test(first) && flag === "-c" && script !== undefined;
  return isShell ? [first, ...shellPrograms(script)] : [first];
}

/** Programs that a line of shell begins a command with. What only the shell itself can tell (variables) is left out. */
export function shellPrograms(script: string): string[] {
  const commands = script.split(/\|\||&&|[;|\n&]|\$\(|\bthen\b|\bdo\b|\belse\b|\bif\b|\bwhile\b/);
  const programs = commands.flatMap((command) => {
    const words = command
      .trim()
      .replace(/^[({!\s]+/, "")
      .split(/\s+/);
    const word = words.find((one) => !/^\w+=/.test(one) && one !== "exec");
    return word !== undefined && /^[\w./-]+$/.test(word) && !builtins.has(word) ? [word] : [];
  });
  return [...new Set(programs)];
}

const defaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

// https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html and what every shell has besides.
const builtins = new Set(
  "exit test true false echo printf cd set unset export return shift trap wait read eval exec fi done esac case for in kill type command umask ulimit local pwd times getopts alias continue break".split(
    " ",
  ),
);
