// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { functionsIn, languageOf, regionsIn, type Language } from './index.ts'

test('the language is known by the name of the file', () => {
  expect(
    ['lib/a.c', 'a.H', 'a.tar.gz', 'x.go', 'src/lib.rs', 'a.d.ts', 'Makefile', 'm.py'].map(
      languageOf,
    ),
  ).toEqual(['c', 'c++', undefined, 'go', 'rust', 'typescript', undefined, 'python'])
})

test('methods of Go have their receiver, and results with braces are no bodies', () => {
  const text = `package p

func (l *List[T]) Push(x T) interface{ A() } {
	s := \`}\`
	f := func() { _ = '}' }
}
func external(a int) int
func Map[K any](m map[string]struct{}) (r struct{ a int }) { return }
var table = []int{
	1,
}
`
  expect(spans('go', text)).toEqual(['List.Push 3-6', 'Map 8-8'])
  expect(regionsIn('go', text).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'include p',
    'other ',
    'function List.Push',
    'declaration external',
    'function Map',
    'data table',
  ])
})

test('functions of Rust have the scope of their modules, types and functions', () => {
  const text = `mod inner {
    impl<'a, T: Fn(u8) -> bool> Trait<T> for Holder<'a, { 1 + 1 }> where T: Clone {
        #[inline]
        pub(crate) async fn run(&self) -> Result<(), [u8; { 4 }]> {
            let c = '{'; let r = r#"}"#; /* /* } */ */
            fn nested() {}
            Ok(())
        }
    }
}
trait Shape { fn area(&self) -> f64; fn name(&self) -> &'static str { "}" } }
macro_rules! make { ($n:ident) => { fn $n() {} fn fixed() {} } }
const _: () = { fn hidden() {} };
`
  const found = functionsIn('rust', text)
  expect(found.map(({ scope = '', name, kind }) => `${kind} ${scope} ${name}`)).toEqual([
    'method inner::Holder run',
    'function inner::Holder::run nested',
    'method Shape name',
    'function  hidden',
  ])
  expect(found[0]).toMatchObject({ startLine: 3, endLine: 8 })
})

test('functions of Python begin with their decorators and end with their last line', () => {
  const text = `import os
TABLE = {
    'a': 1,
}
@decorate(
    1,
)
async def outer(a, b="""
def not_one():
"""):
    class Inner:
        def method(self): return [
            1]

        # a comment
    return (1,
            2)

def last(): pass
`
  expect(spans('python', text)).toEqual(['outer 5-17', 'outer.Inner.method 12-13', 'last 19-19'])
})

test('functions of JavaScript have the name that they are declared or bound with', () => {
  const text = `
export default async function () { return /}/.test(\`\${{ a: '}' }}\`) }
const arrow = async (a, b = () => { }) =>
  a / b
const { x } = { method() { }, get y() { return 1 }, 'quoted': function () { }, ['c' + 1]() { } }
exports.named = function own() { }
class A extends B {
  #secret = 1
  static async *gen() { yield () => { } }
  field = () => { }
  constructor() { super() }
}
const element = <p title="}">it's {list.map((i) => { return <b>{i}</b> })}</p>
const called = (function () { })()
`
  expect(spans('javascript', text)).toEqual([
    'default 2-2',
    'arrow 3-4',
    'b 3-3',
    'method 5-5',
    'y 5-5',
    'quoted 5-5',
    "['c'+1] 5-5",
    'own 6-6',
    'A.gen 9-9',
    'A.field 10-10',
    'A.constructor 11-11',
  ])
})

test('types of TypeScript are no functions', () => {
  const text = `
type F = (a: string) => void
interface I { f: (a: number) => void; g(): void }
export function over(a: string): string
export function over(a: { f: (x: number) => void }, b: (e?: unknown) => void = () => {}): { a: string } {
  const typed: (a: number) => string = (a) => String(a)
  return a as { f: () => void }
}
abstract class C<T extends { a: () => void }> {
  private readonly cb?: (x: T) => Array<T>
  abstract none(): void
  constructor(private readonly a: string) { }
  done = <U,>(x: U): x is U => true
}
`
  expect(spans('typescript', text)).toEqual([
    'over 5-8',
    'b 5-5',
    'over.typed 6-6',
    'C.constructor 12-12',
    'C.done 13-13',
  ])
})

test('hostile texts take time in proportion to their length', { timeout: 60_000 }, () => {
  const size = 60_000
  const pieces = [
    '{',
    '(',
    '[',
    '<',
    '}',
    '`${',
    'R"x(',
    'r#"',
    '/*',
    '#if A\n{\n',
    '#else\n}\n',
    'int f(',
    'a<',
    'x=a=>',
    'class ',
    'struct {',
    'fn f() {',
    'def f(\n',
    ' def f():\n',
    'func (',
    '"',
    "'",
    '<A ',
    '<A>{',
    'a::',
    'interface a ',
    'if x:\n ',
    '@a get ',
    'int a,{},',
    '#elif\n{}\n',
    'template<',
    'f(a) int a;',
    'impl<',
    '?:',
    'a:',
    '/a',
    '(()=>',
    '=',
    '\\\n',
  ]
  const languages: readonly Language[] = [
    'c',
    'c++',
    'go',
    'rust',
    'javascript',
    'typescript',
    'python',
  ]
  let slowest = 0
  for (const piece of pieces) {
    const text = piece.repeat(Math.ceil(size / piece.length))
    for (const language of languages) {
      const before = performance.now()
      regionsIn(language, text)
      slowest = Math.max(slowest, performance.now() - before)
    }
  }
  // a quadratic reading of so much would take minutes
  expect(slowest).toBeLessThan(8_000)
})

function spans(language: Language, text: string): readonly string[] {
  return functionsIn(language, text).map(
    ({ name, scope, startLine, endLine }) =>
      `${scope === undefined ? '' : `${scope}.`}${name} ${startLine}-${endLine}`,
  )
}
