import { pairOfWorkers } from './pair.ts'
import { togetherTests } from './tests.ts'

togetherTests('two workers on one SQLite file', pairOfWorkers)
