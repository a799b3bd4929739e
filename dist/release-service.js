import { start } from "./bundle/index.js";
await start("release-service", "main");
