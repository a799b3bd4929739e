import { setImmediate } from "node:timers/promises";
import { expect, it } from "vitest";
import { fewAtATime } from "../../../src/config/few-at-a-time.ts";

it("does all the work in order, and never more at a time than is allowed", async () => {
  const begun: number[] = [];
  let now = 0;
  let most = 0;
  await fewAtATime(3, [1, 2, 3, 4, 5, 6, 7], async (item) => {
    begun.push(item);
    now += 1;
    most = Math.max(most, now);
    await setImmediate();
    now -= 1;
  });
  expect(begun).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(most).toBe(3);
});

it("rejects as soon as one piece does", async () => {
  const work = async (item: number) => {
    if (item === 2) throw new Error("no");
  };
  await expect(fewAtATime(2, [1, 2, 3], work)).rejects.toThrow("no");
});
