// SPDX-License-Identifier: Apache-2.0
import { EM } from './constants.ts'

/**
 * What to do with `width` bytes at the place. `set`: symbol + addend; `add` and `sub`: onto what stands there; `set-uleb`
 * and `sub-uleb`: the same within the bytes of a ULEB128; `keep`: the value does not matter to us or stands there already.
 */
export interface RelocationType {
  readonly action: 'set' | 'add' | 'sub' | 'set-uleb' | 'add-uleb' | 'sub-uleb' | 'keep'
  readonly width: 1 | 2 | 4 | 8
  /** Only these low bits of a single byte. */
  readonly mask?: number
}

const KEEP: RelocationType = { action: 'keep', width: 1 }
const set = (width: 1 | 2 | 4 | 8): RelocationType => ({ action: 'set', width })
const add = (width: 1 | 2 | 4 | 8): RelocationType => ({ action: 'add', width })
const sub = (width: 1 | 2 | 4 | 8): RelocationType => ({ action: 'sub', width })

/**
 * The relocations that compilers use in debug sections, by machine and number, from the processor supplements of the System
 * V ABI. Those of thread-local storage stand in locations of variables, which are not read: they are kept as they are.
 */
export const RELOCATION_TYPES: ReadonlyMap<number, ReadonlyMap<number, RelocationType>> = new Map([
  // R_X86_64_NONE, _64, _32, _32S, _DTPOFF64, _DTPOFF32
  table(EM.X86_64, [
    [0, KEEP],
    [1, set(8)],
    [10, set(4)],
    [11, set(4)],
    [17, KEEP],
    [21, KEEP],
  ]),
  // R_386_NONE, _32, _TLS_LDO_32
  table(EM.I386, [
    [0, KEEP],
    [1, set(4)],
    [32, KEEP],
  ]),
  // R_ARM_NONE, _ABS32, _ABS16, _ABS8, _TLS_LDO32
  table(EM.ARM, [
    [0, KEEP],
    [2, set(4)],
    [5, set(2)],
    [8, set(1)],
    [106, KEEP],
  ]),
  // R_AARCH64_NONE (two numbers), _ABS64, _ABS32, _ABS16, _TLS_DTPMOD, _TLS_DTPREL
  table(EM.AARCH64, [
    [0, KEEP],
    [256, KEEP],
    [257, set(8)],
    [258, set(4)],
    [259, set(2)],
    [1028, KEEP],
    [1029, KEEP],
  ]),
  // R_RISCV_NONE, _32, _64, _TLS_DTPREL32, _TLS_DTPREL64, _ADD8.._ADD64, _SUB8.._SUB64, _ALIGN, _RELAX, _SUB6, _SET6, _SET8.._SET32, _SET_ULEB128, _SUB_ULEB128
  table(EM.RISCV, [
    [0, KEEP],
    [1, set(4)],
    [2, set(8)],
    [8, KEEP],
    [9, KEEP],
    [33, add(1)],
    [34, add(2)],
    [35, add(4)],
    [36, add(8)],
    [37, sub(1)],
    [38, sub(2)],
    [39, sub(4)],
    [40, sub(8)],
    [43, KEEP],
    [51, KEEP],
    [52, { action: 'sub', width: 1, mask: 0x3f }],
    [53, { action: 'set', width: 1, mask: 0x3f }],
    [54, set(1)],
    [55, set(2)],
    [56, set(4)],
    [60, { action: 'set-uleb', width: 1 }],
    [61, { action: 'sub-uleb', width: 1 }],
  ]),
  // R_MIPS_NONE, _32, _64, _TLS_DTPREL32, _TLS_DTPREL64
  table(EM.MIPS, [
    [0, KEEP],
    [2, set(4)],
    [18, set(8)],
    [39, KEEP],
    [41, KEEP],
  ]),
  // R_PPC_NONE, _ADDR32, _ADDR16, _UADDR32, _DTPREL32
  table(EM.PPC, [
    [0, KEEP],
    [1, set(4)],
    [3, set(2)],
    [24, set(4)],
    [78, KEEP],
  ]),
  // R_PPC64_NONE, _ADDR32, _ADDR16, _UADDR32, _ADDR64, _UADDR64, _DTPREL64
  table(EM.PPC64, [
    [0, KEEP],
    [1, set(4)],
    [3, set(2)],
    [24, set(4)],
    [38, set(8)],
    [43, set(8)],
    [78, KEEP],
  ]),
  // R_390_NONE, _8, _16, _32, _64, _TLS_LDO32, _TLS_LDO64
  table(EM.S390, [
    [0, KEEP],
    [1, set(1)],
    [3, set(2)],
    [4, set(4)],
    [22, set(8)],
    [52, KEEP],
    [53, KEEP],
  ]),
  // R_SPARC_NONE, _8, _16, _32, _UA32, _64, _UA64, _UA16, _TLS_DTPOFF32, _TLS_DTPOFF64
  ...[EM.SPARC, EM.SPARC32PLUS, EM.SPARCV9].map((machine) =>
    table(machine, [
      [0, KEEP],
      [1, set(1)],
      [2, set(2)],
      [3, set(4)],
      [23, set(4)],
      [32, set(8)],
      [54, set(8)],
      [55, set(2)],
      [76, KEEP],
      [77, KEEP],
    ]),
  ),
  // R_LARCH_NONE, _32, _64, _TLS_DTPREL32, _TLS_DTPREL64, _ADD8.., _SUB8.., _RELAX, _ALIGN, _ADD6, _SUB6, _ADD_ULEB128, _SUB_ULEB128
  table(EM.LOONGARCH, [
    [0, KEEP],
    [1, set(4)],
    [2, set(8)],
    [8, KEEP],
    [9, KEEP],
    [47, add(1)],
    [48, add(2)],
    [50, add(4)],
    [51, add(8)],
    [52, sub(1)],
    [53, sub(2)],
    [55, sub(4)],
    [56, sub(8)],
    [100, KEEP],
    [102, KEEP],
    [105, { action: 'add', width: 1, mask: 0x3f }],
    [106, { action: 'sub', width: 1, mask: 0x3f }],
    [107, { action: 'add-uleb', width: 1 }],
    [108, { action: 'sub-uleb', width: 1 }],
  ]),
  // R_68K_NONE, _32, _16, _8
  table(EM.M68K, [
    [0, KEEP],
    [1, set(4)],
    [2, set(2)],
    [3, set(1)],
  ]),
  // R_SH_NONE, _DIR32
  table(EM.SH, [
    [0, KEEP],
    [1, set(4)],
  ]),
  // R_OR1K_NONE, _32, _16, _8
  table(EM.OPENRISC, [
    [0, KEEP],
    [1, set(4)],
    [2, set(2)],
    [3, set(1)],
  ]),
  // R_ARC_NONE, _8, _16, _32
  ...[EM.ARC_COMPACT, EM.ARC_COMPACT2].map((machine) =>
    table(machine, [
      [0, KEEP],
      [1, set(1)],
      [2, set(2)],
      [4, set(4)],
    ]),
  ),
  // R_XTENSA_NONE, _32; the DIFF relocations only say that relaxation must adjust what stands there
  table(EM.XTENSA, [
    [0, KEEP],
    [1, set(4)],
    [17, KEEP],
    [18, KEEP],
    [19, KEEP],
    [57, KEEP],
    [58, KEEP],
    [59, KEEP],
    [60, KEEP],
    [61, KEEP],
    [62, KEEP],
  ]),
  // R_AVR_NONE, _32, _16, _DIFF8, _DIFF16, _DIFF32
  table(EM.AVR, [
    [0, KEEP],
    [1, set(4)],
    [4, set(2)],
    [30, KEEP],
    [31, KEEP],
    [32, KEEP],
  ]),
  // R_NIOS2_NONE, _BFD_RELOC_32
  table(EM.NIOS2, [
    [0, KEEP],
    [12, set(4)],
  ]),
  // R_MICROBLAZE_NONE, _32, _64 (eight bytes of two instructions; not in debug sections)
  table(EM.MICROBLAZE, [
    [0, KEEP],
    [1, set(4)],
  ]),
])

function table(
  machine: number,
  types: readonly (readonly [number, RelocationType])[],
): [number, ReadonlyMap<number, RelocationType>] {
  return [machine, new Map(types)]
}
