// What happens around every file of cluster tests? (Modules are read once for all files of a process, this one for each.)

import { afterAll } from "vitest";
import { cleanUp } from "./afterwards.ts";

afterAll(cleanUp, 180_000);
