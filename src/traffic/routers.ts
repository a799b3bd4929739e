// Which routers are there?

import { gatewayApi } from "./gateway-api.ts";
import { istio } from "./istio.ts";
import { nginx } from "./nginx.ts";
import { replicas } from "./replicas.ts";
import type { Router, RouterName } from "./router.ts";
import { service } from "./service.ts";
import { traefik } from "./traefik.ts";

/** In the order in which `router: auto` looks for them; the two last need no object that routes. */
export const routers: { readonly [Name in RouterName]: Router & { readonly name: Name } } = {
  "gateway-api": gatewayApi,
  istio,
  traefik,
  nginx,
  service,
  replicas,
};
