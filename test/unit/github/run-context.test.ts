import { expect, it } from "vitest";
import { readRunContext } from "../../../src/github/run-context.ts";

it("names the run by its id and attempt, and links to it", () => {
  const env = {
    GITHUB_REPOSITORY: "shop/orders",
    GITHUB_RUN_ID: "42",
    GITHUB_RUN_ATTEMPT: "2",
    GITHUB_SERVER_URL: "https://ghe.example",
    GITHUB_ACTOR: "ada",
    GITHUB_TRIGGERING_ACTOR: "grace",
  };
  expect(readRunContext(env)).toMatchObject({
    runKey: "42-2",
    runUrl: "https://ghe.example/shop/orders/actions/runs/42/attempts/2",
    actor: "grace",
    sha: "",
  });
});

it("is empty where no runner says anything", () => {
  expect(readRunContext({})).toMatchObject({ repository: "", runKey: "", runUrl: "", actor: "" });
});
