// How does a test run an action as the runner does, in a process of its own, from the source?

import { main, type Phase } from "../../../src/actions/main.ts";

const [name = "", phase = "main"] = process.argv.slice(2);
await main(() => import(`../../../src/actions/${name}.ts`), phase as Phase);
