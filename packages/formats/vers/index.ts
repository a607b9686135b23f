// SPDX-License-Identifier: Apache-2.0
export { simplifyVers, sortVers } from './canonical.ts'
export { compileVers, compiledContains, versContains, type CompiledVers } from './contains.ts'
export { versFromNative } from './native/index.ts'
export { parseVers, type VersMode } from './read.ts'
export type { Comparator, Constraint, Vers, VersAll, VersConstraints, VersNone } from './vers.ts'
export { formatVers } from './write.ts'
