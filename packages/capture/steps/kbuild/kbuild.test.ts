// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import { filesInMemory } from '../memory-files.ts'
import { readSteps } from '../read-steps.ts'
import type { Step, Steps } from '../step.ts'
import { readCmdFile } from './cmd-file.ts'
import { kbuild, readKbuild } from './index.ts'

describe('a .cmd file', () => {
  test('has a command, its source and what was read', () => {
    const text =
      "savedcmd_a/b.o := gcc -DX='$$(pound)' -c -o a/b.o a/b.c ; echo $(pound)\n\nsource_a/b.o := a/b.c\n\n" +
      'deps_a/b.o := \\\n    $(wildcard include/config/FOO) \\\n  include/x.h \\\n  /usr/include/y.h \\\n\na/b.o: $(deps_a/b.o)\n\n$(deps_a/b.o):\n'
    expect(readCmdFile(text)).toEqual({
      target: 'a/b.o',
      command: "gcc -DX='$(pound)' -c -o a/b.o a/b.c ; echo #",
      source: 'a/b.c',
      dependencies: ['include/x.h', '/usr/include/y.h'],
      hasDependencies: true,
    })
  })

  test('without a command is none', () => {
    expect(readCmdFile('deps_config := \\\n\tKconfig\n')).toBeUndefined()
    expect(readCmdFile('')).toBeUndefined()
  })
})

