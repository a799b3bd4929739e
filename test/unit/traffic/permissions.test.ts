// Does the documentation name exactly the permissions that each router needs?

import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { routerPermissions } from "../../../src/traffic/check-route.ts";
import { routerNames } from "../../../src/traffic/router.ts";

const page = readFileSync("docs/routers.md", "utf8");

/** `router group resource verb`, one for each permission. */
function documented(): string[] {
  const section = page.slice(page.indexOf("## Permissions"), page.indexOf("## How it is tested"));
  const rows = section.split("\n").flatMap((line) => {
    const cells = line.split("|").map((cell) => cell.trim());
    return /^`[a-z-]+`$/.test(cells[1] ?? "") ? [cells] : [];
  });
  return rows.flatMap(([, router = "", group = "", resources = "", verbs = ""]) =>
    resources
      .split(", ")
      .flatMap((resource) =>
        verbs.split(", ").map((verb) => `${router.replaceAll("`", "")} ${group} ${resource} ${verb}`),
      ),
  );
}

it("names exactly the permissions that each router needs", () => {
  const needed = routerNames.flatMap((name) =>
    routerPermissions(name, "shop").map(
      ({ group, resource, verb }) => `${name} ${group === "" ? "(core)" : group} ${resource} ${verb}`,
    ),
  );
  expect(documented().sort()).toEqual(needed.sort());
});
