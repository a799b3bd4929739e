// Which addresses may stand in a report?

import { z } from "zod";

/** http or https, without a password: findings name the address. */
export const httpUrl = z.url({ protocol: /^https?$/ }).refine((text) => {
  const { username = "", password = "" } = URL.parse(text) ?? {};
  return username === "" && password === "";
}, "an address is shown in every report: give its password as a token instead");
