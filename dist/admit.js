"use strict";
require("./bundle/index.js").start("admit", "main");
