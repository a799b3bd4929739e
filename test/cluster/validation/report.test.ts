import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { htmlReport } from "../../../src/validation/results/html-report.ts";
import type { HistoryEntry } from "../../../src/validation/results/validation-report.ts";
import { ensureDebianChromium } from "../../rig/debian.ts";
import { reportOfTests } from "../../unit/validation/results/report.ts";

const earlier: HistoryEntry = {
  at: "2026-01-01T00:00:00.000Z",
  commit: "abc",
  passed: false,
  open: { critical: 0, high: 4, medium: 1, low: 0, info: 0 },
};
const [old] = (await reportOfTests()).checks.flatMap(({ findings }) => findings);
const since = { [old?.fingerprint ?? ""]: "2025-12-24T00:00:00.000Z" };
const report = await reportOfTests({ runs: [earlier], since });

let browser: Browser;
let page: Page;
let folder: string;
const asked: string[] = [];
const complained: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "slipway-report-"));
  const file = join(folder, "report.html");
  await writeFile(file, htmlReport({ ...report, subject: '<script>alert("not by us")</script>' }));
  const { program, environment } = await ensureDebianChromium();
  browser = await chromium.launch({
    executablePath: program,
    env: { ...process.env, ...environment, HOME: folder } as Record<string, string>,
    timeout: 300_000,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
  });
  page = await browser.newPage();
  page.setDefaultTimeout(120_000);
  page.on("request", (request) => asked.push(request.url()));
  page.on("console", (message) => complained.push(message.text()));
  page.on("pageerror", (error) => complained.push(String(error)));
  page.on("dialog", (dialog) => complained.push(dialog.message()));
  await page.goto(pathToFileURL(file).href);
  // A new machine unpacks the browser first, beside all other tests.
}, 900_000);

afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

async function shown(): Promise<(string | null)[]> {
  const cards = await page.locator(".check:visible code").allTextContents();
  return cards.filter((text) => report.checks.some(({ id }) => id === text));
}

describe("the report in a browser", () => {
  it("asks for nothing but itself, and nothing is refused by its policy", () => {
    expect(asked).toEqual([page.url()]);
    expect(complained).toEqual([]);
  });

  it("opens with the verdict and with what to fix first", async () => {
    expect(await page.locator("h1").textContent()).toBe('Failed <script>alert("not by us")</script>');
    const first = report.checks.find(({ blocks }) => blocks);
    expect(await page.locator(".first a").first().textContent()).toBe(first?.id);
    expect(await page.locator(".chart g").count()).toBe(2);
  });

  it("hides what the filters leave out, and shows all again", async () => {
    await page.getByLabel("passed", { exact: true }).uncheck();
    await page.getByLabel("not applicable", { exact: true }).uncheck();
    const left = report.checks.filter(({ state }) => state !== "passed" && state !== "not-applicable");
    expect((await shown()).length).toBeGreaterThan(0);
    expect(new Set(await shown())).toEqual(new Set(left.map(({ id }) => id)));
    await page.getByLabel("Area").selectOption("network");
    expect(new Set(await shown())).toEqual(new Set(left.filter(({ area }) => area === "network").map(({ id }) => id)));
    await page.getByRole("button", { name: "Reset" }).click();
    await expect
      .poll(() => page.locator("#shown").textContent())
      .toBe(`${report.checks.length} of ${report.checks.length} checks`);
  });

  it("shows each finding with its place, its evidence, who accepted it, and since when it is there", async () => {
    const told = report.checks.flatMap(({ findings }) =>
      findings.map(
        ({ subject, file, line, evidence, state, accepted, since: day }) =>
          `${subject}${file}:${line}${evidence}${state}${accepted}${day?.slice(0, 10)}`,
      ),
    );
    expect(told.length).toBeGreaterThan(3);
    expect(await page.locator("tbody tr").allTextContents()).toEqual(told);
    expect(await page.locator("tr").filter({ hasText: "2025-12-24" }).count()).toBe(1);
    expect(await page.locator("tr.waived").filter({ hasText: "the <proxy> waits" }).count()).toBe(1);
  });

  it("leaves the severities that are chosen", async () => {
    for (const severity of ["critical", "high", "low", "info"])
      await page.getByLabel(severity, { exact: true }).uncheck();
    const left = report.checks.filter(({ severity }) => severity === "medium");
    expect(new Set(await shown())).toEqual(new Set(left.map(({ id }) => id)));
    await page.getByRole("button", { name: "Reset" }).click();
    await expect.poll(async () => (await shown()).length).toBe(report.checks.length);
  });

  it("finds a word of the evidence", async () => {
    await page.getByRole("searchbox").fill("runAsNonRoot is not set");
    expect(new Set(await shown())).toEqual(new Set(["security/non-root"]));
    await page.getByRole("searchbox").fill("");
  });

  it("opens the check that a link names", async () => {
    await page.getByLabel("failed", { exact: true }).uncheck();
    await page.locator(".first a").first().click();
    await expect.poll(() => page.locator(".check:target").isVisible()).toBe(true);
    expect(await page.locator(".check:target table").first().isVisible()).toBe(true);
  });
});
