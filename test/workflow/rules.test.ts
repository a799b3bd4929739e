import { describe, expect, it } from "vitest";
import {
  allNeedsOf,
  jobsOf,
  readActionFile,
  readWorkflow,
  secretsIn,
  stepsOf,
  workflowNames,
} from "./support/workflow-files.ts";

// What act cannot show (environments, concurrency groups, permissions) is asserted from the files themselves.

const checkout = "actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd";
/** As a workflow writes it. */
const expression = (body: string) => `\${{ ${body} }}`;
const reusable = ["deploy-environment.yml", "release-service.yml", "rollback.yml"];
const deployEnvironment = readWorkflow("deploy-environment.yml");
const releaseService = readWorkflow("release-service.yml");
const rollback = readWorkflow("rollback.yml");

describe.each(workflowNames())("%s", (name) => {
  const workflow = readWorkflow(name);
  const steps = jobsOf(workflow).flatMap(([, job]) => stepsOf(job));

  it("begins with no permission and gives each job what it names", () => {
    expect(workflow.permissions).toEqual({});
    for (const [, job] of jobsOf(workflow)) expect(job.permissions).toBeDefined();
  });

  it("ends each job in time", () => {
    for (const [, job] of jobsOf(workflow)) {
      if (job.uses === undefined) expect(job["timeout-minutes"]).toBeGreaterThan(0);
    }
  });

  it("uses nothing of others but checkout, pinned by commit, without credentials and without a choice of what", () => {
    for (const step of steps.filter((one) => one.uses !== undefined && !one.uses.startsWith("$/"))) {
      expect(step.uses).toBe(checkout);
      expect(step.with?.["persist-credentials"]).toBe(false);
      expect(Object.keys(step.with ?? {})).not.toEqual(
        expect.arrayContaining([expect.stringMatching(/^(ref|repository)$/)]),
      );
    }
    for (const [, job] of jobsOf(workflow))
      if (job.uses !== undefined) expect(job.uses).toMatch(/^\$\/\.github\/workflows\//);
  });

  it("interpolates nothing into a script", () => {
    for (const step of steps) expect(step.run ?? "").not.toContain("${{");
  });

  it("runs for no event that a stranger can start with secrets", () => {
    for (const event of ["pull_request_target", "workflow_run", "issue_comment"])
      expect(workflow.on).not.toHaveProperty(event);
  });

  it("gives its own actions only inputs that they have, all that they require, and reads only outputs that they have", () => {
    for (const [, job] of jobsOf(workflow)) {
      for (const step of stepsOf(job)) {
        const action = step.uses?.match(/^\$\/actions\/([\w-]+)$/)?.[1];
        if (action === undefined) continue;
        const { inputs, outputs } = readActionFile(action);
        const given = Object.keys(step.with ?? {});
        expect(Object.keys(inputs), `${action}: inputs`).toEqual(expect.arrayContaining(given));
        const required = Object.entries(inputs).filter(([, input]) => input.required && input.default === undefined);
        expect(given, `${action}: required inputs`).toEqual(expect.arrayContaining(required.map(([key]) => key)));
        const read = [...JSON.stringify(job).matchAll(new RegExp(`steps\\.${step.id}\\.outputs\\.([\\w-]+)`, "g"))];
        expect(Object.keys(outputs), `${action}: outputs`).toEqual(
          expect.arrayContaining(read.map((match) => match[1])),
        );
      }
    }
  });
});

describe.each(reusable)("%s, called by other repositories", (name) => {
  const workflow = readWorkflow(name);
  const call = workflow.on.workflow_call;
  if (call === undefined) throw new Error(`${name} cannot be called`);

  it("declares the type and the meaning of each input", () => {
    for (const input of Object.values(call.inputs)) {
      expect(["string", "boolean", "number"]).toContain(input.type);
      expect(input.description).toMatch(/\.$/);
    }
  });

  it("declares each secret that it uses, by name", () => {
    const declared = Object.keys(call.secrets);
    expect([...secretsIn(workflow.jobs)].sort()).toEqual(declared.sort());
    expect(JSON.stringify(workflow.jobs)).not.toContain('"inherit"');
  });

  it("never takes the runner's own cluster for one whose secret is empty, unless it is told to", () => {
    for (const trigger of ["workflow_call", "workflow_dispatch"] as const) {
      const inputs = workflow.on[trigger]?.inputs;
      if (inputs !== undefined) expect(inputs["runner-credentials"]).toMatchObject({ type: "boolean", default: false });
    }
    const takers = jobsOf(workflow)
      .flatMap(([, job]) => [job, ...stepsOf(job)])
      .filter((one) => one.with !== undefined && /kubeconfig|deploy-environment/.test(JSON.stringify(one)));
    const passing = takers.filter((one) => !JSON.stringify(one.uses ?? "").includes("verify"));
    expect(passing.length).toBeGreaterThan(0);
    for (const one of passing) expect(one.with?.["runner-credentials"]).toBe(expression("inputs.runner-credentials"));
  });

  it("asks for admission before anything else", () => {
    expect(workflow.jobs.admit?.permissions).toEqual({});
    expect(secretsIn(workflow.jobs.admit).size).toBe(0);
    expect(workflow.jobs.admit?.environment).toBeUndefined();
    for (const [job] of jobsOf(workflow)) {
      if (job !== "admit") expect(allNeedsOf(workflow, job)).toContain("admit");
    }
  });

  it("offers a person what a caller can say, as far as GitHub allows for", () => {
    const dispatch = workflow.on.workflow_dispatch;
    if (dispatch === undefined) return;
    const offered = Object.keys(dispatch.inputs);
    // https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#onworkflow_dispatchinputs
    const most = 25;
    expect(offered.length).toBeLessThanOrEqual(most);
    const withheld = Object.entries(call.inputs).filter(([key]) => !offered.includes(key));
    if (offered.length < most) expect(withheld).toEqual([]);
    // What is not offered is empty in the run of a person: that has to mean what is not given.
    for (const [key, input] of withheld) expect(input, key).toMatchObject({ type: "string", default: "" });
    expect(offered).toEqual(Object.keys(call.inputs).filter((key) => offered.includes(key)));
    for (const [key, input] of Object.entries(dispatch.inputs)) {
      expect(input.required ?? false).toBe(call.inputs[key]?.required ?? false);
      if (key !== "environment") expect(input.default).toEqual(call.inputs[key]?.default);
    }
  });

  it("hands everything that it can be told of a rollout on to the rollout", () => {
    const told = ["strategy", "router", "steps", "header", "analysis", "prometheus-url", "bake-time", "probe-url"];
    if (name === "rollback.yml") return;
    const taker = jobsOf(workflow)
      .flatMap(([, job]) => [job, ...stepsOf(job)])
      .find(({ uses, with: given }) => uses !== undefined && given?.["bake-time"] !== undefined);
    for (const key of told) expect(taker?.with?.[key], key).toBe(expression(`inputs.${key}`));
    const passing = Object.keys(taker?.with ?? {}).filter((key) => taker?.with?.[key] === expression(`inputs.${key}`));
    expect(Object.keys(call.inputs)).toEqual(expect.arrayContaining(passing));
  });

  it("takes an environment for production unless told otherwise", () => {
    if (name === "release-service.yml") return;
    expect(call.inputs.production).toMatchObject({ type: "boolean", default: true });
  });
});

describe("deploy-environment.yml", () => {
  const { jobs } = deployEnvironment;

  it("can be called and started by hand", () => {
    expect(Object.keys(deployEnvironment.on).sort()).toEqual(["workflow_call", "workflow_dispatch"]);
  });

  it("lets one release at a time into an environment and never cancels it", () => {
    expect(deployEnvironment.concurrency).toEqual({
      group: `slipway-${expression("inputs.service")}-${expression("inputs.environment")}`,
      "cancel-in-progress": false,
    });
  });

  it("deploys, smokes, verifies, validates and confirms in this order", () => {
    const order = ["deploy", "verify", "confirm"].flatMap((job) =>
      stepsOf(jobs[job] ?? {}).flatMap((step) =>
        step.if?.includes("failure()") ? [] : [step.uses?.split("/").at(-1)],
      ),
    );
    expect(order.filter((use) => !use?.startsWith("checkout@"))).toEqual([
      "deploy-rollout",
      "smoke-test",
      "verify",
      "validate-production",
      "deploy-rollout",
    ]);
    expect(allNeedsOf(deployEnvironment, "confirm")).toEqual(new Set(["deploy", "verify", "admit", "approve"]));
  });

  it("keeps everything from verify but the repository and its one secret", () => {
    const verify = jobs.verify;
    expect(verify?.permissions).toEqual({ contents: "read" });
    expect(verify?.environment).toBeUndefined();
    expect([...secretsIn(verify)]).toEqual(["verify-token"]);
    const others = Object.fromEntries(jobsOf(deployEnvironment).filter(([name]) => name !== "verify"));
    expect(secretsIn(others)).not.toContain("verify-token");
  });

  it("gives the suite's secrets to the two steps that ask it, and to no other job", () => {
    const holders = jobsOf(deployEnvironment).filter(([, job]) => secretsIn(job).has("smoke_secrets"));
    expect(holders.map(([name]) => name)).toEqual(["deploy"]);
    const [deploy, smoke] = ["deploy", "smoke"].map((id) => stepsOf(jobs.deploy ?? {}).find((step) => step.id === id));
    // What the action smoke-test is told, the suite is told before any user reaches a candidate, too.
    for (const key of ["tags", "variables", "load-hosts", "secrets", "token", "environment"]) {
      expect(smoke?.with?.[key], key).toMatch(/^\$\{\{ (inputs|secrets)\./);
      expect(deploy?.with?.[`smoke-${key}`], key).toBe(smoke?.with?.[key]);
    }
    for (const step of stepsOf(jobs.deploy ?? {}).filter(({ id }) => id !== "deploy" && id !== "smoke")) {
      expect([...secretsIn(step)].filter((name) => name.startsWith("smoke"))).toEqual([]);
    }
  });

  it("confirms only what was released by this run and passed every gate", () => {
    expect(jobs.confirm?.if).toContain("needs.deploy.outputs.outcome == 'succeeded'");
    expect(jobs.confirm?.if).toContain("(needs.verify.result == 'success' || needs.verify.result == 'skipped')");
  });

  it("takes the environment back where a gate fails", () => {
    for (const job of ["deploy", "confirm"]) {
      const step = stepsOf(jobs[job] ?? {}).at(-1);
      expect(step?.if).toContain("failure()");
      expect(step?.with?.operation).toBe("settle");
    }
  });

  it("settles on a fresh runner, whatever became of the jobs before", () => {
    const settle = jobs.settle;
    expect(settle?.if).toMatch(/^\$\{\{ always\(\) &&/);
    expect(allNeedsOf(deployEnvironment, "settle")).toEqual(
      new Set(["admit", "approve", "deploy", "verify", "confirm"]),
    );
    expect(Object.keys(jobs).at(-1)).toBe("settle");
    expect(stepsOf(settle ?? {}).map((step) => step.with?.operation)).toEqual(["settle"]);
  });

  it("hands the kubeconfig only to jobs of the environment", () => {
    for (const [name, job] of jobsOf(deployEnvironment)) {
      const named = typeof job.environment === "object" && job.environment.name === expression("inputs.environment");
      expect(secretsIn(job).has("kubeconfig"), name).toBe(named);
    }
  });

  it("asks reviewers once, in an environment without secrets", () => {
    expect(jobs.approve?.environment).toBe(expression("inputs.approval"));
    expect(secretsIn(jobs.approve).size).toBe(0);
  });
});

describe("release-service.yml", () => {
  const { jobs } = releaseService;

  it("builds once and hands the digest on", () => {
    expect(jobsOf(releaseService).filter(([, job]) => JSON.stringify(job).includes("build-image"))).toHaveLength(1);
    for (const name of ["staging", "production"]) {
      expect(jobs[name]?.uses).toBe("$/.github/workflows/deploy-environment.yml");
      expect(jobs[name]?.with?.image).toBe(expression("needs.build.outputs.reference"));
    }
  });

  it("lets nothing into production that staging has not proved", () => {
    expect(allNeedsOf(releaseService, "production")).toEqual(new Set(["admit", "build", "staging"]));
    expect(jobs.production?.if).toBe(expression("needs.staging.outputs.outcome == 'succeeded'"));
  });

  it("treats production as production and staging as not", () => {
    expect(jobs.production?.with?.production).toBe(true);
    expect(jobs.production?.with?.["production-refs"]).toBe(expression("inputs.production-refs"));
    expect(jobs.staging?.with?.production).toBe(false);
  });

  it("passes only inputs and secrets that deploy-environment.yml declares", () => {
    const call = deployEnvironment.on.workflow_call;
    for (const name of ["staging", "production"]) {
      expect(Object.keys(call?.inputs ?? {})).toEqual(expect.arrayContaining(Object.keys(jobs[name]?.with ?? {})));
      expect(Object.keys(call?.secrets ?? {})).toEqual(expect.arrayContaining(Object.keys(jobs[name]?.secrets ?? {})));
    }
  });

  it("hands each environment the suite's secrets of that environment alone", () => {
    for (const name of ["staging", "production"]) {
      const own = [...secretsIn(jobs[name]?.secrets)].filter((secret) => secret.includes("smoke"));
      expect(own).toEqual([`${name}-smoke-secrets`, `${name}-smoke-token`]);
      expect(jobs[name]?.with?.["smoke-load-hosts"]).toBe(expression(`inputs.${name}-smoke-load-hosts`));
    }
    expect([...secretsIn(jobs.build), ...secretsIn(jobs.admit)].filter((name) => name.includes("smoke"))).toEqual([]);
  });

  it("may write packages in the build alone", () => {
    const writers = jobsOf(releaseService).filter(([, job]) => Object.values(job.permissions ?? {}).includes("write"));
    expect(writers.map(([name]) => name)).toEqual(["build"]);
  });
});

describe("rollback.yml", () => {
  it("can be called and started by hand, to roll back or to settle", () => {
    expect(Object.keys(rollback.on).sort()).toEqual(["workflow_call", "workflow_dispatch"]);
    expect(rollback.on.workflow_dispatch?.inputs.operation).toMatchObject({
      type: "choice",
      options: ["rollback", "settle"],
    });
    const steps = stepsOf(rollback.jobs.rollback ?? {});
    expect(steps.map((step) => step.if)).toEqual([
      expression("inputs.operation == 'rollback'"),
      expression("inputs.operation == 'settle'"),
    ]);
  });

  it("refuses an operation that it does not know", () => {
    const refusal = stepsOf(rollback.jobs.admit ?? {}).find((step) => step.run?.includes("exit 1"));
    expect(refusal?.if).toBe(expression("inputs.operation != 'rollback' && inputs.operation != 'settle'"));
  });

  it("stands outside of the group of the releases", () => {
    expect(rollback.concurrency).toBeUndefined();
    for (const [, job] of jobsOf(rollback)) expect(job.concurrency).toBeUndefined();
  });

  it("asks for a reason", () => {
    expect(rollback.on.workflow_dispatch?.inputs.reason?.required).toBe(true);
  });
});

describe("release.yml", () => {
  const { jobs } = readWorkflow("release.yml");
  const scriptOf = (name: string) =>
    stepsOf(jobs[name] ?? {})
      .map((step) => step.run ?? "")
      .join("\n");

  it("builds dist/ again from nothing and compares it before anything is published", () => {
    expect(scriptOf("rebuild")).toMatch(
      /rm -rf dist[\s\S]*npm run build[\s\S]*git status --porcelain -- dist[\s\S]*exit 1/,
    );
    expect(jobs.publish?.needs).toEqual(["rebuild", "test"]);
  });

  it("attests, creates the version's tag without force and moves only the major tag", () => {
    const script = scriptOf("publish");
    expect(script).toMatch(
      /attest[\s\S]*git\/refs" -f "ref=refs\/tags\/\$TAG"[\s\S]*refs\/tags\/\$MAJOR" -f "sha=\$GITHUB_SHA" -F force=true/,
    );
    expect(script.match(/force/g)).toHaveLength(1);
  });

  it("alone may write, and only where it publishes", () => {
    expect(jobs.publish?.permissions).toEqual({ contents: "write", "id-token": "write", attestations: "write" });
    expect(jobs.rebuild?.permissions).toEqual({ contents: "read" });
  });
});

describe("ci.yml", () => {
  const { on, jobs } = readWorkflow("ci.yml");

  it("runs what a developer runs, for each push and pull request", () => {
    expect(Object.keys(on).sort()).toEqual(["pull_request", "push"]);
    expect(
      stepsOf(jobs.test ?? {})
        .map((step) => step.run)
        .filter(Boolean),
    ).toEqual(["npm test"]);
  });
});
