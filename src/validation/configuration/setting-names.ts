// What is a setting about, by its name?

const signing =
  /(?:^|_)(?:JWT|SESSION|COOKIE|CSRF|TOKEN|AUTH|NEXTAUTH|SIGNING|SIGNATURE|HMAC|PASETO|APP|DJANGO|FLASK|RAILS)(?:_\w+)?_(?:SECRET|KEY|SALT)(?:_KEY|_BASE)?(?:_FILE|_PATH)?$|^(?:SECRET_KEY|SECRET_KEY_BASE|JWT_?KEY|JWT_?SECRET|ENCRYPTION_KEY|SIGNING_KEY)(?:_FILE|_PATH)?$/i;
/** Public, or given by somebody else, whose length nobody here chooses. */
const notSigning = /PUBLIC|KEY_ID$|_KID$|API_?KEY|ACCESS_KEY|CLIENT_SECRET|(?:GITHUB|SLACK|STRIPE|AWS|AZURE|GOOGLE)_/i;

/** With it tokens, sessions or cookies are signed or encrypted: whoever knows it is everybody. */
export function isSigningSecret(name: string): boolean {
  return signing.test(name) && !notSigning.test(name);
}

const secretLike =
  /(?:PASSWORD|PASSWD|PASSPHRASE|SECRET|SECRET_KEY_BASE|TOKEN|API_?KEY|PRIVATE_KEY|ACCESS_KEY(?:_ID)?|CREDENTIALS?|_PASS)(?:_FILE|_PATH)?$/i;

/** Whether its value must be nobody else's knowledge. */
export function isSecretName(name: string): boolean {
  return isSigningSecret(name) || (secretLike.test(name) && !/PUBLIC/i.test(name));
}

/** A password of its own, or a URL in which one may stand. */
export function mayHoldPassword(name: string): boolean {
  return /(?:PASSWORD|PASSWD|_PASS|PASSPHRASE)(?:_FILE|_PATH)?$|(?:URL|URI|DSN|CONNECTION_STRING|CONN_STR)$|^DATABASE$/i.test(
    name,
  );
}

/** Whether it says where something is: a host, a URL, a database, a bucket. */
export function namesPlace(name: string): boolean {
  return /(?:HOST|HOSTNAME|ADDR|ADDRESS|ENDPOINT|SERVERS?|BROKERS?|URLS?|URI|DSN|ORIGINS?|DATABASE|DB|DBNAME|DB_NAME|DATABASE_NAME|BUCKET|DOMAIN|ISSUER|CONNECTION_STRING)$/i.test(
    name,
  );
}

/** On which address the service itself listens: loopback there is a setting like another. */
export function isOwnAddress(name: string): boolean {
  return /^(?:HOST|HOSTNAME|BIND|LISTEN|ADDR|ADDRESS)$|(?:BIND|LISTEN|SERVER)_?(?:HOST|ADDR|ADDRESS)?$|^(?:HTTP|GRPC|SERVER|APP|METRICS|ADMIN)_(?:HOST|ADDR|ADDRESS)$/i.test(
    name,
  );
}
