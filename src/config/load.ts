// What does slipway.yaml say about one service in one environment, for one action?

import { readFile } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import { Failure, type Position, placeText } from "../report/failure.ts";
import { type Configuration, configuration } from "./schema.ts";
import { nearestWord } from "./shape.ts";
import { checkShape, parseYaml, type YamlSource } from "./source.ts";

/** Which part of slipway.yaml an action wants. */
export interface Selection {
  /** The file, from the workspace. */
  readonly file: string;
  /** `orders/production`, or only `orders` where no environment matters (a build). */
  readonly settings: string;
  readonly directory: string;
}

/**
 * The inputs that slipway.yaml gives to an action, as texts, as if the workflow had given them. Whoever merges them
 * lets an explicit input win.
 *
 * The environment's settings come first, the service's own over them, and what the service says for this one
 * environment over both.
 *
 * @param action the action's name: `build-image` gets the section `build`, `smoke-test` the section `smoke`, …
 * @throws Failure for a file that is not there or not as the schema asks, and for a service or environment that it
 *   does not know
 */
export async function loadSettings(action: string, selection: Selection): Promise<Record<string, string>> {
  const { value, source } = await loadConfiguration(selection);
  const [service = "", environment, ...rest] = selection.settings.split("/");
  if (rest.length > 0 || service === "") {
    throw new Failure({
      attempted: 'reading the input "settings"',
      found: `"${selection.settings}" is not SERVICE/ENVIRONMENT`,
      advice: "Write it as orders/production, or as orders where no environment matters.",
    });
  }
  return settingsFor(action, value, { service, environment, at: (path) => source.position(path) });
}

interface Choice {
  readonly service: string;
  readonly environment: string | undefined;
  readonly at: (path: readonly string[]) => Position;
}

/** The same for a configuration that is loaded. */
export function settingsFor(action: string, loaded: Configuration, choice: Choice): Record<string, string> {
  const service = pick(loaded.services, choice.service, "service", choice.at(["services"]));
  const named = choice.environment;
  const environment = named === undefined ? {} : environmentOf(loaded, named, choice);
  const special = named === undefined ? {} : (service.environments?.[named] ?? {});
  const layers = [environment, service, special];
  const { shared, own } = uses[action] ?? { shared: true, own: [] };
  const common = shared ? layers.map(plainKeys) : [];
  const ofSections = own.map(([section, renamed]) => merged(layers.map((layer) => sectionOf(layer, section, renamed))));
  const texts = inputTexts(Object.assign({}, ...common, ...ofSections));
  return "checks" in texts ? { ...texts, checks: checksText(ofSections, layers, choice) } : texts;
}

/** One check per line, with the place in the file: the action that knows the checks tells a mistake there. */
function checksText(sections: readonly object[], layers: readonly object[], choice: Choice): string {
  const { service, environment = "" } = choice;
  const paths = [
    ["environments", environment],
    ["services", service],
    ["services", service, "environments", environment],
  ];
  const checks: object = sections.map((one) => Reflect.get(one, "checks")).findLast((one) => one !== undefined) ?? {};
  return Object.entries(checks)
    .map(([id, settings]) => {
      const layer = layers.findLastIndex((one) => Object.hasOwn(checksOf(one), id));
      const place = placeText(choice.at([...(paths[layer] ?? []), "validate", "checks", id]));
      return `${JSON.stringify(id)}: ${JSON.stringify(settings)} # ${place}`;
    })
    .join("\n");
}

function checksOf(layer: object): object {
  return Reflect.get(Reflect.get(layer, "validate") ?? {}, "checks") ?? {};
}

type Section = "build" | "rollout" | "smoke" | "validate";

/** Keys of a section that an action takes under another name. */
type Renamed = Readonly<Record<string, string>>;

interface Use {
  /** Whether it takes what stands beside the sections: where the environment is, and the manifests. */
  readonly shared: boolean;
  readonly own: readonly (readonly [Section, Renamed])[];
}

/** Beside the inputs of the release itself. */
const smokeOfRelease: Renamed = {
  suite: "smoke",
  port: "smoke-port",
  deadline: "smoke-deadline",
  variables: "smoke-variables",
  tags: "smoke-tags",
  environment: "smoke-environment",
  "load-hosts": "smoke-load-hosts",
};

