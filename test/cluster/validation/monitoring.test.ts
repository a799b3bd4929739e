// What do the checks of monitoring say about a real Prometheus, a real Alertmanager and a real promtool?

import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { monitoringInputs, requestOf } from "../../../src/actions/monitoring-inputs.ts";
import { runCheck } from "../../../src/validation/judge.ts";
import { monitoringChecks } from "../../../src/validation/monitoring/checks.ts";
import { loadRuleFiles } from "../../../src/validation/monitoring/load-rule-files.ts";
import type { MonitoringSeen } from "../../../src/validation/monitoring/monitoring-seen.ts";
import { observeMonitoring } from "../../../src/validation/monitoring/observe-monitoring.ts";
import { ruleFiles as ruleFilesCheck } from "../../../src/validation/monitoring/rule-files.ts";
import type { Observation } from "../../../src/validation/observation.ts";
import { plainRules } from "../../../src/validation/rules.ts";
import { readCheckSettings } from "../../../src/validation/settings.ts";
import { subjectOf } from "../../../src/validation/subject.ts";
import { attempt } from "../../rig/command.ts";
import { ensureDebianPrometheus } from "../../rig/debian.ts";
import { never, recordLog } from "../../unit/image/support.ts";
import { type RunningPrometheus, startConfigured } from "../analysis/prometheus.ts";
import { type RunningAlertmanager, startAlertmanager } from "./alertmanager.ts";
import { ruleFiles } from "./rule-files.ts";

const started = Date.now();
/** Written three minutes before the first scrape, in milliseconds since 1970: its exporter hangs. */
let lastBatch: number | undefined;

const metrics = () => {
  const count = Math.floor((Date.now() - started) / 10);
  lastBatch ??= Date.now() - 180_000;
  return `eventcore_commands_total{path="/a"} ${count}
eventcore_commands_total{path="/b"} ${count * 2}
eventcore_command_errors_total{path="/a"} 0
eventcore_command_errors_total{path="/b"} ${count}
eventcore_command_duration_seconds_bucket{le="0.1"} ${count}
eventcore_command_duration_seconds_bucket{le="+Inf"} ${count}
eventcore_connection_pool_size 9
eventcore_connection_pool_max_size 10
eventcore_batches_total 7 ${lastBatch}
`;
};

const alertmanagerConfig = `
route: { receiver: nobody, routes: [{ matchers: [severity="critical"], receiver: pager }] }
receivers:
  - name: nobody
  - { name: pager, webhook_configs: [{ url: "http://127.0.0.1:9/" }] }
`;
const rules = `
groups:
  - name: eventcore
    interval: 200ms
    rules:
      - { alert: EventCoreDown, expr: 'up{job="eventcore"} == 0', for: 1m, labels: { severity: critical } }
      - { alert: PoolFull, expr: 'eventcore_connection_pool_size > 8', labels: { severity: critical } }
      - { record: broken, expr: 'eventcore_commands_total / on (job) eventcore_command_errors_total' }
`;

let orders: Server;
let prometheus: RunningPrometheus;
let alertmanager: RunningAlertmanager;

beforeAll(async () => {
  orders = createServer((_request, response) => response.end(metrics())).listen(0, "127.0.0.1");
  await once(orders, "listening");
  const { port } = orders.address() as AddressInfo;
  alertmanager = await startAlertmanager(alertmanagerConfig);
  prometheus = await startConfigured(
    {
      global: { scrape_interval: "500ms", scrape_timeout: "500ms", evaluation_interval: "200ms" },
      scrape_configs: [
        { job_name: "eventcore", static_configs: [{ targets: [`127.0.0.1:${port}`] }] },
        { job_name: "gone", static_configs: [{ targets: ["127.0.0.1:9"] }] },
      ],
      rule_files: ["rules.yml"],
      alerting: { alertmanagers: [{ static_configs: [{ targets: [alertmanager.address] }] }] },
    },
    { "rules.yml": rules },
  );
});
afterAll(async () => {
  orders?.close();
  await Promise.all([prometheus?.stop(), alertmanager?.stop()]);
});

