import type { Logger } from 'pino'
import type { LogLevel } from './log.ts'

/** Logs made of another one; a child keeps the level it was made with unless it is told of a new one. */
const families = new WeakMap<Logger, Set<Logger>>()

/** Remembers a log that is made of another one and lives as long. */
export function keepChild<Child extends Logger>(parent: Logger, child: Child): Child {
  const family = families.get(parent) ?? new Set()
  families.set(parent, family.add(child))
  return child
}

/** Sets the least severe level that a log and those made of it write, from now on. */
export function setLogLevel(log: Logger, level: LogLevel): void {
  log.level = level
  for (const child of families.get(log) ?? []) setLogLevel(child, level)
}
