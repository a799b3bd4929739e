import { describe, expect, it } from "vitest";
import { Failure } from "../../../src/report/failure.ts";
import { failureSummary } from "../../../src/report/failure-summary.ts";

describe("failureSummary", () => {
  it("tells what was attempted, what was found, what to do, where, and shows the evidence", () => {
    const failure = new Failure({
      attempted: "waiting for orders",
      found: "pod <orders-1> restarts [often]",
      advice: "Look at its log.",
      at: { file: "deploy/orders.yaml", line: 12, column: 5 },
      evidence: [{ title: "log of <orders-1>", text: "\u001b[31m```\npanic\u0007\u001b[0m\n" }],
    });
    expect(
      failureSummary(failure),
    ).toBe(`**Failed while waiting for orders:** pod &lt;orders-1&gt; restarts \\[often\\].

Look at its log.

\`deploy/orders.yaml:12:5\`

<details><summary>log of &lt;orders-1&gt;</summary>

\`\`\`\`text
\`\`\`
panic
\`\`\`\`

</details>
`);
  });
});
