// When does a CronJob's schedule fire, by Kubernetes' own rules?

/** Sets of the values at which it fires; `days` says whether a day of a month and a weekday both count or either. */
export type Schedule =
  | {
      readonly kind: "fields";
      readonly minutes: ReadonlySet<number>;
      readonly hours: ReadonlySet<number>;
      readonly daysOfMonth: ReadonlySet<number>;
      readonly months: ReadonlySet<number>;
      readonly weekdays: ReadonlySet<number>;
      readonly days: "both" | "either";
    }
  | { readonly kind: "every"; readonly milliseconds: number };

export type ParsedSchedule =
  | { readonly kind: "parsed"; readonly schedule: Schedule }
  | { readonly kind: "invalid"; readonly reason: string };

interface Field {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly words: readonly string[];
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

const minuteField: Field = { name: "minute", least: 0, most: 59, words: [] };
const hourField: Field = { name: "hour", least: 0, most: 23, words: [] };
const dayField: Field = { name: "day of the month", least: 1, most: 31, words: [] };
const monthField: Field = { name: "month", least: 1, most: 12, words: months };
const weekdayField: Field = { name: "weekday", least: 0, most: 6, words: weekdays };

const named: Readonly<Record<string, string>> = {
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
  "@monthly": "0 0 1 * *",
  "@weekly": "0 0 * * 0",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@hourly": "0 * * * *",
};

const unitMs: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };
const dayMs = 86_400_000;

/**
 * Reads a schedule as the CronJob controller does: five fields, or a name such as `@daily`. Sunday is 0 and never 7, and
 * there are neither seconds nor years.
 * https://pkg.go.dev/github.com/robfig/cron/v3#hdr-CRON_Expression_Format
 */
export function parseSchedule(text: string): ParsedSchedule {
  try {
    return { kind: "parsed", schedule: read(text) };
  } catch (error) {
    if (error instanceof RangeError) return { kind: "invalid", reason: error.message };
    throw error;
  }
}

/** The longest time between two runs in milliseconds, in a zone without summer time; undefined where it never fires. */
export function longestGapMs(schedule: Schedule): number | undefined {
  if (schedule.kind === "every") return schedule.milliseconds;
  const times = [...schedule.hours]
    .flatMap((hour) => [...schedule.minutes].map((minute) => (hour * 60 + minute) * 60_000))
    .toSorted((one, other) => one - other);
  const firing = firingDays(schedule);
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined || firing[0] === undefined) return undefined;
  const within = times.slice(1).map((time, index) => time - (times[index] ?? time));
  const between = firing.slice(1).map((day, index) => day - (firing[index] ?? day) - last + first);
  return [...within, ...between].reduce((longest, gap) => Math.max(longest, gap), 0);
}

/** Why Kubernetes would not know a time zone, which Go looks up by its exact name. */
export function timeZoneTrouble(name: string): string | undefined {
  if (name.toLowerCase() === "local") return "Local is not allowed";
  try {
    const known = new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
    if (/^[+-]/.test(name)) return `${name} is an offset, not the name of a zone`;
    if (known !== name && known.toLowerCase() === name.toLowerCase()) return `it is written ${known}`;
    return undefined;
  } catch {
    return `there is no zone ${JSON.stringify(name)}`;
  }
}

function read(text: string): Schedule {
  const trimmed = text.trim();
  if (trimmed === "") throw new RangeError("it is empty");
  if (/^(?:CRON_)?TZ=/.test(trimmed))
    throw new RangeError("a time zone stands in it, which belongs into spec.timeZone");
  if (trimmed.startsWith("@every ")) return { kind: "every", milliseconds: readInterval(trimmed.slice(7)) };
  const expression = trimmed.startsWith("@") ? named[trimmed] : trimmed;
  if (expression === undefined) throw new RangeError(`there is no name ${trimmed}`);
  const fields = expression.split(/\s+/);
  const [minute = "", hour = "", day = "", month = "", weekday = ""] = fields;
  if (fields.length !== 5) throw new RangeError(`it has ${fields.length} fields instead of 5`);
  return {
    kind: "fields",
    minutes: readField(minute, minuteField),
    hours: readField(hour, hourField),
    daysOfMonth: readField(day, dayField),
    months: readField(month, monthField),
    weekdays: readField(weekday, weekdayField),
    days: isStar(day) || isStar(weekday) ? "both" : "either",
  };
}

function readInterval(text: string): number {
  if (!/^(?:\d+(?:\.\d+)?(?:h|ms|m|s))+$/.test(text)) throw new RangeError(`${text} is not a duration`);
  return [...text.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s)/g)].reduce(
    (sum, [, number, unit]) => sum + Number(number) * (unitMs[unit ?? ""] ?? 0),
    0,
  );
}

function isStar(text: string): boolean {
  return text.split(",").some((part) => /^[*?](?:\/1)?$/.test(part));
}

function readField(text: string, field: Field): Set<number> {
  return new Set(
    text
      .split(",")
      .filter((part) => part !== "")
      .flatMap((part) => readRange(part, field)),
  );
}

function readRange(text: string, field: Field): number[] {
  const [range = "", step, ...moreSteps] = text.split("/");
  const [low = "", high, ...moreBounds] = range.split("-");
  if (moreSteps.length > 0 || moreBounds.length > 0) throw new RangeError(`${text} is not a ${field.name}`);
  const isAny = low === "*" || low === "?";
  const from = isAny ? field.least : readNumber(low, field);
  const single = step === undefined ? from : field.most;
  const to = isAny ? field.most : high === undefined ? single : readNumber(high, field);
  const by = step === undefined ? 1 : Number(step);
  if (!/^\d+$/.test(step ?? "1") || by === 0) throw new RangeError(`${text} has the step ${step}`);
  if (from < field.least || to > field.most) {
    throw new RangeError(`${text} is not a ${field.name} (${field.least} to ${field.most})`);
  }
  if (from > to) throw new RangeError(`${text} ends before it begins`);
  return Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, index) => from + index * by);
}

function readNumber(text: string, { name, words, least }: Field): number {
  const word = words.indexOf(text.toLowerCase());
  if (word >= 0) return word + least;
  if (/^\d+$/.test(text)) return Number(text);
  throw new RangeError(`${text} is not a ${name}`);
}

interface Day {
  readonly time: number;
  readonly month: number;
  readonly date: number;
  readonly weekday: number;
}

let calendar: readonly Day[] | undefined;

/** Nine years, so that each 29th of February and each weekday of it has its turn. */
function days(): readonly Day[] {
  const begin = Date.UTC(2023, 0, 1);
  calendar ??= Array.from({ length: 9 * 366 }, (_, index) => {
    const time = begin + index * dayMs;
    const date = new Date(time);
    return { time, month: date.getUTCMonth() + 1, date: date.getUTCDate(), weekday: date.getUTCDay() };
  });
  return calendar;
}

function firingDays(schedule: Extract<Schedule, { kind: "fields" }>): number[] {
  const { daysOfMonth, months: inMonths, weekdays: onWeekdays } = schedule;
  if (daysOfMonth.size === 31 && inMonths.size === 12 && onWeekdays.size === 7) return [0, dayMs];
  const fires = ({ month, date, weekday }: Day): boolean => {
    if (!schedule.months.has(month)) return false;
    const byDate = schedule.daysOfMonth.has(date);
    const byWeekday = schedule.weekdays.has(weekday);
    return schedule.days === "both" ? byDate && byWeekday : byDate || byWeekday;
  };
  return days()
    .filter(fires)
    .map(({ time }) => time);
}
