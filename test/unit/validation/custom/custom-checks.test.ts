import { describe, expect, it } from "vitest";
import { readManifests } from "../../../../src/manifests/read-objects.ts";
import { parseCustomChecks } from "../../../../src/validation/custom/load-custom-checks.ts";
import { judge } from "../../../../src/validation/judge.ts";
import { plainRules } from "../../../../src/validation/rules.ts";
import { subjectOf } from "../../../../src/validation/subject.ts";
import { liveDeployment, liveWith } from "../objects.ts";

const yaml = `apiVersion: apps/v1
kind: Deployment
metadata: { name: orders, namespace: shop }
spec:
  replicas: 3
  template:
    spec:
      containers:
        - name: orders
          image: registry.example.com/orders:1
          env: [{ name: DB_PASSWORD, valueFrom: { secretKeyRef: { name: db, key: password } } }, { name: MODE, value: fast }]
          resources: { limits: { memory: 64Mi } }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: orders, namespace: shop }
spec: { tls: [{ hosts: [orders.example.com], secretName: orders-tls }] }
---
apiVersion: example.com/v1
kind: Unheard
metadata: { name: of, namespace: shop }
`;

function manifestsWith(from = "", to = "") {
  return readManifests(yaml.replace(from, to), "orders.yaml");
}

function checkWith(changes: Readonly<Record<string, unknown>>) {
  const base = { id: "custom/rule", title: "It is so", severity: "high", why: "Else it breaks.", fix: "Mend it." };
  const [check] = parseCustomChecks([
    { content: JSON.stringify({ checks: [{ ...base, ...changes }] }), file: "own.yaml" },
  ]);
  if (check === undefined) throw new Error("no check");
  return check;
}

function verdict(changes: Readonly<Record<string, unknown>>, manifests = manifestsWith()) {
  const { results } = judge([checkWith(changes)], subjectOf(manifests, undefined, undefined), plainRules);
  return results[0];
}

describe("a custom check", () => {
  it.each<[string, boolean]>([
    ["object.spec.replicas >= 3", true],
    ["object.spec.replicas > 3", false],
    ["object.spec.replicas + 1 == 4 && type(object.spec.replicas) == int", true],
    ["object.spec.replicas == 3 && object.metadata.name == 'orders'", true],
    ["has(object.metadata.labels) && has(object.metadata.labels.team)", false],
    ["object.spec.template.spec.containers.all(c, has(c.resources) && has(c.resources.limits))", true],
    ["object.spec.template.spec.containers.exists(c, c.name == 'sidecar')", false],
    ["size(object.spec.template.spec.containers) == 1", true],
    ["object.metadata.name.matches('^[a-z-]+$') && object.metadata.name.startsWith('ord')", true],
    ["object.spec.template.spec.containers[0].env.filter(e, has(e.value)).map(e, e.name) == ['MODE']", true],
    ["object.spec.?missing.?field.orValue('') == ''", true],
    ["object.spec.missing == 1 || object.spec.replicas == 3", true],
  ])("judges a Deployment by %s: %s", (expression, passes) => {
    const result = verdict({ kinds: ["Deployment"], expression });
    expect(result?.reason).toBe("");
    expect(result?.state).toBe(passes ? "passed" : "failed");
  });

  it("takes a field that is null for one that is there", () => {
    const manifests = manifestsWith("  replicas: 3", "  replicas: null");
    expect(verdict({ kinds: ["Deployment"], expression: "object.spec.replicas == null" }, manifests)?.state).toBe(
      "passed",
    );
  });

  it("points at the field that it names, with its message", () => {
    const result = verdict({
      kinds: ["Deployment"],
      expression: "object.spec.replicas >= 5",
      "message-expression": "'it has ' + string(object.spec.replicas) + ' replicas'",
      path: "spec.replicas",
    });
    expect(result?.findings).toMatchObject([
      { subject: "Deployment shop/orders", evidence: "it has 3 replicas", at: { file: "orders.yaml", line: 5 } },
    ]);
  });

  it("looks only at what it is meant for, and does not apply where that is nothing", () => {
    const expression = "has(object.spec.tls)";
    expect(verdict({ kinds: ["Ingress"], match: "object.metadata.namespace == 'shop'", expression })?.state).toBe(
      "passed",
    );
    const other = verdict({ kinds: ["Ingress"], match: "object.metadata.namespace == 'x'", expression });
    expect(other).toMatchObject({ state: "not-applicable", reason: "there is no object that it is meant for" });
  });

  it("sees every kind without kinds, also those that no other check knows", () => {
    expect(verdict({ expression: "has(object.metadata.namespace)" })?.state).toBe("passed");
  });

  it("sees the live workload that was named, and not its neighbours", () => {
    const live = liveWith({
      Deployment: [liveDeployment(), { ...liveDeployment(), metadata: { name: "carts", namespace: "shop" } }],
    });
    const subject = subjectOf([], live, { kind: "Deployment", name: "orders" });
    const { results } = judge([checkWith({ kinds: ["Deployment"], expression: "false" })], subject, plainRules);
    expect(results[0]?.findings.map((one) => one.subject)).toEqual(["Deployment shop/orders"]);
  });

  it("sees all that lives where the whole namespace is judged, and is unknown where it may not", () => {
    const expression = "object.spec.ports.size() > 9";
    const judgeAll = (lists: Parameters<typeof liveWith>[0]) => {
      const subject = subjectOf([], liveWith({ Deployment: [liveDeployment()], ...lists }), "all");
      return judge([checkWith({ kinds: ["Service"], expression })], subject, plainRules).results[0];
    };
    const service = { metadata: { name: "live", namespace: "shop" }, spec: { ports: [] } };
    expect(judgeAll({ Service: [service] })?.findings.map((one) => one.subject)).toEqual(["Service shop/live"]);
    expect(judgeAll({ Service: { kind: "unreadable", reason: "forbidden" } })).toMatchObject({ state: "unknown" });
  });

  it.each([
    ["a field that is not there", "object.spec.nothing == 1", /Deployment shop\/orders: no such key: nothing/i],
    ["a type that does not fit", "object.metadata.name + 1 == 2", /no such overload/],
    ["an answer that is neither true nor false", "object.metadata.name", /it answers string/],
  ])("is unknown for %s", (_what, expression, reason) => {
    const result = verdict({ kinds: ["Deployment"], expression });
    expect(result).toMatchObject({ state: "unknown", blocks: true });
    expect(result?.reason).toMatch(reason);
  });

  it.each([
    [
      "a regular expression that goes back and forth",
      "!('a'.matches('b')) && (object.metadata.name + 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!').matches('^(o|r|d|e|s|a|aa)+$')",
    ],
  ])("is stopped, and unknown, for %s", { timeout: 20_000 }, (_what, expression) => {
    const result = verdict({ kinds: ["Deployment"], expression });
    expect(result).toMatchObject({ state: "unknown", blocks: true });
    expect(result?.reason).toMatch(/took more than/);
  });

  it("reaches no JavaScript", () => {
    for (const path of [
      "object.constructor",
      "object.__proto__",
      "object.toString",
      "object.metadata.name.constructor",
    ]) {
      expect(verdict({ kinds: ["Deployment"], expression: `${path} != ''` })?.state).toBe("unknown");
    }
  });
});

