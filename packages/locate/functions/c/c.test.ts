// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { functionsIn, regionsIn } from '../index.ts'

test('functions of plain C are found with their return type and their last brace', () => {
  expect(
    spans(`
/* int hidden(void) { } */
static const char *
name_of(struct thing *t, int (*map)(int))
{
  return "}" /* } */;
}
int (in_parentheses)(void) { return '}'; }
void (*handler(int sig, void (*f)(int)))(int)
{ return f; }
int table[] = { 1, 2 };
int prototype(int a);
`),
  ).toEqual(['name_of 3-7', 'in_parentheses 8-8', 'handler 9-10'])
})

test('functions in old style are found, a prototype before a function is none', () => {
  expect(
    spans(`int old(a, b)
  int a;
  char *b;
{ }
int other(size_t) PURE NOTHROW;
int next(int a) { }
`),
  ).toEqual(['old 1-4', 'next 6-6'])
})

test('every arm of an #if is read', () => {
  expect(
    spans(`#ifdef A
int both(int a)
#else
int both(void)
#endif
{ }
#ifdef A
int first(void) {
#else
int second(void) {
#endif
  if(x) {
#ifdef B
  } else if(y) {
#endif
  }
}
#if 0
it's prose, with a brace {
int never(void) { }
#endif
int last(void) { }
`),
  ).toEqual(['both 2-6', 'first 8-17', 'second 10-17', 'never 19-20', 'last 22-22'])
})

test('a brace that one #ifdef opens and another closes does not end the function', () => {
  expect(
    spans(`int one(void)
{
#ifdef X
  if(a) {
#endif
    b();
#ifdef X
  }
#endif
#ifndef Y
  while(c) {
#endif
    d();
#ifndef Y
  }
#endif
}
int two(void) { }
`),
  ).toEqual(['one 1-17', 'two 18-18'])
})

test('braces that never balance are made good by the first column', () => {
  expect(
    spans(`int one(void)
{
#if A > 1
  if(a) {
#elif A
  for(;;) { {
#endif
#if B
  }
#endif
  { {
}
int two(void)
{
}
`),
  ).toEqual(['one 1-12', 'two 13-15'])
})

test('definitions by macros are told from functions, and what system calls are called is known', () => {
  const found = functionsIn(
    'c',
    `SYSCALL_DEFINE2(close, int, fd, int, x)
{ }
static DEFINE_THING(alpha) { }
uint64_t HELPER(beta)(void *env) { }
static inline __must_check int gamma(int a) __acquires(lock) { }
__printf(1, 2) void delta(const char *f, ...) { }
PNG_EXPORT(int) epsilon PNGARG((int a)) { }
`,
  )
  expect(found.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'macro SYSCALL_DEFINE2(close)',
    'macro DEFINE_THING(alpha)',
    'macro HELPER(beta)',
    'function gamma',
    'function delta',
    'function epsilon',
  ])
  expect(found[0]?.emits).toEqual(['__do_sys_close'])
})

test('functions that compilers may evaluate are marked', () => {
  const found = functionsIn(
    'c++',
    `constexpr int a() { return 1; }
struct B { static consteval int c(int x) { return x; } };
MY_CONSTEXPR int d() { return 2; }
const int &e() { return f; }
`,
  )
  expect(found.filter(({ isConstant }) => isConstant).map(({ name }) => name)).toEqual([
    'a',
    'c',
    'd',
  ])
})

test('C++ is found with its scopes', () => {
  const found = functionsIn(
    'c++',
    `END_BEFORE
BEGIN_THIS namespace a::b {
template <class T, int N = (3 > 2)>
struct Box : Base<T> {
  Box(int n) : Base<T>{n}, size_(n) { }
  ~Box() noexcept { }
  bool operator==(const Box &o) const { return [&] { return true; }(); }
  T operator()(int i) { return {}; }
  int size_ {0};
  void declared();
};
template <class T, int N> void Box<T, N>::declared() { auto s = R"x(}})x"; }
extern "C" { int linked(void) { return 1'000; } }
}
enum class Colour : int { red, green };
std::vector<int> v {1, 2};
auto trailing(int a) -> decltype(a) try { return a; } catch(...) { throw; }
`,
  )
  expect(found.map(({ scope = '', name, kind }) => `${kind} ${scope} ${name}`)).toEqual([
    'method a::b::Box Box',
    'method a::b::Box ~Box',
    'method a::b::Box operator==',
    'method a::b::Box operator()',
    'method a::b::Box declared',
    'function a::b linked',
    'function  trailing',
  ])
})

test('what stands outside functions has a kind, and every line has a region', () => {
  const text = `#include <stdio.h>
// a comment
#define SIZE(x) \\
  (x)

typedef struct node {
  int a;
} node_t;
extern int far;
static const struct option longopts[] = {
  { "a", 1 },
#ifdef B
  { "b", 2 },
#endif
};
int work(int a)
{
#define LOCAL 1
  return a;
}
`
  expect(
    regionsIn('c', text).map(
      ({ kind, name, within, startLine, endLine }) =>
        `${startLine}-${endLine} ${kind} ${name}${within === undefined ? '' : ` in ${within}`}`,
    ),
  ).toEqual([
    '1-1 include stdio.h',
    '2-2 comment ',
    '3-4 macro SIZE',
    '5-5 other ',
    '6-8 type node',
    '9-9 declaration far',
    '10-15 data longopts',
    '16-17 function work',
    '18-18 macro LOCAL in work',
    '19-20 function work',
  ])
})

function spans(text: string): readonly string[] {
  return functionsIn('c', text).map(
    ({ name, startLine, endLine }) => `${name} ${startLine}-${endLine}`,
  )
}
