#!/usr/bin/env node
// Does the released environment take an order, and does the released version answer?

import { parseArgs } from "node:util";

const { values } = parseArgs({ options: { customer: { type: "string", default: "a check" } } });
const environment = process.env.SLIPWAY_ENVIRONMENT;
const url = process.env.SLIPWAY_URL;

const order = { customer: values.customer, items: [{ sku: "pen", quantity: 3, unitPriceCents: 120 }] };
const answer = await fetch(new URL("/orders", url), {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(order),
  signal: AbortSignal.timeout(10_000),
});

if (answer.status !== 201) {
  console.error(`${environment} answered ${answer.status} to an order: ${await answer.text()}`);
  process.exit(1);
}
const version = answer.headers.get("x-deployment-version");
console.log(`${environment} took an order of ${values.customer}; version ${version} answered.`);
