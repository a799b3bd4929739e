"use strict";
require("./bundle/index.js").start("verify", "main");
