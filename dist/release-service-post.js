"use strict";
require("./bundle/index.js").start("release-service", "post");
