// Can the image run what its entry point and its HEALTHCHECK name?

import { posix } from "node:path";
import { findFile, type ImageFile } from "../content/files.ts";
import type { ImageConfig } from "../content/image-content.ts";
import { isShell, shellPrograms } from "./shell-programs.ts";

type Files = ReadonlyMap<string, ImageFile>;

export type Program =
  | { readonly kind: "there"; readonly path: string }
  | { readonly kind: "missing"; readonly program: string }
  | { readonly kind: "not-executable"; readonly path: string }
  /** It is there, and what runs it is not: the interpreter of a script, the loader of a program. */
  | { readonly kind: "not-runnable"; readonly path: string; readonly needs: string };

/**
 * Looks for a program as the kernel and a shell do: by its path, from the working directory, or in PATH; and for what
 * the kernel needs to run it, where the text of the file is known.
 */
export function findProgram(program: string, config: ImageConfig, files: Files): Program {
  const file = lookFor(program, config, files);
  if (file === undefined) return { kind: "missing", program };
  const path = `/${file.path}`;
  if ((file.mode & 0o111) === 0) return { kind: "not-executable", path };
  const needs = neededBy(file).find((one) => lookFor(one, config, files) === undefined);
  return needs === undefined ? { kind: "there", path } : { kind: "not-runnable", path, needs };
}

function lookFor(program: string, config: ImageConfig, files: Files): ImageFile | undefined {
  const path = config.config?.Env?.find((one) => one.startsWith("PATH="))?.slice("PATH=".length) ?? defaultPath;
  const places = program.includes("/")
    ? [posix.resolve(`/${config.config?.WorkingDir ?? ""}`, program)]
    : path.split(":").map((folder) => posix.join(folder, program));
  return places.map((place) => findFile(files, place)).find((file) => file !== undefined && file.kind !== "folder");
}

/** What a container starts with: the entry point with the command behind it. */
export function startCommand(config: ImageConfig): string[] {
  return [...(config.config?.Entrypoint ?? []), ...(config.config?.Cmd ?? [])];
}

/** The programs that a HEALTHCHECK needs; none where there is no check. */
export function healthcheckPrograms(config: ImageConfig): string[] {
  const [form, ...words] = config.config?.Healthcheck?.Test ?? [];
  if (form === "CMD") return startPrograms(words);
  if (form !== "CMD-SHELL") return [];
  const [shell = "/bin/sh", ...options] = config.config?.Shell ?? [];
  return startPrograms([shell, ...(options.length > 0 ? options : ["-c"]), words.join(" ")]);
}

/** The words of a command that are programs: the first, and in `/bin/sh -c …` those of the script. */
export function startPrograms(words: readonly string[]): string[] {
  const [first, flag = "", script] = words;
  if (first === undefined) return [];
  return isShell(first) && /^-\w*c$/.test(flag) && script !== undefined ? [first, ...shellPrograms(script)] : [first];
}

/** The file names whose texts say whether the image can run what it names. */
export function programNames(config: ImageConfig): Set<string> {
  const programs = [...startPrograms(startCommand(config)), ...healthcheckPrograms(config)];
  return new Set(programs.map((program) => posix.basename(program)));
}

/** The programs without which the kernel cannot run a file: https://man7.org/linux/man-pages/man2/execve.2.html */
function neededBy({ text = "" }: ImageFile): string[] {
  if (text.startsWith("#!")) {
    const [interpreter = "", ...words] = (text.slice(2).split("\n", 1)[0] ?? "").trim().split(/\s+/);
    const named = words.find((word) => !word.startsWith("-") && !word.includes("="));
    return posix.basename(interpreter) === "env" && named !== undefined ? [interpreter, named] : [interpreter];
  }
  const loader = elfLoader(Buffer.from(text, "latin1"));
  return loader === undefined ? [] : [loader];
}

/** The loader that a program for Linux names (PT_INTERP); none where it is linked statically, or is another file. */
function elfLoader(bytes: Buffer): string | undefined {
  const [bits, order] = [bytes[4], bytes[5]];
  // 64 bits, the lowest byte first: what images are built for, but for a few.
  if (bytes.toString("latin1", 0, 4) !== "\x7fELF" || bits !== 2 || order !== 1 || bytes.length < 64) return undefined;
  const [table, size, count] = [Number(bytes.readBigUInt64LE(32)), bytes.readUInt16LE(54), bytes.readUInt16LE(56)];
  for (let index = 0; index < count; index++) {
    const at = table + index * size;
    if (at + 56 > bytes.length) return undefined;
    if (bytes.readUInt32LE(at) !== interpreterHeader) continue;
    const [from, length] = [Number(bytes.readBigUInt64LE(at + 8)), Number(bytes.readBigUInt64LE(at + 32))];
    return from + length > bytes.length ? undefined : bytes.toString("latin1", from, from + length).replace(/\0+$/, "");
  }
  return undefined;
}

/** https://man7.org/linux/man-pages/man5/elf.5.html */
const interpreterHeader = 3;

const defaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
