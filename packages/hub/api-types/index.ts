// SPDX-License-Identifier: Apache-2.0
export * from './account.ts'
export * from './catalogue.ts'
export * from './common.ts'
export * from './finding.ts'
export * from './portfolio.ts'
export * from './settings.ts'
export * from './sign-in.ts'
export * from './upload.ts'
