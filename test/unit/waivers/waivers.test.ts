import { describe, expect, it } from "vitest";
import { Failure } from "../../../src/report/failure.ts";
import {
  applyWaivers,
  expiredFailure,
  type Looked,
  type Waivable,
  waiverName,
} from "../../../src/waivers/apply-waivers.ts";
import { loadWaivers, parseWaivers } from "../../../src/waivers/waivers.ts";

const accepted = `reason: Only the build uses it
    owner: team-orders
    expires: 2026-12-31`;
const file = `waivers:
  - id: CVE-2021-23337
    package: lodash
    image: ghcr.io/acme/*
    ${accepted}
  # Staging has one node.
  - check: single-replica
    selector: Deployment/orders
    ${accepted}
`;

function failureOf(content: string): Failure {
  try {
    parseWaivers(content, "waivers.yaml");
  } catch (error) {
    expect(error).toBeInstanceOf(Failure);
    return error as Failure;
  }
  throw new Error("it was taken");
}

describe("the waiver file", () => {
  it("holds waivers for vulnerabilities and for checks, each with its line", () => {
    expect(parseWaivers(file, "waivers.yaml")).toMatchObject([
      { kind: "vulnerability", id: "CVE-2021-23337", package: "lodash", expires: "2026-12-31", at: { line: 2 } },
      { kind: "check", check: "single-replica", selector: "Deployment/orders", owner: "team-orders", at: { line: 9 } },
    ]);
    expect(parseWaivers("", "waivers.yaml")).toEqual([]);
  });

  it.each([
    ["no reason", file.replace("    reason: Only the build uses it\n", ""), 2, /it is missing/],
    ["a reason that is none", file.replace("Only the build uses it", "wontfix"), 5, /wontfix|ten characters/],
    ["no last day", file.replace(/ {4}expires: .*\n$/, ""), 9, /it is missing/],
    ["a day that does not exist", file.replace("2026-12-31", "2026-02-30"), 7, /not a day|2026-02-30/],
    ["a word for a day", file.replace("2026-12-31", "never"), 7, /never|not a day/],
    ["a key that is none", file.replace("package:", "pakage:"), 3, /"pakage" is not a known key/],
    [
      "neither id nor check",
      file.replace("id: CVE-2021-23337", "cve: CVE-2021-23337"),
      2,
      /"cve" is not a known key|missing/,
    ],
    ["both", file.replace("check:", "id: CVE-1\n    check:"), 9, /"id" is not a known key/],
    ["no list", "waivers: none\n", 1, /none/],
    ["another file", "checks: []\n", 1, /"checks" is not a known key|missing/],
  ])("with %s is refused at its line", (_, content, line, found) => {
    const failure = failureOf(content);
    expect(`${failure.found} ${failure.advice}`).toMatch(found);
    expect(failure.at).toMatchObject({ file: "waivers.yaml", line });
  });

  it("that is not there is told as the user named it", async () => {
    await expect(loadWaivers("deploy/waivers.yaml", "/nowhere")).rejects.toThrow(
      /deploy\/waivers\.yaml cannot be read/,
    );
  });
});

interface Finding {
  readonly name: string;
  readonly about: Waivable;
}
const lodash: Finding = {
  name: "lodash",
  about: {
    kind: "vulnerability",
    ids: ["GHSA-35jh-r3h4-6jhm", "cve-2021-23337"],
    package: "lodash",
    image: "ghcr.io/acme/orders",
  },
};
const other: Finding = {
  name: "other",
  about: { kind: "vulnerability", ids: ["CVE-2021-23337"], package: "lodash-es", image: "ghcr.io/acme/orders" },
};
const replica: Finding = {
  name: "replica",
  about: { kind: "check", check: "single-replica", subject: "staging/Deployment/orders" },
};
const image: Looked = { kind: "vulnerability", image: "ghcr.io/acme/orders" };
const checks: Looked = { kind: "check", checks: ["single-replica"] };

function judge(content: string, findings: readonly Finding[], looked: Looked, day = "2026-12-31T23:59:00Z") {
  const judged = applyWaivers(findings, ({ about }) => about, parseWaivers(content, "waivers.yaml"), {
    looked,
    now: new Date(day),
  });
  return {
    open: judged.open.map(({ name }) => name),
    waived: judged.waived.map(({ finding }) => finding.name),
    expired: judged.expired.map(waiverName),
    unused: judged.unused.map(waiverName),
  };
}

const one = (key: string): string => `waivers:\n  - ${key}\n    ${accepted}\n`;

describe("waivers", () => {
  it("accept what they name, also by an alias, until the end of their last day", () => {
    expect(judge(file, [lodash, other], image)).toEqual({
      open: ["other"],
      waived: ["lodash"],
      expired: [],
      unused: [],
    });
    expect(judge(file, [lodash], image, "2027-01-01T00:00:00Z")).toEqual({
      open: ["lodash"],
      waived: [],
      expired: ["CVE-2021-23337 in lodash of ghcr.io/acme/*"],
      unused: [],
    });
  });

  it.each([
    ["check: single-replica", ["replica"]],
    ["check: single-replica\n    selector: Deployment/orders", ["replica"]],
    ["check: single-replica\n    selector: deployment/*", ["replica"]],
    ["check: single-replica\n    selector: staging/*", ["replica"]],
    ["check: single-replica\n    selector: production/*", []],
    ["check: single-replica\n    selector: Deployment/order", []],
    ["check: single-replica\n    selector: orders", []],
  ])("%s", (key, waived) => {
    expect(judge(one(key), [replica], checks).waived).toEqual(waived);
  });

  it("are of no use only where they were looked for", () => {
    expect(judge(file, [], image).unused).toEqual(["CVE-2021-23337 in lodash of ghcr.io/acme/*"]);
    expect(judge(file, [], { kind: "vulnerability", image: "ghcr.io/other/orders" }).unused).toEqual([]);
    expect(judge(file, [], checks).unused).toEqual(["single-replica on Deployment/orders"]);
    expect(judge(file, [], { kind: "check", checks: ["no-probe"] }).unused).toEqual([]);
  });

  it("that have ended are one failure at the line of the first, with all of them as evidence", () => {
    const failure = expiredFailure(parseWaivers(file, "waivers.yaml"));
    expect(failure?.found).toBe(
      "the waiver for CVE-2021-23337 in lodash of ghcr.io/acme/* of team-orders ended on 2026-12-31 (and 1 more)",
    );
    expect(failure?.at).toMatchObject({ file: "waivers.yaml", line: 2 });
    expect(failure?.evidence[0]?.text.split("\n")).toHaveLength(2);
    expect(expiredFailure([])).toBeUndefined();
  });
});
