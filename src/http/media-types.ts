/** What an operation takes unless it says otherwise (core.md §8). */
export const defaultAccepted: readonly string[] = [
  'application/json',
  'application/x-json',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'multipart/mixed',
  'application/octet-stream',
  'text/csv',
  'text/comma-separated-values',
]
