import { runChecks } from './checks.ts'

const failures = await runChecks()
if (failures.length > 0) process.exitCode = 1
