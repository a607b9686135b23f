// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { demangle } from './index.ts'

describe('the function that a symbol names', () => {
  it.each([
    ['_ZN3net6Socket4readEv', 'net::Socket::read'],
    ['_Z5closei', 'close'],
    ['_ZN3net6SocketC2ERKS0_', 'net::Socket::Socket'],
    ['_ZN3net6SocketD0Ev', 'net::Socket::~Socket'],
    ['_ZNK3net6SocketcvbEv', 'net::Socket::operator bool'],
    ['_ZN3netlsERSoRKNS_6SocketE', 'net::operator<<'],
    ['_ZNSi6ignoreEl@@GLIBCXX_3.4', 'std::basic_istream::ignore'],
    ['_ZN6stringC1Ev', 'string::string'],
    ['_ZN6SocketD1Ev', 'Socket::~Socket'],
    ['_ZN12_GLOBAL__N_14readEv', '(anonymous namespace)::read'],
    ['_ZThn16_N3net6Socket4readEv', 'net::Socket::read'],
    ['_ZZ5closevENKUliE_clEi', 'close::{lambda#1}::operator()'],
    ['_ZN3net4readIiSt6vectorIiSaIiEEEEvT_T0_.isra.0', 'net::read'],
    ['_ZNSt6vectorIN3net6SocketESaIS1_EE9push_backERKS1_', 'std::vector::push_back'],
  ])('C++: %s', (symbol, path) => {
    expect(demangle(symbol)).toEqual({ language: 'c++', path })
  })

  it.each([
    [
      '_ZN8smallvec17SmallVec$LT$A$GT$11insert_many17h0123456789abcdefE',
      'smallvec::SmallVec::insert_many',
    ],
    [
      '_ZN4demo4main28_$u7b$$u7b$closure$u7d$$u7d$17h0123456789abcdefE.llvm.7',
      'demo::main::{{closure}}',
    ],
    ['_ZN52_$LT$demo..W$LT$T$GT$$u20$as$u20$demo..Tr$GT$2go17h0123456789abcdefE', undefined],
    ['_RNvCs1234_4demo4main', 'demo::main'],
    ['_RNCNvCs1234_4demo4mains_0B3_', 'demo::main::{closure#1}'],
    ['_RNvXINtCs1234_4demo1WpEB2_2goppB2_', undefined],
    ['_RNvXs_Cs1234_4demoINtB4_1WlENtB4_2Tr2go', 'demo::W::go'],
    ['_RNvMs_NtCs1234_7mycrate5innerINtB4_3FooppE3bar', 'mycrate::inner::Foo::bar'],
    [
      '_RNqCs4fqI2P2rA04_11utf8_identsu30____7hkackfecea1cbdathfdh9hlq6y',
      'utf8_idents::საჭმელად_გემრიელი_სადილი',
    ],
  ])('Rust: %s', (symbol, path) => {
    expect(demangle(symbol)?.path).toBe(path)
  })

  it.each([
    ['main'],
    ['_start'],
    [''],
    ['_Z'],
    ['_ZN'],
    ['_ZTV6Socket'],
    ['_R'],
    ['_ZN99999999999999999999net'],
  ])('is not known of %s', (symbol) => {
    expect(demangle(symbol)).toBeUndefined()
  })
})