const eventcore = {
  "prometheus-job": "eventcore",
  "core-series": "eventcore_commands_total\neventcore_command_duration_seconds",
  "errors-metric": "eventcore_command_errors_total",
  "requests-metric": "eventcore_commands_total",
  "latency-metric": "eventcore_command_duration_seconds",
  "pool-query": "max(eventcore_connection_pool_size / eventcore_connection_pool_max_size)",
  "required-alerts": "EventCoreDown",
};

async function observe(changes: Record<string, string> = {}): Promise<Observation<MonitoringSeen>> {
  const given = {
    "prometheus-url": prometheus.url,
    "alertmanager-url": `http://${alertmanager.address}`,
    ...eventcore,
  };
  const request = await requestOf(z.strictObject(monitoringInputs).parse({ ...given, ...changes }));
  if (request === undefined) throw new Error("nothing is asked");
  return await observeMonitoring(request, { log: recordLog(), signal: never });
}

/** A scrape that a busy machine was too slow for ends every series until the next one: such a picture is taken again. */
const told = (changes: Record<string, string>, settings?: string) =>
  expect.poll(async () => verdicts(await observe(changes), settings), { interval: 300 });

/** What each check comes to, by its name: the first evidence, `passed`, or why not. */
function verdicts(monitoring: Observation<MonitoringSeen>, settings = ""): Record<string, string> {
  const rules = { ...plainRules, settings: readCheckSettings(settings, monitoringChecks) };
  const subject = subjectOf([], undefined, undefined, { monitoring });
  return Object.fromEntries(
    monitoringChecks.map((check) => {
      const { state, findings, reason } = runCheck(check, subject, "info", rules);
      const told = {
        passed: "passed",
        failed: findings[0]?.evidence ?? "",
        accepted: "",
        unknown: `unknown: ${reason}`,
      };
      return [check.id.slice("monitoring/".length), state === "not-applicable" ? "-" : told[state]];
    }),
  );
}

