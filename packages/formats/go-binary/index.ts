// SPDX-License-Identifier: Apache-2.0
export { readGoBuildInfo, parseGoBuildInfo, type GoBuildInfo, type GoModule } from './build-info.ts'
export { goFunctionNames, namesInTable, type GoFunctions } from './functions.ts'
