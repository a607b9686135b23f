// SPDX-License-Identifier: Apache-2.0
export { demangle, type Demangled } from './demangle.ts'
