"use strict";
require("./bundle/index.js").start("deploy-rollout", "main");
