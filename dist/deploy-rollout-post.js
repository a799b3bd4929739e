import { start } from "./bundle/index.js";
await start("deploy-rollout", "post");
