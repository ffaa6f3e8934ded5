const prefix = 'report-'

/** Whether a segment of a path names a report rather than an extension. */
export function isReport(segment: string): boolean {
  return segment.startsWith(prefix)
}

/** Id of the report that a segment names. */
export function reportId(segment: string): string {
  return segment.slice(prefix.length)
}
