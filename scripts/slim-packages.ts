// Which parts of our packages stay out of the bundle, and how?

import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

interface Slimming {
  readonly package: string;
  /** Versions for which this was tried. Another one fails the build: look whether it still holds. */
  readonly version: string;
  /** Which of the package's files are copied. */
  readonly keep: (path: string) => boolean;
  /** Files that are replaced, by their path in the package. */
  readonly replace: Readonly<Record<string, string>>;
}

/**
 * The bundler takes whole modules, and two packages import far more than we call. A copy of each, beside the
 * compiled source, where Node's resolution finds it first, leaves that out:
 *
 * - `@kubernetes/client-node`: `config.js` imports the index of the generated clients for two names of it, and with
 *   them 61 MB of models. The copy's index exports these two names. An import of any other name fails the build.
 * - `@actions/core`: its index imports the OIDC client (an HTTP client with a proxy stack) and `platform` (which
 *   runs programs). We call neither; both are replaced by a module that says so when it is called.
 */
const slimmings: readonly Slimming[] = [
  {
    package: "@kubernetes/client-node",
    version: "2.0.1",
    keep: (path) => !/dist\/gen\/(?:models|apis|types)\//.test(path) && !/\.(?:map|d\.ts)$/.test(path),
    replace: {
      "dist/gen/index.js": 'export { createConfiguration } from "./configuration.js";\nexport * from "./servers.js";\n',
    },
  },
  {
    package: "@actions/core",
    version: "3.0.1",
    keep: (path) => !/\.(?:map|d\.ts)$/.test(path),
    replace: {
      "lib/oidc-utils.js": `export class OidcClient {
  static async getIDToken() {
    throw new Error("the OIDC client is not part of this bundle: see scripts/slim-packages.ts");
  }
}
`,
      "lib/platform.js": "export {};\n",
    },
  },
];

/** Copies the packages from one `node_modules` into another, without what we do not need. */
export async function slimPackages(from: string, to: string): Promise<void> {
  for (const slimming of slimmings) {
    const source = join(from, slimming.package);
    const { version } = JSON.parse(await readFile(join(source, "package.json"), "utf8"));
    if (version !== slimming.version) {
      throw new Error(
        `${slimming.package} is ${version}, but scripts/slim-packages.ts was checked for ${slimming.version}: check it and correct the version`,
      );
    }
    const target = join(to, slimming.package);
    await mkdir(dirname(target), { recursive: true });
    await cp(source, target, {
      recursive: true,
      filter: (path) => slimming.keep(path) && !path.includes(`${source}/node_modules`),
    });
    for (const [path, text] of Object.entries(slimming.replace)) {
      await readFile(join(source, path));
      await writeFile(join(target, path), text);
    }
  }
}
