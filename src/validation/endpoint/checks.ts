// Which checks look at the endpoint?

import type { Check } from "../check.ts";
import { authentication } from "./authentication.ts";
import { certificateChain } from "./certificate-chain.ts";
import { certificateExpiry } from "./certificate-expiry.ts";
import { certificateKey } from "./certificate-key.ts";
import { certificateName } from "./certificate-name.ts";
import { compression } from "./compression.ts";
import { contentSecurityPolicy } from "./content-security-policy.ts";
import { contentTypeOptions } from "./content-type-options.ts";
import { cookieHttpOnly } from "./cookie-http-only.ts";
import { cookieSameSite } from "./cookie-same-site.ts";
import { cookieSecure } from "./cookie-secure.ts";
import { corsCredentials } from "./cors-credentials.ts";
import { corsOrigins } from "./cors-origins.ts";
import { directoryListing } from "./directory-listing.ts";
import { errorPages } from "./error-pages.ts";
import { errorStatus } from "./error-status.ts";
import { exposedDiagnostics } from "./exposed-diagnostics.ts";
import { exposedFiles } from "./exposed-files.ts";
import { forgedTokens } from "./forged-tokens.ts";
import { frameProtection } from "./frame-protection.ts";
import { health } from "./health.ts";
import { hsts } from "./hsts.ts";
import { hstsSubdomains } from "./hsts-subdomains.ts";
import { http2 } from "./http2.ts";
import { https } from "./https.ts";
import { missingPath } from "./missing-path.ts";
import { problemDocuments } from "./problem-documents.ts";
import { publicMetrics } from "./public-metrics.ts";
import { rateLimit } from "./rate-limit.ts";
import { readiness } from "./readiness.ts";
import { referrerPolicy } from "./referrer-policy.ts";
import { retryAfter } from "./retry-after.ts";
import { serverBanner } from "./server-banner.ts";
import { tls13 } from "./tls-1-3.ts";
import { tlsOldVersions } from "./tls-old-versions.ts";
import { traceMethod } from "./trace-method.ts";
import { unauthorizedStatus } from "./unauthorized-status.ts";
import { validToken } from "./valid-token.ts";
import { version } from "./version.ts";

export const endpointChecks: readonly Check[] = [
  authentication,
  certificateChain,
  certificateExpiry,
  certificateKey,
  certificateName,
  compression,
  contentSecurityPolicy,
  contentTypeOptions,
  cookieHttpOnly,
  cookieSameSite,
  cookieSecure,
  corsCredentials,
  corsOrigins,
  directoryListing,
  errorPages,
  errorStatus,
  exposedDiagnostics,
  exposedFiles,
  forgedTokens,
  frameProtection,
  health,
  hsts,
  hstsSubdomains,
  http2,
  https,
  missingPath,
  problemDocuments,
  publicMetrics,
  rateLimit,
  readiness,
  referrerPolicy,
  retryAfter,
  serverBanner,
  tls13,
  tlsOldVersions,
  traceMethod,
  unauthorizedStatus,
  validToken,
  version,
];