describe('a kernel', () => {
  const KERNEL: Readonly<Record<string, string>> = {
    '/k/.config': 'CONFIG_CC_VERSION_TEXT="gcc (Debian 12.2.0-14) 12.2.0"\nCONFIG_X=y\n',
    '/k/Makefile': 'include /src/Makefile\n',
    '/src/init/main.c': '',
    '/src/lib/l.c': '',
    '/src/scripts/link-vmlinux.sh': '',
    '/src/arch/x86/kernel/vmlinux.lds.S': '',
    '/k/include/generated/autoconf.h': '',
    ...made(
      'init/main.o',
      'gcc -nostdinc -Wp,-MMD,init/.main.o.d -c -o init/main.o /src/init/main.c',
      '/src/init/main.c',
      ['/src/include/a.h', 'include/generated/autoconf.h'],
    ),
    ...made(
      'lib/l.o',
      'gcc -nostdinc -Wp,-MMD,lib/.l.o.d -c -o lib/.tmp_l.o /src/lib/l.c; mv lib/.tmp_l.o lib/l.o',
      '/src/lib/l.c',
      [],
    ),
    ...made(
      'init/built-in.a',
      'rm -f init/built-in.a; printf "init/%s " main.o | xargs ar cDPrST init/built-in.a',
    ),
    ...made(
      'built-in.a',
      'rm -f built-in.a; printf "./%s " init/built-in.a | xargs ar cDPrST built-in.a',
    ),
    ...made('lib/lib.a', 'rm -f lib/lib.a; ar cDPrsT lib/lib.a lib/l.o'),
    ...made(
      'vmlinux.a',
      'rm -f vmlinux.a; ar cDPrST vmlinux.a ./built-in.a; ar mPiT $$(ar t vmlinux.a | sed -n 1p) vmlinux.a',
    ),
    ...made(
      'vmlinux.o',
      'ld -r -o vmlinux.o --whole-archive vmlinux.a --no-whole-archive --start-group lib/lib.a --end-group',
    ),
    ...made(
      'arch/x86/kernel/vmlinux.lds',
      'gcc -E -Wp,-MMD,arch/x86/kernel/.vmlinux.lds.d -nostdinc -P -o arch/x86/kernel/vmlinux.lds /src/arch/x86/kernel/vmlinux.lds.S',
      '/src/arch/x86/kernel/vmlinux.lds.S',
      [],
    ),
    ...made(
      'vmlinux',
      '/src/scripts/link-vmlinux.sh "ld" "-m elf_i386" "--build-id=sha1";  true',
      '/src/scripts/link-vmlinux.sh',
      [],
    ),
    ...made('boot/vmlinux.bin', 'objcopy -O binary vmlinux boot/vmlinux.bin'),
    ...made(
      'boot/vmlinux.bin.xz',
      '{ cat boot/vmlinux.bin | sh /src/scripts/xz.sh; } > boot/vmlinux.bin.xz',
    ),
    ...made(
      'boot/piggy.o',
      'gcc -nostdinc -Wp,-MMD,boot/.piggy.o.d -c -o boot/piggy.o boot/piggy.S',
      'boot/piggy.S',
      [],
    ),
    ...made('drivers/m.ko', 'ld -r -T /src/module.lds -o drivers/m.ko drivers/m.o; true'),
    ...made('drivers/m.o', 'ld -r -o drivers/m.o @drivers/m.mod'),
    ...made(
      'scripts/basic/fixdep',
      'gcc -Wp,-MMD,scripts/basic/.fixdep.d -o scripts/basic/fixdep /src/scripts/basic/fixdep.c',
      '/src/scripts/basic/fixdep.c',
      [],
    ),
    '/k/drivers/m.mod': 'drivers/m1.o\ndrivers/m2.o\n',
    '/k/boot/piggy.S': '.incbin "boot/vmlinux.bin.xz"\n',
    '/k/init/version-timestamp.o': '',
  }
  const steps = (more: Record<string, string> = {}): Steps =>
    readKbuild('/k', filesInMemory({ ...KERNEL, ...more }))
  const stepOf = (output: string, found = steps()): Step | undefined =>
    found.steps.find((step) => step.outputs.includes(`/k/${output}`))

  test('is recognised, and tells its source, configuration and compiler', () => {
    expect(kbuild.recognises('/k', filesInMemory(KERNEL))).toBe(true)
    expect(kbuild.recognises('/src', filesInMemory(KERNEL))).toBe(false)
    expect(steps()).toMatchObject({
      sourceRoot: '/src',
      configuration: ['/k/.config', '/k/include/generated/autoconf.h'],
      tools: [{ program: 'gcc', version: '12.2.0' }],
      gaps: [],
    })
  })

  test('has objects with their headers, and the marks of options are none', () => {
    expect(stepOf('init/main.o')).toMatchObject({
      kind: 'compile',
      inputs: ['/src/init/main.c'],
      includes: ['/src/include/a.h', '/k/include/generated/autoconf.h'],
      knowsIncludes: true,
    })
    expect(stepOf('lib/l.o')).toMatchObject({ kind: 'compile', outputs: ['/k/lib/l.o'] })
  })

  test('has thin archives within one another, and vmlinux made of them', () => {
    expect(stepOf('built-in.a')).toMatchObject({ kind: 'archive', inputs: ['/k/init/built-in.a'] })
    expect(stepOf('vmlinux')).toMatchObject({
      kind: 'link-image',
      inputs: [
        '/k/vmlinux.a',
        '/k/lib/lib.a',
        '/k/init/version-timestamp.o',
        '/k/arch/x86/kernel/vmlinux.lds',
      ],
    })
  })

  test('with link-time optimization is made of vmlinux.o', () => {
    const found = steps({ '/k/include/config/auto.conf': '\nCONFIG_LTO_CLANG=y\n' })
    expect(stepOf('vmlinux', found)!.inputs[0]).toBe('/k/vmlinux.o')
  })

  test('has modules by their list of objects', () => {
    expect(stepOf('drivers/m.o')).toMatchObject({
      kind: 'link-partial',
      inputs: ['/k/drivers/m1.o', '/k/drivers/m2.o'],
    })
    expect(stepOf('drivers/m.ko')).toMatchObject({
      kind: 'link-image',
      inputs: ['/k/drivers/m.o', '/src/module.lds'],
    })
  })

  test('has images in other shapes, and the data that assembler embeds', async () => {
    expect(stepOf('boot/vmlinux.bin')).toMatchObject({ kind: 'convert', inputs: ['/k/vmlinux'] })
    expect(stepOf('boot/vmlinux.bin.xz')!.inputs).toEqual(['/k/boot/vmlinux.bin'])
    const all = await readSteps('/k', { files: filesInMemory(KERNEL) })
    expect(stepOf('boot/piggy.o', all)!.includes).toEqual(['/k/boot/vmlinux.bin.xz'])
    expect(stepOf('include/generated/autoconf.h')!.inputs).toEqual(['/k/.config'])
  })

  test('that was cleaned, or stopped before the link, says so', () => {
    const records = Object.fromEntries(
      Object.entries(KERNEL).filter(([path]) => path.endsWith('.cmd') || !path.startsWith('/k/')),
    )
    expect(readKbuild('/k', filesInMemory(records)).gaps[0]).toMatchObject({
      code: 'output-missing',
    })
    const { '/k/vmlinux': _image, '/k/drivers/m.ko': _module, ...rest } = KERNEL
    const codes = readKbuild('/k', filesInMemory(rest)).gaps.map((gap) => gap.code)
    expect(codes).toEqual(['output-missing', 'half-built'])
  })
})

