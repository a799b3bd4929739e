import { describe, expect, it } from "vitest";
import { type AdmissionRules, admit, type Origin } from "../../../src/chain/admit.ts";

const push: Origin = { event: "push", ref: "refs/heads/main", defaultBranch: "main" };
const production: AdmissionRules = { environment: "production", production: true, productionRefs: [] };

describe("admit", () => {
  it.each(["push", "workflow_dispatch", "schedule", "release"])("admits %s of the default branch", (event) => {
    expect(admit({ ...push, event }, production).kind).toBe("admitted");
  });

  it.each([
    "pull_request_target",
    "workflow_run",
    "issue_comment",
    "pull_request",
    "repository_dispatch",
    "merge_group",
    "",
  ])("refuses the event %j for production, whatever the refs say", (event) => {
    const admission = admit({ ...push, event }, { ...production, productionRefs: ["**", "refs/**"] });
    expect(admission).toMatchObject({ kind: "refused", failure: { found: expect.stringContaining(event) } });
  });

  it("says that an event runs for strangers", () => {
    const admission = admit({ ...push, event: "issue_comment" }, production);
    expect(admission).toMatchObject({ failure: { found: expect.stringContaining("people outside of it") } });
  });

  it("admits any event where the environment is not production", () => {
    expect(admit({ ...push, event: "pull_request" }, { ...production, production: false }).kind).toBe("admitted");
  });

  it.each<[ref: string, refs: string[], kind: string]>([
    ["refs/heads/main", [], "admitted"],
    ["refs/heads/feature", [], "refused"],
    ["refs/tags/main", [], "refused"],
    ["refs/heads/release/1.2", ["release/*"], "admitted"],
    ["refs/heads/release/1.2/x", ["release/*"], "refused"],
    ["refs/heads/main", ["release/*"], "refused"],
    ["refs/tags/v1.2.0", ["refs/tags/v*"], "admitted"],
    ["refs/tags/v1.2.0", ["v*"], "refused"],
    ["refs/heads/anything", ["!main"], "refused"],
  ])("with %s and the refs %j it is %s", (ref, productionRefs, kind) => {
    expect(admit({ ...push, ref }, { ...production, productionRefs }).kind).toBe(kind);
  });

  it("takes the name of the default branch literally", () => {
    expect(admit({ ...push, ref: "refs/heads/ab", defaultBranch: "a*" }, production).kind).toBe("refused");
    expect(admit({ ...push, ref: "refs/heads/a{b,c}", defaultBranch: "a{b,c}" }, production).kind).toBe("admitted");
  });

  it("trusts a schedule to be on the default branch, and nothing else that does not name it", () => {
    expect(admit({ ...push, event: "schedule", defaultBranch: "" }, production).kind).toBe("admitted");
    expect(admit({ ...push, defaultBranch: "" }, production).kind).toBe("refused");
  });

  it("tells how a tag is named", () => {
    const admission = admit({ ...push, event: "release", ref: "refs/tags/v1" }, production);
    expect(admission).toMatchObject({ failure: { advice: expect.stringContaining("refs/tags/v*") } });
  });
});
