"use strict";
require("./bundle/index.js").start("validate-production", "main");