describe("a file of custom checks", () => {
  const text = (body: string) => `checks:
  - id: custom/team
    title: Every Deployment names its team
    severity: medium
    kinds: [Deployment]
    why: Nobody knows whom to call.
    fix: Set the label team.
    ${body}
`;
  const parse = (...contents: string[]) =>
    parseCustomChecks(contents.map((content, index) => ({ content, file: `own-${index}.yaml` })));

  function failure(...contents: string[]) {
    try {
      parse(...contents);
    } catch (error) {
      return error;
    }
    return undefined;
  }

  it.each([
    ["what is not CEL", "expression: object.spec.", /expression of the custom check custom\/team: expected/],
    ["a name that there is not", "expression: objekt.spec.replicas > 1", /objekt/],
    ["an answer of another type", "expression: size(object.spec)", /it answers int/],
    ["a text where a truth is wanted", "{ expression: 'true', match: '\"a\"' }", /./],
  ])("is refused at its line for %s", (_what, body, message) => {
    const content = body.startsWith("{") ? text('expression: "true"\n    match: \'"a"\'') : text(body);
    expect(failure(content)).toMatchObject({
      message: expect.stringMatching(message),
      at: { file: "own-0.yaml", line: body.startsWith("{") ? 9 : 8 },
    });
  });

  it("refuses an id of the toolkit's own, and one that stands twice", () => {
    const good = text('expression: "true"');
    expect(failure(good.replace("custom/team", "reliability/replicas"))).toMatchObject({
      message: expect.stringMatching(/custom\/name/),
      at: { line: 2 },
    });
    expect(failure(good, good)).toMatchObject({
      message: expect.stringMatching(/another one of this id at own-0.yaml:2/),
    });
  });

  it("refuses a mistyped key with the nearest one", () => {
    expect(failure(text("expresion: 'true'"))).toMatchObject({
      message: expect.stringMatching(/Did you mean "expression"/),
    });
  });

  it("refuses an expression that is too large", () => {
    const wide = Array.from({ length: 900 }, () => "1").join("+");
    expect(failure(text(`expression: "[${wide.replaceAll("+", ",")}].size() > 0"`))).toMatchObject({ at: { line: 8 } });
  });
});
