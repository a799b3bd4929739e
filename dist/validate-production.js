import { start } from "./bundle/index.js";
await start("validate-production", "main");
