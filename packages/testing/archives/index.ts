// SPDX-License-Identifier: Apache-2.0
export { writeTar, type TarMember } from './tar.ts'
export { writeZip, type ZipMember, type ZipLies } from './zip.ts'
