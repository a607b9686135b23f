// SPDX-License-Identifier: Apache-2.0

export interface TarMember {
  readonly name: string
  readonly bytes: Uint8Array
  /** `0` file, `5` folder, `2` link, `x` and `g` pax headers, `L` long name. */
  readonly type?: string
  readonly link?: string
  /** What the header says instead of the truth: a number, or the twelve bytes of the field. */
  readonly size?: number | string
  readonly checksum?: number
}

/** A tar of POSIX ustar headers, honest but for what a member claims. */
export function writeTar(members: readonly TarMember[]): Buffer {
  const parts = members.flatMap((member) => [headerOf(member), ...padded(member.bytes)])
  return Buffer.concat([...parts, Buffer.alloc(1024)])
}

function headerOf({ name, bytes, type = '0', link = '', size, checksum }: TarMember): Buffer {
  const header = Buffer.alloc(512)
  header.write(name, 0, 100)
  header.write('0000644\u00000000000\u00000000000\u0000', 100)
  const said = size ?? bytes.byteLength
  if (typeof said === 'string') header.write(said, 124, 12, 'latin1')
  else if (said < 8 ** 11) header.write(`${said.toString(8).padStart(11, '0')}\u0000`, 124)
  else {
    // base 256, as GNU tar writes sizes of 8 GiB and more
    header[124] = 0x80
    header.writeBigUInt64BE(BigInt(said), 128)
  }
  header.write('00000000000\u0000', 136)
  header.fill(' ', 148, 156)
  header.write(type, 156)
  header.write(link, 157, 100)
  header.write('ustar\u000000', 257)
  const sum = checksum ?? header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\u0000 `, 148)
  return header
}

function padded(bytes: Uint8Array): Buffer[] {
  return [Buffer.from(bytes), Buffer.alloc((512 - (bytes.byteLength % 512)) % 512)]
}
