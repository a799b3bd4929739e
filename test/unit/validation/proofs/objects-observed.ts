// What proves the checks of objects that read what the cluster said?

import type { KubeObject } from "../../../../src/kube/object.ts";
import { identityOf } from "../../../../src/manifests/manifest.ts";
import { readManifests } from "../../../../src/manifests/read-objects.ts";
import type { FilesSeen } from "../../../../src/validation/objects/files-seen.ts";
import type { Schema } from "../../../../src/validation/objects/schema.ts";
import type { AdmissionAnswer, ObjectsSeen } from "../../../../src/validation/objects/seen.ts";
import type { Subject } from "../../../../src/validation/subject.ts";
import { casesOf, deployment, documents, object } from "./cases.ts";
import { type Proof, subjectFrom } from "./proof.ts";

/** What the cluster said, with changes. */
export function objectsSeen(changes: Partial<ObjectsSeen> = {}): ObjectsSeen {
  return {
    server: { version: "v1.34.4", minor: 34 },
    schemas: new Map(),
    namespaces: new Map(),
    references: new Map(),
    admission: undefined,
    ...changes,
  };
}

export function withObjects(yaml: string, changes: Partial<ObjectsSeen>): Subject {
  return subjectFrom(yaml, undefined, { objects: { kind: "seen", value: objectsSeen(changes) } });
}

const text: Schema = { type: "string" };
const quantity: Schema = { oneOf: [{ type: "string" }, { type: "number" }] };
const widgetSchema: Schema = {
  type: "object",
  "x-kubernetes-group-version-kind": [{ group: "example.com", version: "v1", kind: "Widget" }],
  properties: {
    apiVersion: text,
    kind: text,
    metadata: { type: "object" },
    spec: { allOf: [{ $ref: "#/components/schemas/Spec" }], default: {} },
  },
};
const specSchema: Schema = {
  type: "object",
  required: ["size", "mode"],
  properties: {
    size: { type: "integer", format: "int32", minimum: 1 },
    mode: { ...text, enum: ["Fast", "Slow"], default: "Fast" },
    ratio: { type: "number" },
    active: { type: "boolean" },
    port: { format: "int-or-string", oneOf: [{ type: "integer" }, { type: "string" }] },
    args: { type: "array", items: text, maxItems: 2 },
    labels: { type: "object", additionalProperties: text },
    limits: { type: "object", additionalProperties: quantity },
    parts: {
      type: "array",
      items: { type: "object", required: ["name"], properties: { name: { ...text, pattern: "^[a-z]+$" } } },
    },
    anything: { type: "object", "x-kubernetes-preserve-unknown-fields": true, properties: { a: text } },
  },
};

function widget(spec: string, fillsDefaults = true): Subject {
  const named = { Widget: widgetSchema, Spec: specSchema };
  const schemas = { kinds: new Map([["Widget", widgetSchema]]), named, fillsDefaults };
  return withObjects(object("example.com/v1", "Widget", spec), {
    schemas: new Map([["example.com/v1", { kind: "read", schemas }]]),
  });
}

/** Without a cluster, by a definition that the manifests bring. */
function defined(spec: string): string {
  return documents(
    object("example.com/v1", "Widget", spec),
    `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: widgets.example.com }
spec: { group: example.com, names: { kind: Widget, plural: widgets }, versions: [{ name: v1, served: true, schema: { openAPIV3Schema: {
  type: object, required: [spec], properties: { spec: { type: object, properties: { size: { type: integer } } } } } } }] }
`,
  );
}

function admitted(yaml: string, answer: (object: KubeObject) => AdmissionAnswer): Subject {
  const answers = readManifests(yaml, "orders.yaml").map(({ object: own }) => [identityOf(own), answer(own)] as const);
  return withObjects(yaml, { admission: new Map(answers) });
}

function enforcing(level: string, podSpec: string, container = ""): Subject {
  const labels = { "pod-security.kubernetes.io/enforce": level };
  return withObjects(deployment(podSpec, container), { namespaces: new Map([["shop", { kind: "there", labels }]]) });
}

const restricted =
  "securityContext: { allowPrivilegeEscalation: false, runAsNonRoot: true, seccompProfile: { type: RuntimeDefault }, capabilities: { drop: [ALL] } }";

function files(value: FilesSeen): Subject {
  return subjectFrom(deployment(""), undefined, { files: { kind: "seen", value } });
}

const broken = {
  attempted: "reading a.yaml",
  found: "a key stands twice",
  advice: "Keep one.",
  at: { file: "a.yaml", line: 7 },
};

