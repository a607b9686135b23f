// SPDX-License-Identifier: Apache-2.0

/** The file in which a project keeps its own version, and how it is written there. */
export interface Sign {
  /** Of the catalogue of matching, or a name that stands for itself in `pkg:generic`. */
  readonly product: string
  /** Below the root of the project. */
  readonly file: string
  /** A file that must be there too, where the first is called alike in many projects. */
  readonly beside?: string
  /** Each finds one part of the version, which dots join; a part that is not found, or is empty, is left out. */
  readonly parts: readonly RegExp[]
  /** A part that is put behind without a dot: `-rc1`. */
  readonly suffix?: RegExp
}

const define = (name: string): RegExp =>
  new RegExp(`^[ \\t]*#[ \\t]*define[ \\t]+${name}[ \\t]+\\(?"?v?([0-9][^"\\s)/]{0,40})`, 'm')
const quoted = (name: string): RegExp =>
  new RegExp(`^[ \\t]*#[ \\t]*define[ \\t]+${name}[ \\t]+"[^"0-9]{0,40}([0-9][^"\\s]{0,40})`, 'm')
const assigned = (name: string): RegExp =>
  new RegExp(`^[ \\t]*${name}[ \\t]*[:?]?=[ \\t]*"?([0-9][\\w.]{0,40})`, 'm')
const extra = (name: string): RegExp =>
  new RegExp(`^[ \\t]*${name}[ \\t]*=[ \\t]*([-.+\\w]{1,40})`, 'm')

const KBUILD = [assigned('VERSION'), assigned('PATCHLEVEL'), assigned('SUBLEVEL')]

