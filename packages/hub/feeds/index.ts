// SPDX-License-Identifier: Apache-2.0
export { importFeed, INNER_HOSTS, type ImportOutcome, type ImportTask } from './import.ts'
export { enqueueDueFeeds, registerUsualFeeds } from './schedule.ts'
