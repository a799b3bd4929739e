// Which annotations does ingress-nginx know?

/** https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/, with those of earlier versions. */
export const nginxAnnotations: ReadonlySet<string> = new Set(
  `app-root affinity affinity-mode affinity-canary-behavior allowlist-source-range
  auth-realm auth-secret auth-secret-type auth-type auth-url auth-method auth-signin auth-signin-redirect-param
  auth-response-headers auth-request-redirect auth-cache-key auth-cache-duration auth-keepalive auth-keepalive-share-vars
  auth-keepalive-requests auth-keepalive-timeout auth-proxy-set-headers auth-snippet auth-always-set-cookie
  auth-tls-secret auth-tls-verify-depth auth-tls-verify-client auth-tls-error-page
  auth-tls-pass-certificate-to-upstream auth-tls-match-cn enable-global-auth
  backend-protocol canary canary-by-header canary-by-header-value canary-by-header-pattern canary-by-cookie
  canary-weight canary-weight-total client-body-buffer-size configuration-snippet connection-proxy-header
  cors-allow-origin cors-allow-methods cors-allow-headers cors-expose-headers cors-allow-credentials cors-max-age
  custom-headers custom-http-errors default-backend denylist-source-range disable-proxy-intercept-errors
  enable-access-log enable-cors enable-influxdb enable-modsecurity enable-opentelemetry enable-opentracing
  enable-owasp-core-rules enable-rewrite-log force-ssl-redirect from-to-www-redirect
  global-rate-limit global-rate-limit-window global-rate-limit-key global-rate-limit-ignored-cidrs
  http2-push-preload influxdb-measurement influxdb-port influxdb-host influxdb-server-name
  limit-allowlist limit-burst-multiplier limit-connections limit-rate limit-rate-after limit-rpm limit-rps limit-whitelist
  load-balance mirror-host mirror-request-body mirror-target modsecurity-snippet modsecurity-transaction-id
  opentelemetry-operation-name opentelemetry-trust-incoming-span opentracing-trust-incoming-span
  permanent-redirect permanent-redirect-code preserve-trailing-slash
  proxy-body-size proxy-buffer-size proxy-buffering proxy-buffers-number proxy-busy-buffers-size
  proxy-connect-timeout proxy-cookie-domain proxy-cookie-path proxy-http-version proxy-max-temp-file-size
  proxy-next-upstream proxy-next-upstream-timeout proxy-next-upstream-tries proxy-read-timeout proxy-redirect-from
  proxy-redirect-to proxy-request-buffering proxy-send-timeout proxy-ssl-ciphers proxy-ssl-name proxy-ssl-protocols
  proxy-ssl-secret proxy-ssl-server-name proxy-ssl-verify proxy-ssl-verify-depth
  relative-redirects rewrite-target satisfy server-alias server-snippet service-upstream
  session-cookie-change-on-failure session-cookie-conditional-samesite-none session-cookie-domain
  session-cookie-expires session-cookie-max-age session-cookie-name session-cookie-path session-cookie-samesite
  session-cookie-secure ssl-ciphers ssl-passthrough ssl-prefer-server-ciphers ssl-redirect stream-snippet
  temporal-redirect temporal-redirect-code upstream-hash-by upstream-hash-by-subset upstream-hash-by-subset-size
  upstream-vhost use-port-in-redirects use-regex whitelist-source-range x-forwarded-prefix`.split(/\s+/),
);