/** Looked up in the projects' own sources, release by release; the newest place first. */
export const SIGNS: readonly Sign[] = [
  {
    product: 'linux',
    file: 'Makefile',
    beside: 'kernel/sched/core.c',
    parts: KBUILD,
    suffix: extra('EXTRAVERSION'),
  },
  {
    product: 'u-boot',
    file: 'Makefile',
    beside: 'common/board_f.c',
    parts: KBUILD,
    suffix: extra('EXTRAVERSION'),
  },
  {
    product: 'busybox',
    file: 'Makefile',
    beside: 'include/applets.src.h',
    parts: KBUILD,
    suffix: extra('EXTRAVERSION'),
  },
  {
    product: 'barebox',
    file: 'Makefile',
    beside: 'include/barebox-info.h',
    parts: KBUILD,
    suffix: extra('EXTRAVERSION'),
  },
  {
    product: 'zephyr',
    file: 'VERSION',
    beside: 'include/zephyr/kernel.h',
    parts: [assigned('VERSION_MAJOR'), assigned('VERSION_MINOR'), assigned('PATCHLEVEL')],
  },
  {
    product: 'zephyr',
    file: 'VERSION',
    beside: 'include/kernel.h',
    parts: [assigned('VERSION_MAJOR'), assigned('VERSION_MINOR'), assigned('PATCHLEVEL')],
  },
  { product: 'freertos', file: 'include/task.h', parts: [quoted('tskKERNEL_VERSION_NUMBER')] },
  {
    product: 'threadx',
    file: 'common/inc/tx_api.h',
    parts: [
      define('THREADX_MAJOR_VERSION'),
      define('THREADX_MINOR_VERSION'),
      define('THREADX_PATCH_VERSION'),
    ],
  },
  { product: 'curl', file: 'include/curl/curlver.h', parts: [quoted('LIBCURL_VERSION')] },
  {
    product: 'openssl',
    file: 'VERSION.dat',
    beside: 'include/openssl/ssl.h.in',
    parts: [assigned('MAJOR'), assigned('MINOR'), assigned('PATCH')],
  },
  {
    product: 'openssl',
    file: 'include/openssl/opensslv.h',
    parts: [quoted('OPENSSL_VERSION_TEXT')],
  },
  {
    product: 'mbedtls',
    file: 'include/mbedtls/build_info.h',
    parts: [quoted('MBEDTLS_VERSION_STRING')],
  },
  {
    product: 'mbedtls',
    file: 'include/mbedtls/version.h',
    parts: [quoted('MBEDTLS_VERSION_STRING')],
  },
  { product: 'wolfssl', file: 'wolfssl/version.h', parts: [quoted('LIBWOLFSSL_VERSION_STRING')] },
  { product: 'zlib', file: 'zlib.h', parts: [quoted('ZLIB_VERSION')] },
  { product: 'sqlite', file: 'sqlite3.h', parts: [quoted('SQLITE_VERSION')] },
  {
    product: 'sqlite',
    file: 'VERSION',
    beside: 'src/sqlite.h.in',
    parts: [/^([0-9][0-9.]{0,20})/],
  },
  {
    product: 'lwip',
    file: 'src/include/lwip/init.h',
    parts: [
      define('LWIP_VERSION_MAJOR'),
      define('LWIP_VERSION_MINOR'),
      define('LWIP_VERSION_REVISION'),
    ],
  },
  {
    product: 'expat',
    file: 'lib/expat.h',
    parts: [define('XML_MAJOR_VERSION'), define('XML_MINOR_VERSION'), define('XML_MICRO_VERSION')],
  },
  {
    product: 'expat',
    file: 'expat/lib/expat.h',
    parts: [define('XML_MAJOR_VERSION'), define('XML_MINOR_VERSION'), define('XML_MICRO_VERSION')],
  },
  { product: 'libpng', file: 'png.h', parts: [quoted('PNG_LIBPNG_VER_STRING')] },
  {
    product: 'libxml2',
    file: 'include/libxml/xmlversion.h',
    parts: [quoted('LIBXML_DOTTED_VERSION')],
  },
  {
    product: 'libxml2',
    file: 'VERSION',
    beside: 'include/libxml/parser.h',
    parts: [/^([0-9][0-9.]{0,20})/],
  },
  {
    product: 'libxml2',
    file: 'configure.ac',
    beside: 'include/libxml/parser.h',
    parts: [
      /m4_define\(\[MAJOR_VERSION\], *\[?(\d+)/,
      /m4_define\(\[MINOR_VERSION\], *\[?(\d+)/,
      /m4_define\(\[MICRO_VERSION\], *\[?(\d+)/,
    ],
  },
  {
    product: 'libtiff',
    file: 'VERSION',
    beside: 'libtiff/tiffio.h',
    parts: [/^([0-9][0-9.]{0,20})/],
  },
  {
    product: 'freetype',
    file: 'include/freetype/freetype.h',
    parts: [define('FREETYPE_MAJOR'), define('FREETYPE_MINOR'), define('FREETYPE_PATCH')],
  },
  {
    product: 'nghttp2',
    file: 'lib/includes/nghttp2/nghttp2ver.h',
    parts: [quoted('NGHTTP2_VERSION')],
  },
  { product: 'libssh2', file: 'include/libssh2.h', parts: [quoted('LIBSSH2_VERSION')] },
  {
    product: 'xz',
    file: 'src/liblzma/api/lzma/version.h',
    parts: [
      define('LZMA_VERSION_MAJOR'),
      define('LZMA_VERSION_MINOR'),
      define('LZMA_VERSION_PATCH'),
    ],
  },
  {
    product: 'zstd',
    file: 'lib/zstd.h',
    parts: [
      define('ZSTD_VERSION_MAJOR'),
      define('ZSTD_VERSION_MINOR'),
      define('ZSTD_VERSION_RELEASE'),
    ],
  },
  {
    product: 'lz4',
    file: 'lib/lz4.h',
    parts: [
      define('LZ4_VERSION_MAJOR'),
      define('LZ4_VERSION_MINOR'),
      define('LZ4_VERSION_RELEASE'),
    ],
  },
  {
    product: 'musl',
    file: 'VERSION',
    beside: 'src/internal/libc.h',
    parts: [/^([0-9][0-9.]{0,20})/],
  },
  {
    product: 'glibc',
    file: 'version.h',
    beside: 'sysdeps/generic/libc-symbols.h',
    parts: [quoted('VERSION')],
  },
  { product: 'dropbear', file: 'src/sysoptions.h', parts: [quoted('DROPBEAR_VERSION')] },
  { product: 'dropbear', file: 'sysoptions.h', parts: [quoted('DROPBEAR_VERSION')] },
  {
    product: 'openssh',
    file: 'version.h',
    beside: 'sshd.c',
    parts: [quoted('SSH_VERSION')],
    suffix: quoted('SSH_PORTABLE'),
  },
  { product: 'hostapd', file: 'src/common/version.h', parts: [quoted('VERSION_STR')] },
  {
    product: 'mosquitto',
    file: 'include/mosquitto.h',
    parts: [
      define('LIBMOSQUITTO_MAJOR'),
      define('LIBMOSQUITTO_MINOR'),
      define('LIBMOSQUITTO_REVISION'),
    ],
  },
  {
    product: 'lua',
    file: 'src/lua.h',
    parts: [
      define('LUA_VERSION_MAJOR'),
      define('LUA_VERSION_MINOR'),
      define('LUA_VERSION_RELEASE'),
    ],
  },
  {
    product: 'lua',
    file: 'lua.h',
    parts: [
      define('LUA_VERSION_MAJOR'),
      define('LUA_VERSION_MINOR'),
      define('LUA_VERSION_RELEASE'),
    ],
  },
  { product: 'nginx', file: 'src/core/nginx.h', parts: [quoted('NGINX_VERSION')] },
  { product: 'cpython', file: 'Include/patchlevel.h', parts: [quoted('PY_VERSION')] },
  {
    product: 'qemu',
    file: 'VERSION',
    beside: 'include/qemu/osdep.h',
    parts: [/^([0-9][0-9.]{0,20})/],
  },
  {
    product: 'ffmpeg',
    file: 'RELEASE',
    beside: 'libavcodec/avcodec.h',
    parts: [/^([0-9][0-9.]{0,20})/],
  },
  {
    product: 'cjson',
    file: 'cJSON.h',
    parts: [
      define('CJSON_VERSION_MAJOR'),
      define('CJSON_VERSION_MINOR'),
      define('CJSON_VERSION_PATCH'),
    ],
  },
  { product: 'c-ares', file: 'include/ares_version.h', parts: [quoted('ARES_VERSION_STR')] },
  {
    product: 'libuv',
    file: 'include/uv/version.h',
    parts: [define('UV_VERSION_MAJOR'), define('UV_VERSION_MINOR'), define('UV_VERSION_PATCH')],
  },
  {
    product: 'brotli',
    file: 'c/common/version.h',
    parts: [
      define('BROTLI_VERSION_MAJOR'),
      define('BROTLI_VERSION_MINOR'),
      define('BROTLI_VERSION_PATCH'),
    ],
  },
  { product: 'nanopb', file: 'pb.h', parts: [quoted('NANOPB_VERSION')] },
  { product: 'libcoap', file: 'include/coap3/coap.h', parts: [quoted('LIBCOAP_PACKAGE_VERSION')] },
  { product: 'jansson', file: 'src/jansson.h', parts: [quoted('JANSSON_VERSION')] },
  {
    product: 'libjpeg-turbo',
    file: 'jconfig.h',
    beside: 'turbojpeg.h',
    parts: [define('LIBJPEG_TURBO_VERSION')],
  },
]
