// SPDX-License-Identifier: Apache-2.0
export { bundleReader, readBundles } from './read.ts'
