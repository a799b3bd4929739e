"use strict";
require("./bundle/index.js").start("rollback", "main");
