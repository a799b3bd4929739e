// Does package-lock.json name the packages of every platform, also where the registry at hand does not have them all?

import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";

interface LockedPackage {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

type Packages = Record<string, LockedPackage>;

export const lockFile = join(resolve(import.meta.dirname, ".."), "package-lock.json");

/**
 * The platform packages that the lock file misses, as entries of it. npm leaves a package out of the lock file when a
 * registry does not serve it for the one who locks, and then refuses `npm ci` for everybody ("Missing: … from lock
 * file"). What is added has no integrity, because nobody here has seen the package; npm installs it only on its own
 * platform.
 */
export function missingPlatforms(packages: Packages): Packages {
  const entries = Object.values(packages).flatMap(({ dev, optionalDependencies = {} }) =>
    Object.entries(optionalDependencies)
      .filter(([name, version]) => !(`node_modules/${name}` in packages) && /^\d/.test(version))
      .map(([name, version]) => [
        `node_modules/${name}`,
        { version, ...(dev ? { dev } : {}), optional: true, ...platformOf(name) },
      ]),
  );
  return Object.fromEntries(entries);
}

/** The platform by the end of the package's name, as the makers of native packages name them: `…-linux-x64-musl`. */
function platformOf(name: string): Pick<LockedPackage, "os" | "cpu" | "libc"> {
  const match =
    /-(android|darwin|freebsd|linux|openharmony|win32)-(arm64|arm|ia32|x64|ppc64|riscv64|s390x)(?:-(\w+))?$/.exec(name);
  if (match === null)
    throw new Error(`${name}: its name does not tell its platform; add it to package-lock.json by hand`);
  const [, os = "", cpu = "", abi = ""] = match;
  const libc = abi === "musl" ? ["musl"] : os === "linux" && abi.startsWith("gnu") ? ["glibc"] : undefined;
  return { cpu: [cpu], ...(libc === undefined ? {} : { libc }), os: [os] };
}

if (import.meta.main) {
  const lock = JSON.parse(await readFile(lockFile, "utf8"));
  const missing = missingPlatforms(lock.packages);
  const [root, ...rest] = Object.entries({ ...lock.packages, ...missing });
  const sorted = rest.sort(([one], [other]) => one.localeCompare(other, "en"));
  lock.packages = Object.fromEntries([root, ...sorted].filter((entry) => entry !== undefined));
  await writeFile(lockFile, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`Added ${Object.keys(missing).length} packages of other platforms to package-lock.json`);
}
