/** What is known of an error of the Azure CLI. */
export interface Explanation {
  /** What it is, in one sentence. */
  is: string;
  /** What to do about it. */
  todo: string;
}

/** An error that is known by what the Azure CLI says; `$1` in the texts is what the pattern found in its first brackets. */
export interface KnownError extends Explanation {
  pattern: RegExp;
}
