// SPDX-License-Identifier: Apache-2.0
export {
  givenServerDatabase,
  onEveryDatabase,
  openTestStore,
  runSql,
  TEST_DATABASES,
  type TestStore,
} from './databases.ts'
export { finding, givenDocument, givenRelease, givenVulnerabilities, npm } from './builders.ts'
