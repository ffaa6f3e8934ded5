import type { MaintenanceIo } from '../registry.ts'

/** Shows a line and an empty one, as most functions end theirs (auth-and-system.md, "sup command line"). */
export function printParagraph(io: MaintenanceIo, line: string): void {
  io.print(line)
  io.print('')
}
