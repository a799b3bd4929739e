"use strict";
require("./bundle/index.js").start("smoke-test", "main");
