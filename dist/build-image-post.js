"use strict";
require("./bundle/index.js").start("build-image", "post");
