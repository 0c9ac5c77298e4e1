/** Longest text of a refusal in the log: some of them quote a library, and that may quote what was sent. */
const LONGEST = 120;

/** A reason to refuse a request, with its HTTP status. */
export class RefusedError extends Error {
  readonly status: number;
  constructor(status: number, reason: string) {
    super(reason.replaceAll(/[^ -~\u00a1-\u2027\u2030-\ud7ff]+/g, ' ').slice(0, LONGEST));
    this.status = status;
  }
}
