import { describe, expect, it } from "vitest";
import { withTables } from "../../../scripts/docs.ts";

const document = "# a\n\n<!-- inputs -->\nold\n<!-- /inputs -->\n\n<!-- outputs -->\n<!-- /outputs -->\nend\n";
const runs = { using: "node24" as const, main: "dist/a.js" };

describe("withTables", () => {
  it("writes inputs and outputs between their marks and leaves the rest alone", () => {
    const inputs = {
      image: { description: "What\nto  deploy.", required: true },
      timeout: { description: "How long | far.", default: "10m" },
    };
    const text = withTables(document, { name: "a", description: "a", inputs, outputs: {}, runs });
    expect(text).toBe(`# a

<!-- inputs -->
| input | what it is | default |
| --- | --- | --- |
| \`image\` | What to  deploy. | required |
| \`timeout\` | How long \\| far. | \`10m\` |
<!-- /inputs -->

<!-- outputs -->
None.
<!-- /outputs -->
end
`);
    expect(withTables(text, { name: "a", description: "a", inputs, outputs: {}, runs })).toBe(text);
  });

  it("says so where the document has no place for them", () => {
    expect(() => withTables("# a\n", { name: "a", description: "a", inputs: {}, outputs: {}, runs })).toThrow(
      "<!-- inputs -->",
    );
  });
});