export const objectsObservedProofs: readonly Proof[] = [
  ...casesOf("objects/readable-files", {
    pass: [["all of them", files({ count: 3, problems: [] })]],
    "near-pass": [["one file alone", files({ count: 1, problems: [] })]],
    "near-fail": [["one of a hundred", files({ count: 100, problems: [broken] }), "a key stands twice. Keep one."]],
    fail: [["one without a place", files({ count: 1, problems: [{ ...broken, at: undefined }] }), /stands twice/]],
  }),
  ...casesOf("objects/unknown-fields", {
    pass: [["all fields are known", widget("spec: { size: 1 }")]],
    "near-pass": [
      [
        "any key of labels, and of what is open",
        widget("spec: { size: 1, labels: { x: y }, anything: { b: 1, c: { d: 1 } } }"),
      ],
      ["what a definition among the manifests knows", defined("spec: { size: 1 }")],
    ],
    "near-fail": [
      ["another case", widget("spec: { Size: 1, size: 1 }"), 'spec has no field "Size"; did you mean size?'],
      ["one level too high", widget("spec: { size: 1 }\nsize: 1"), 'the object has no field "size"'],
      [
        "inside of a list",
        widget("spec: { size: 1, parts: [{ name: a }, { name: b, nmae: c }] }"),
        'spec.parts[1] has no field "nmae"; did you mean name?',
      ],
      [
        "by a definition among the manifests",
        defined("spec: { sizes: 1 }"),
        'spec has no field "sizes"; did you mean size?',
      ],
    ],
    fail: [["no such field", widget("spec: { size: 1, colour: red }"), 'spec has no field "colour"']],
  }),
  ...casesOf("objects/field-types", {
    pass: [
      ["each of its type", widget("spec: { size: 1, mode: Slow, ratio: 0.5, active: true, port: 80, args: [a] }")],
    ],
    "near-pass": [
      ["either of two types", widget('spec: { size: 1, port: http, limits: { cpu: 1, memory: "1Gi" } }')],
      ["null, which is nothing", widget("spec: { size: 1, active: null, args: }")],
    ],
    "near-fail": [
      [
        "a number that is to be a text",
        widget("spec: { size: 1, args: [a, 8080] }"),
        "it is a number where a text is expected: put it in quotes",
      ],
      ["a number in quotes", widget('spec: { size: "1" }'), "it is a text where a whole number is expected"],
      ["a half", widget("spec: { size: 1.5 }"), "a whole number is expected"],
      ["more than 32 bits", widget("spec: { size: 3000000000 }"), "it does not fit into 32 bits"],
      ["below its least", widget("spec: { size: 0 }"), "it is below 1"],
      [
        "a word in another case",
        widget("spec: { size: 1, mode: fast }"),
        "it is none of Fast, Slow; did you mean Fast?",
      ],
      ["one item too many", widget("spec: { size: 1, args: [a, b, c] }"), "it has 3 items"],
      ["a text of another form", widget("spec: { size: 1, parts: [{ name: A1 }] }"), /does not fit \^\[a-z\]\+\$/],
      ["neither of two types", widget("spec: { size: 1, limits: { cpu: true } }"), "it fits none of the forms"],
    ],
    fail: [
      ["a list for a mapping", widget("spec: []"), "it is a list where a mapping is expected"],
      ["yes in quotes", widget('spec: { size: 1, active: "yes" }'), "it is a text where true or false is expected"],
    ],
  }),
  ...casesOf("objects/required-fields", {
    pass: [["it is there", widget("spec: { size: 1 }")]],
    "near-pass": [["one with a default is left out, and a whole mapping", widget("")]],
    "near-fail": [
      ["null", widget("spec: { size: null }"), "spec has no size"],
      ["one whose default is only the empty value of its type", widget("spec: { size: 1 }", false), "spec has no mode"],
      ["inside of a list", widget("spec: { size: 1, parts: [{}] }"), "spec.parts[0] has no name"],
    ],
    fail: [
      ["left out", widget("spec: {}"), "spec has no size"],
      ["by a definition among the manifests", defined(""), "the object has no spec"],
    ],
  }),
  ...casesOf("objects/admission", {
    pass: [["admitted", admitted(deployment(""), (own) => ({ kind: "admitted", object: own, pod: undefined }))]],
    "near-pass": [
      ["a namespace that enforces what the pod keeps", enforcing("restricted", "", restricted)],
      ["baseline for a pod that is not restricted", enforcing("baseline", "")],
    ],
    "near-fail": [
      [
        "its pods alone",
        admitted(deployment(""), () => ({ kind: "refused", of: "pod", reason: "exceeded quota" })),
        "the API server refuses its pods: exceeded quota",
      ],
      [
        "restricted, and one field of it is missing",
        enforcing("restricted", "", restricted.replace("runAsNonRoot: true, ", "")),
        /enforces the Pod Security standard restricted, which it violates \(runAsNonRoot\)/,
      ],
    ],
    fail: [
      [
        "refused",
        admitted(deployment(""), () => ({ kind: "refused", of: "object", reason: "policy says no" })),
        "the API server refuses it: policy says no",
      ],
      ["a pod of the node's network under baseline", enforcing("baseline", "hostNetwork: true"), /hostNamespaces/],
    ],
  }),
];
