/** What became of a call of a maintenance function. */
export type MaintenanceOutcome =
  /** It ended well, and what it printed says all. */
  | { readonly outcome: 'done' }
  /** It gave something back, in the notation of `sup`. */
  | { readonly outcome: 'returned'; readonly result: string }
  /** It could not do what was asked for, and says why. */
  | { readonly outcome: 'refused'; readonly reason: string }
  /** There is no such function, or it takes another number of arguments. */
  | { readonly outcome: 'unknown' }
  /** It broke off. */
  | { readonly outcome: 'broken' }

/** The functions that operators call with `sup`. */
export interface Maintenance {
  /** Calls one in this process; `print` is given its output line by line. Never rejects. */
  call(
    module: string,
    name: string,
    args: readonly string[],
    print: (line: string) => void,
  ): Promise<MaintenanceOutcome>
}
