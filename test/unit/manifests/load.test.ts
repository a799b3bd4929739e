import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { describeObject } from "../../../src/kube/object.ts";
import { loadManifests } from "../../../src/manifests/load.ts";
import type { Failure } from "../../../src/report/failure.ts";

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "manifests-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function write(file: string, text: string): void {
  const target = path.join(directory, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
}

const object = (kind: string, name: string): string => `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n`;

async function load(...patterns: string[]): Promise<string[]> {
  const manifests = await loadManifests(patterns, { directory });
  return manifests.map((manifest) => `${manifest.file}: ${describeObject(manifest.object)}`);
}

/** The failure of a load, with its place, as one text. */
async function failure(...patterns: string[]): Promise<string> {
  const error = await loadManifests(patterns, { directory }).then(
    () => undefined,
    (thrown: Failure) => thrown,
  );
  expect(error?.name).toBe("Failure");
  return `${error?.at?.file ?? ""}:${error?.at?.line ?? ""} ${error?.message}`;
}

describe("files, folders and globs", () => {
  beforeEach(() => {
    write("deploy/b.yaml", object("Service", "b"));
    write("deploy/a.yml", object("Service", "a"));
    write("deploy/more/c.json", '{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "c"}}');
    write("deploy/notes.md", "not a manifest");
    write("deploy/node_modules/x.yaml", "no: manifest");
    write("deploy/odd[1].yaml", object("Service", "odd"));
  });

  it.each([
    ["a file", ["deploy/b.yaml"], ["deploy/b.yaml"]],
    [
      "a folder with its subfolders",
      ["deploy/"],
      ["deploy/a.yml", "deploy/b.yaml", "deploy/more/c.json", "deploy/odd[1].yaml"],
    ],
    ["a glob in one folder", ["deploy/*.y*ml"], ["deploy/a.yml", "deploy/b.yaml", "deploy/odd[1].yaml"]],
    ["a glob across folders", ["**/*.json"], ["deploy/more/c.json"]],
    ["braces", ["deploy/{b,a}.*"], ["deploy/a.yml", "deploy/b.yaml"]],
    ["a name with characters of a glob", ["deploy/odd[1].yaml"], ["deploy/odd[1].yaml"]],
    [
      "several, each file once, in their order",
      ["deploy/b.yaml", "./deploy/*.yaml"],
      ["deploy/b.yaml", "deploy/odd[1].yaml"],
    ],
  ])("%s", async (_, patterns, files) => {
    const manifests = await loadManifests(patterns, { directory });
    expect(manifests.map(({ file }) => file)).toEqual(files);
  });

  it("takes linked files, as mounted volumes have them, and follows no circle of linked folders", async () => {
    symlinkSync(path.join(directory, "deploy/b.yaml"), path.join(directory, "deploy/more/d.yaml"));
    symlinkSync(path.join(directory, "deploy"), path.join(directory, "deploy/more/circle"));
    expect(await failure("deploy/more", "deploy/b.yaml")).toMatch(/Service b is described twice/);
  });

  it.each(["missing.yaml", "missing/**", "deploy/*.toml"])("says that %s matches nothing", async (pattern) => {
    expect(await failure("deploy", pattern)).toMatch(/nothing matches it in .*Give files, folders/);
  });
});