describe("monitoring", () => {
  it("is judged by what a real Prometheus and a real Alertmanager tell", async () => {
    await told({}).toMatchObject({
      "alerts-firing": expect.stringMatching(/^it fires since 20/),
      "rules-healthy": expect.stringContaining("it fails: "),
      "error-rate": expect.stringContaining("of the requests fail"),
    });
    await told({ "business-series": "eventcore_events_written_total" }).toMatchObject({
      "targets-up": "passed",
      "core-series": "passed",
      "business-series": expect.stringContaining("no such series"),
      "infrastructure-series": "-",
      "series-fresh": "passed",
      p95: "passed",
      "pool-use": "90 % of the pool are in use, more than 80 %",
      "one-series": "passed",
      "required-alerts": "passed",
      "alertmanager-configured": "passed",
      "alertmanager-ready": "passed",
      "alert-receivers": "passed",
      "alert-routing": "passed",
      "alert-silenced": "passed",
      "scrape-interval": "passed",
      retention: "passed",
      "clock-skew": "passed",
      "slo-fast-burn": "-",
    });
  });

  it("fails for a series that nobody writes any more, and by limits that a project sets", async () => {
    const settings = `
monitoring/p95: { max-seconds: 0.01 }
monitoring/pool-use: { max: 0.95 }
monitoring/retention: { days: 3650 }
`;
    await told({ "infrastructure-series": "eventcore_batches_total" }, settings).toMatchObject({
      "infrastructure-series": "passed",
      "series-fresh": expect.stringMatching(/^its newest sample is \d+ s old$|^it has had no sample for five minutes$/),
      p95: expect.stringMatching(/^the 95th percentile is 0\.09\d* s, more than 0\.01 s$/),
      "pool-use": "passed",
      retention: expect.stringMatching(/^it keeps samples for 15d/),
    });
  });

  it("refuses the guide's query, which gives several series, and says what to write", async () => {
    const query = "rate(eventcore_command_errors_total[5m])/rate(eventcore_commands_total[5m])";
    const proposal = "sum(rate(eventcore_command_errors_total[5m])) / sum(rate(eventcore_commands_total[5m]))";
    await told({ "error-rate-query": query }).toMatchObject({
      "one-series": `it gives 2 series; write ${proposal}`,
      "error-rate": expect.stringContaining("unknown: the query gives 2 series"),
    });
    await told({ "error-rate-query": proposal }).toMatchObject({
      "one-series": "passed",
      "error-rate": expect.stringMatching(/^3\d(\.\d+)? % of/),
    });
  });

  it("measures how fast the error budget burns, and finds a silence", async () => {
    const silence = {
      matchers: [{ name: "alertname", value: "EventCore.*", isRegex: true, isEqual: true }],
      ...{ startsAt: new Date(Date.now() - 1000).toISOString(), endsAt: new Date(Date.now() + 600_000).toISOString() },
      ...{ createdBy: "ann", comment: "a test" },
    };
    const made = await fetch(`http://${alertmanager.address}/api/v2/silences`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(silence),
    });
    expect(made.status).toBe(200);
    await told({ "slo-objective": "99.9%" }).toMatchObject({
      "slo-fast-burn": expect.stringContaining("times too fast over 1h"),
      "slo-slow-burn": expect.stringContaining("3 times is the limit"),
      "alert-silenced": expect.stringContaining("silenced by ann"),
    });
  });

  it("finds a target that is down, and a job that nobody scrapes", async () => {
    await told({ "prometheus-job": "gone", "required-alerts": "" }).toMatchObject({
      "targets-up": expect.stringMatching(/^it is down: .*refused/),
    });
    const none = verdicts(await observe({ "prometheus-job": "other", "required-alerts": "Missing" }));
    expect(none["targets-up"]).toBe("Prometheus scrapes no target with these labels");
    expect(none["required-alerts"]).toBe("Prometheus has loaded no such alert");
    expect(none["error-rate"]).toMatch(/^unknown: there is no data/);
    expect(none.p95).toMatch(/^unknown: there is no data/);
  });

  it("does not take 0 errors for good where no series could show one", async () => {
    await told({ "errors-metric": "eventcore_failures_total" }).toMatchObject({
      "error-rate": expect.stringMatching(/^unknown: count\(eventcore_failures_total\) finds nothing/),
    });
  });

  it("is unknown where Prometheus, or Alertmanager, does not answer", async () => {
    const dead = verdicts(await observe({ "prometheus-url": "http://127.0.0.1:9" }));
    expect(dead["targets-up"]).toMatch(/^unknown: http:\/\/127.0.0.1:9/);
    expect(Object.values(dead)).not.toContain("passed");
    await told({ "alertmanager-url": prometheus.url }).toMatchObject({
      "targets-up": "passed",
      "alertmanager-ready": expect.stringMatching(/^unknown: .* answers 404/),
    });
  });
});

it("refuses the rule files that promtool refuses, and no others", async () => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-rules-"));
  try {
    const names = ruleFiles.map((_text, index) => `${index}.yml`);
    for (const [index, text] of ruleFiles.entries()) writeFileSync(join(folder, `${index}.yml`), text);
    const promtool = join(dirname(await ensureDebianPrometheus()), "promtool");
    const { stdout, stderr } = await attempt(promtool, ["check", "rules", ...names], { cwd: folder });
    const disagreements = await Promise.all(
      names.map(async (name, index) => {
        const read = await loadRuleFiles([name], folder);
        const result = runCheck(ruleFilesCheck, subjectOf([], undefined, undefined, { ruleFiles: read }), "info");
        const theirs = new RegExp(`Checking ${name}\\n\\s+SUCCESS`).test(stdout);
        const isSame = (result.state === "passed") === theirs;
        return isSame
          ? []
          : [
              {
                rule: ruleFiles[index],
                ours: result.findings[0]?.evidence ?? result.state,
                theirs: stderr.split("\n").filter((line) => line.includes(name)),
              },
            ];
      }),
    );
    expect(disagreements.flat()).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
