import { checkFormatAndTypes, lint } from './checks.ts'

const failures = (await Promise.all([lint(), checkFormatAndTypes()])).flat()
if (failures.length > 0) process.exitCode = 1
