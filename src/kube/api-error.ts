// What did the API server refuse, and why?

/** The `Status` object that the API server answers with. */
export interface ApiStatus {
  readonly code: number;
  readonly reason?: string;
  readonly message?: string;
  /** With 410: a token by which an interrupted list goes on. */
  readonly metadata?: { readonly continue?: string };
  readonly details?: {
    readonly name?: string;
    readonly kind?: string;
    readonly retryAfterSeconds?: number;
    readonly causes?: readonly { readonly reason?: string; readonly message?: string; readonly field?: string }[];
  };
}

/** An answer of the API server that is not 2xx. Callers decide what it means for the user. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: number;
  readonly status: ApiStatus;

  constructor(request: string, status: ApiStatus) {
    super(`${request}: ${status.code} ${status.reason ?? ""}: ${status.message ?? "no message"}`);
    this.code = status.code;
    this.status = status;
  }
}

/** Why it was refused, in the server's words where it says any. */
export function refusalWords({ code, status }: ApiError): string {
  return status.message ?? `the API server answered ${code}`;
}

export function isApiError(error: unknown, code?: number): error is ApiError {
  return error instanceof ApiError && (code === undefined || error.code === code);
}