/** What each action takes of the file. Any other takes what is shared. */
const uses: Readonly<Record<string, Use>> = {
  "build-image": { shared: false, own: [["build", {}]] },
  "deploy-rollout": {
    shared: true,
    own: [
      ["rollout", {}],
      ["smoke", smokeOfRelease],
    ],
  },
  "smoke-test": { shared: true, own: [["smoke", {}]] },
  "validate-production": { shared: true, own: [["validate", {}]] },
  "release-service": {
    shared: true,
    own: [
      ["build", { context: "build-context", file: "dockerfile" }],
      ["rollout", {}],
      ["smoke", smokeOfRelease],
      ["validate", {}],
    ],
  },
};

const sections: readonly string[] = ["build", "rollout", "smoke", "validate"] satisfies Section[];

function sectionOf(layer: object, section: Section, renamed: Renamed): object {
  const values: object = Reflect.get(layer, section) ?? {};
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [renamed[key] ?? key, value]));
}

/** The last one wins, but for what adds up: the settings of single checks, and the checks that are relaxed. */
function merged(layers: readonly object[]): object {
  const all = (key: string): unknown[] =>
    layers.map((layer) => Reflect.get(layer, key)).filter((one) => one !== undefined);
  const whole: object = Object.assign({}, ...layers);
  const checks: Record<string, object> = {};
  for (const [id, settings] of all("checks").flatMap((one) => Object.entries(one ?? {}))) {
    checks[id] = { ...checks[id], ...settings };
  }
  return {
    ...whole,
    ...("checks" in whole ? { checks } : {}),
    ...("relax" in whole ? { relax: all("relax").flat() } : {}),
  };
}

/** An environment may be known to the service alone, to the file alone, or to both. */
function environmentOf(loaded: Configuration, name: string, choice: Choice): object {
  const service = loaded.services[choice.service];
  const known = { ...service?.environments, ...loaded.environments };
  pick(known, name, "environment", choice.at(["environments"]));
  return loaded.environments[name] ?? {};
}

function pick<T>(entries: Readonly<Record<string, T>>, name: string, what: string, at: Position): T {
  const entry = Object.hasOwn(entries, name) ? entries[name] : undefined;
  if (entry !== undefined) return entry;
  const names = Object.keys(entries);
  const nearest = nearestWord(name, names);
  const hint = nearest === undefined ? "" : `Did you mean "${nearest}"? `;
  throw new Failure({
    attempted: `looking up the ${what} "${name}" in ${at.file}`,
    found: `there is no ${what} of this name`,
    advice: `${hint}${names.length === 0 ? `Describe it under ${what}s.` : `There are: ${names.join(", ")}.`}`,
    at,
  });
}

async function loadConfiguration(selection: Selection): Promise<{ value: Configuration; source: YamlSource }> {
  const { file, directory } = selection;
  const [source] = parseYaml(await readText(isAbsolute(file) ? file : join(directory, file), file), file);
  if (source === undefined) {
    throw new Failure({
      attempted: `reading ${file}`,
      found: "the file is empty",
      advice: "Describe your services in it.",
    });
  }
  return { value: checkShape(configuration, source, "the configuration"), source };
}

async function readText(path: string, file: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new Failure({
      attempted: `reading ${file}`,
      found:
        error instanceof Error && "code" in error && error.code === "ENOENT" ? "there is no such file" : String(error),
      advice: 'Name the file in the input "config", and check out the repository before this step.',
      cause: error,
    });
  }
}

/** What is said beside the sections of single actions. */
function plainKeys(layer: object): object {
  return Object.fromEntries(Object.entries(layer).filter(([key]) => key !== "environments" && !sections.includes(key)));
}

function inputTexts(values: Readonly<Record<string, unknown>>): Record<string, string> {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([key, value]) => [key, inputText(value)]));
}

/** A value as an input holds it: lists with an entry per line, mappings as KEY=value lines. */
function inputText(value: unknown): string {
  if (Array.isArray(value)) return value.join("\n");
  if (typeof value !== "object" || value === null) return String(value);
  return Object.entries(value)
    .map(([key, one]) => `${key}=${one}`)
    .join("\n");
}
