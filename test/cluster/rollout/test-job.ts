// How does a test run an action beside others in one process, and read what each of them prints?

import { AsyncLocalStorage } from "node:async_hooks";
import { type OpenJob, openJob } from "../../../src/github/open-job.ts";
import type { Log } from "../../../src/report/log.ts";

export interface TestJob extends OpenJob {
  readonly outputs: Readonly<Record<string, string>>;
  /** What the runner would read on stdout. */
  printed(): string;
}

type Sink = (text: string) => void;

const sinks = new AsyncLocalStorage<Sink>();
const write = process.stdout.write;
process.stdout.write = ((...args: Parameters<typeof write>) => {
  const sink = sinks.getStore();
  if (sink === undefined) return write.apply(process.stdout, args);
  sink(String(args[0]));
  return true;
}) as typeof write;

/** The job of the runner, but for what belongs to the process as a whole: stdout, and the files of @actions/core. */
export async function openTestJob(env: NodeJS.ProcessEnv): Promise<TestJob> {
  let printed = "";
  const inside = <T>(print: () => T): T =>
    sinks.run((text) => {
      printed += text;
    }, print);
  const job = await openJob(env);
  const outputs: Record<string, string> = {};
  return {
    ...job,
    log: within(job.log, inside),
    outputs,
    printed: () => printed,
    mask: (secret) => inside(() => job.mask(secret)),
    addSummary: (markdown) => inside(() => job.addSummary(markdown)),
    setOutput: (name, value) => {
      outputs[name] = value.trim();
    },
    saveState: () => undefined,
    state: () => "",
  };
}

function within(log: Log, inside: <T>(print: () => T) => T): Log {
  return {
    info: (message) => inside(() => log.info(message)),
    foreign: (text) => inside(() => log.foreign(text)),
    debug: (message) => inside(() => log.debug(message)),
    warning: (message, at) => inside(() => log.warning(message, at)),
    error: (message, at) => inside(() => log.error(message, at)),
    group: (title, body) => inside(() => log.group(title, body)),
  };
}
