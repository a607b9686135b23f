// SPDX-License-Identifier: Apache-2.0
// A portfolio of any size, for benchmarks.
export { seedPortfolio, type Portfolio } from './seed.ts'
export { seededSubjects, type Subjects } from './subjects.ts'
export { createDatabase, dropDatabase } from './databases.ts'
