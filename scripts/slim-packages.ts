// Which parts of our packages stay out of the bundle, and how?

import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

interface Slimming {
  readonly package: string;
  /** Versions for which this was tried. Another one fails the build: look whether it still holds. */
  readonly version: string;
  /** Which of the package's files are copied. */
  readonly keep: (path: string) => boolean;
  /** Files that are replaced, by their path in the package: what is written instead of the text that is there. */
  readonly replace: Readonly<Record<string, (original: string) => string>>;
}

/**
 * The bundler takes whole modules, and four packages import far more than we call. A copy of each, beside the
 * compiled source, where Node's resolution finds it first, leaves that out:
 *
 * - `@kubernetes/client-node`: `config.js` imports the index of the generated clients for two names of it, and with
 *   them 61 MB of models. The copy's index exports these two names. An import of any other name fails the build.
 * - `undici`: its index loads fetch, caches, mocks and event sources, which doubles the time until our first request.
 *   The copy's index has what makes plain requests, and fetch and WebSocket once they are asked for. Any other name throws.
 * - `@actions/core`: its index imports the OIDC client (an HTTP client with a proxy stack), `platform` (which
 *   runs programs) and its summary (which loads `fs/promises` at once). We call none of them; they are replaced by
 *   modules that say so when they are called. What it takes from `crypto` is loaded with the first output.
 * - `vscode-languageserver-types`: `dockerfile-ast`, which is copied to find it, makes positions and ranges with it, and
 *   calls nothing else of what would be half of all that a build loads before it begins.
 */
const slimmings: readonly Slimming[] = [
  {
    package: "@kubernetes/client-node",
    version: "2.0.1",
    keep: (path) => !/dist\/gen\/(?:models|apis|types)\//.test(path) && !/\.(?:map|d\.ts)$/.test(path),
    replace: {
      "dist/gen/index.js": () =>
        'export { createConfiguration } from "./configuration.js";\nexport * from "./servers.js";\n',
    },
  },
  {
    package: "undici",
    version: "8.12.4",
    keep: (path) => !/undici\/(?:docs|types|scripts)\//.test(path),
    replace: { "index.js": slimUndici },
  },
  {
    package: "@actions/core",
    version: "3.0.1",
    keep: (path) => !/\.(?:map|d\.ts)$/.test(path),
    replace: {
      "lib/oidc-utils.js": () => `export class OidcClient {
  static async getIDToken() {
    throw new Error("the OIDC client is not part of this bundle: see scripts/slim-packages.ts");
  }
}
`,
      "lib/platform.js": () => "export {};\n",
      "lib/summary.js": () => "export const summary = undefined;\nexport const markdownSummary = undefined;\n",
      "lib/file-command.js": (original) =>
        replaceOnce(
          original,
          "import * as crypto from 'crypto';",
          'const crypto = { randomUUID: () => process.getBuiltinModule("node:crypto").randomUUID() };',
        ),
    },
  },
  {
    package: "vscode-languageserver-types",
    version: "3.18.5",
    keep: (path) => !/\/esm\//.test(path) && !/\.d\.ts$/.test(path),
    replace: { "lib/umd/main.js": () => positionsAndRanges },
  },
  {
    package: "dockerfile-ast",
    version: "0.7.1",
    keep: (path) => !/\.(?:map|d\.ts)$/.test(path),
    replace: {},
  },
];

/** https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#range */
const positionsAndRanges = `"use strict";
const Position = { create: (line, character) => ({ line, character }) };
const Range = {
  create(one, two, three, four) {
    if (three === undefined) return { start: one, end: two };
    return { start: Position.create(one, two), end: Position.create(three, four) };
  },
};
Object.assign(exports, { Position, Range });
`;

const undiciParts = {
  Dispatcher: "dispatcher/dispatcher",
  Client: "dispatcher/client",
  Pool: "dispatcher/pool",
  Agent: "dispatcher/agent",
  ProxyAgent: "dispatcher/proxy-agent",
  Socks5ProxyAgent: "dispatcher/socks5-proxy-agent",
  EnvHttpProxyAgent: "dispatcher/env-http-proxy-agent",
  buildConnector: "core/connect",
  errors: "core/errors",
};

/** What is loaded only once somebody asks for it. */
const lazyUndiciParts = {
  fetch: "web/fetch",
  Headers: "web/fetch/headers",
  Response: "web/fetch/response",
  Request: "web/fetch/request",
  FormData: "web/fetch/formdata",
  WebSocket: "web/websocket/websocket",
};

/** undici's index with what we use of it, and an explanation in the place of the rest. */
function slimUndici(original: string): string {
  const start = original.indexOf("function makeDispatcher");
  const end = original.indexOf("module.exports.setGlobalDispatcher");
  if (start < 0 || end < start)
    throw new Error("undici's index has another shape now: look at scripts/slim-packages.ts");
  const names = [...original.matchAll(/^module\.exports\.(\w+)/gm)].map(([, name]) => name ?? "");
  const ours = ["request", ...Object.keys(undiciParts), ...Object.keys(lazyUndiciParts)];
  const others = [...new Set(names)].filter((name) => !ours.includes(name));
  return `"use strict";
const { InvalidArgumentError } = require("./lib/core/errors");
const util = require("./lib/core/util");
const api = require("./lib/api");
const { getGlobalDispatcher } = require("./lib/global");
${original.slice(start, end)}
${Object.entries(undiciParts)
  .map(([name, path]) => `module.exports.${name} = require("./lib/${path}");`)
  .join("\n")}
Object.assign(module.exports.Dispatcher.prototype, api);
module.exports.request = makeDispatcher(api.request);
${Object.entries(lazyUndiciParts).map(lazyExport).join("\n")}
for (const name of ${JSON.stringify(others)}) {
  Object.defineProperty(module.exports, name, {
    get() {
      throw new Error("undici's " + name + " is not part of this bundle: see scripts/slim-packages.ts");
    },
  });
}
`;
}

function lazyExport([name, path]: readonly [string, string]): string {
  return `Object.defineProperty(module.exports, "${name}", { get: () => require("./lib/${path}").${name} });`;
}

function replaceOnce(text: string, before: string, after: string): string {
  if (text.split(before).length !== 2)
    throw new Error(`"${before}" does not stand there once: look at its new version`);
  return text.replace(before, after);
}

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
    for (const [path, replacement] of Object.entries(slimming.replace)) {
      await writeFile(join(target, path), replacement(await readFile(join(source, path), "utf8")));
    }
  }
}