describe("documents", () => {
  it("are all read, empty ones left out, lists unfolded", async () => {
    const list = `apiVersion: v1\nkind: List\nitems:\n- ${object("Service", "b").replaceAll("\n", "\n  ").trimEnd()}\n`;
    write("all.yaml", `---\n# nothing\n---\n${object("Service", "a")}---\n${list}---\n`);
    expect(await load("all.yaml")).toEqual(["all.yaml: Service a", "all.yaml: Service b"]);
  });

  it("keep the place of each field, also inside of a list", async () => {
    write(
      "list.yaml",
      "apiVersion: v1\nkind: ServiceList\nitems:\n- apiVersion: v1\n  kind: Service\n  metadata:\n    name: a\n",
    );
    const [manifest] = await loadManifests(["list.yaml"], { directory });
    expect(manifest?.position(["metadata", "name"])).toMatchObject({ file: "list.yaml", line: 7, column: 5 });
    expect(manifest?.position(["spec", "replicas"])).toMatchObject({ line: 4 });
  });

  it("keep text in quotes and block scalars that looks like a template", async () => {
    write(
      "alerts.yaml",
      `${object("ConfigMap", "a")}data:\n  quoted: "{{ $value }}"\n  rules: |\n    {{ $labels.job }} is {{ $value }}\n    x: {{ y }}\n  last: end\n`,
    );
    expect(await load("alerts.yaml")).toHaveLength(1);
  });

  it.each([
    ["no YAML", "a: [1", /bad\.yaml:\d+ /],
    ["a text", "just text", /bad\.yaml:1 .*it is not a mapping/],
    [
      "no apiVersion",
      "kind: Service\nmetadata: {name: a}\n",
      /bad\.yaml:1 .*it has no apiVersion.*Every document must be a Kubernetes object/,
    ],
    ["no kind", "apiVersion: v1\nmetadata: {name: a}\n", /it has no kind/],
    ["no metadata", "apiVersion: v1\nkind: Service\n", /the Service has no metadata/],
    [
      "no name",
      "apiVersion: v1\nkind: Service\nmetadata:\n  labels: {}\n",
      /bad\.yaml:3 .*the Service has no metadata\.name/,
    ],
    [
      "a generated name",
      "apiVersion: batch/v1\nkind: Job\nmetadata:\n  generateName: a-\n",
      /bad\.yaml:4 .*generateName.*could be neither compared nor taken back/,
    ],
    [
      "a label that is a number",
      `${object("Service", "a")}  labels:\n    version: 1.10\n`,
      /bad\.yaml:6 .*"version" that is not a text.*Put it in quotes/,
    ],
    [
      "two for one object",
      `${object("Service", "a")}---\n${object("Service", "a")}`,
      /bad\.yaml:6 .*Service a is described twice: bad\.yaml:1 and bad\.yaml:6/,
    ],
    [
      "a Helm template",
      `${object("Service", "{{ .Release.Name }}")}`,
      /bad\.yaml:4 .*it is a Helm template.*helm template/,
    ],
    [
      "Helm's control lines",
      `{{- if .Values.on }}\n${object("Service", "a")}{{- end }}\n`,
      /bad\.yaml:1 .*it is a Helm template/,
    ],
    ["nothing", "# nothing\n", /the files describe no object/],
  ])("that are %s are refused with their place", async (_, text, message) => {
    write("bad.yaml", text);
    expect(await failure("bad.yaml")).toMatch(message);
  });

  it.each([
    ["deploy/kustomization.yaml", "resources: [a.yaml]\n", /it is a kustomization.*kustomize build/],
    ["chart/Chart.yaml", "apiVersion: v2\nname: a\n", /it describes a Helm chart.*helm template/],
  ])("%s must be rendered first", async (file, text, message) => {
    write(file, text);
    expect(await failure(path.dirname(file))).toMatch(message);
  });

  it("of one object in two versions of its group, or with and without the namespace, are two for one", async () => {
    const of = (apiVersion: string, namespace: string): string =>
      `apiVersion: ${apiVersion}\nkind: HorizontalPodAutoscaler\nmetadata: {name: a${namespace}}\n`;
    write("a.yaml", `${of("autoscaling/v2", "")}---\n${of("autoscaling/v1", ", namespace: shop")}`);
    expect(await load("a.yaml")).toHaveLength(2);
    await expect(loadManifests(["a.yaml"], { directory, namespace: "shop" })).rejects.toThrow(/is described twice/);
  });

  it("never show a Secret's values in a message", async () => {
    write(
      "secret.yaml",
      `${object("Secret", "s")}stringData:\n  password: hunter2\n  password: hunter2\n  broken: "hunter2\n`,
    );
    expect(await failure("secret.yaml")).not.toContain("hunter2");
    write("secret.yaml", `${object("Secret", "s")}  annotations:\n    token: 4711\n`);
    expect(await failure("secret.yaml")).not.toContain("4711");
  });
});