describe('busybox', () => {
  test('is linked by a script that leaves only a map', () => {
    const map =
      'Linker script and memory map\n\nLOAD /usr/lib/crt1.o\nLOAD applets/built-in.o\nLOAD libbb/lib.a\nLOAD gone.a\n'
    const { steps } = readKbuild(
      '/k',
      filesInMemory({
        '/k/.config': '',
        ...made('libbb/lib.a', 'rm -f libbb/lib.a; ar rcs libbb/lib.a libbb/x.o'),
        '/k/applets/built-in.o': '',
        '/usr/lib/crt1.o': '',
        '/k/busybox_unstripped': '',
        '/k/busybox_unstripped.map': map,
        '/k/busybox': '',
      }),
    )
    expect(steps.map(({ kind, outputs, inputs }) => [kind, outputs[0], inputs])).toEqual([
      ['archive', '/k/libbb/lib.a', ['/k/libbb/x.o']],
      [
        'link-image',
        '/k/busybox_unstripped',
        ['/usr/lib/crt1.o', '/k/applets/built-in.o', '/k/libbb/lib.a'],
      ],
      ['convert', '/k/busybox', ['/k/busybox_unstripped']],
    ])
  })
})

describe('a module outside of the kernel', () => {
  const module = {
    '/m/.hello.o.cmd':
      'cmd_/m/hello.o := gcc -nostdinc -c -o /m/hello.o /m/hello.c\nsource_/m/hello.o := /m/hello.c\ndeps_/m/hello.o := \\\n  include/linux/kconfig.h \\\n',
    '/m/hello.o': '',
    '/m/hello.c': '',
  }

  test('is read from the folder of the kernel where that is here', () => {
    const kernel = {
      '/usr/src/linux-headers/Makefile': '',
      '/usr/src/linux-headers/include/linux/kconfig.h': '',
    }
    const { steps } = readKbuild('/m', filesInMemory({ ...module, ...kernel }))
    expect(steps[0]!.includes).toEqual(['/usr/src/linux-headers/include/linux/kconfig.h'])
  })

  test('says that the kernel is missing where it is not', () => {
    const { gaps } = readKbuild('/m', filesInMemory(module))
    expect(gaps[0]).toMatchObject({ code: 'source-missing', paths: ['include/linux/kconfig.h'] })
  })
})

/** A target below /k with its record. */
function made(
  target: string,
  command: string,
  source?: string,
  headers?: readonly string[],
): Record<string, string> {
  const slash = target.lastIndexOf('/')
  const record = `/k/${target.slice(0, slash + 1)}.${target.slice(slash + 1)}.cmd`
  const deps =
    source === undefined
      ? ''
      : `\nsource_${target} := ${source}\n\ndeps_${target} := \\\n    $(wildcard include/config/X) \\\n${(headers ?? []).map((path) => `  ${path} \\\n`).join('')}\n${target}: $(deps_${target})\n`
  return { [`/k/${target}`]: 'x', [record]: `cmd_${target} := ${command}\n${deps}` }
}
