"use strict";
// Two arithmetics with the same names. `exact` computes with fractions of whole numbers, so that a tie is a tie; where a
// root is irrational its value is a floating-point number, and comparisons with it allow for rounding. `rough` computes
// in floating point only, for pictures of thousands of points. `null` is a value that is undefined.

const CLOSE = 1e-11;

function gcd(a, b) {
  while (b) [a, b] = [b, a % b];
  return a < 0n ? -a : a;
}

function fraction(n, d) {
  if (d === 0n) return null;
  const g = gcd(n, d) || 1n;
  return d < 0n ? { n: -n / g, d: -d / g } : { n: n / g, d: d / g };
}

const isExact = (a) => typeof a === "object" && a !== null;
const isWhole = (a) => isExact(a) && a.d === 1n;

/** A number as floating point; fractions of very large whole numbers are scaled first. */
function number(a) {
  if (!isExact(a)) return a;
  const size = Math.max(String(a.n).length, String(a.d).length);
  if (size < 300) return Number(a.n) / Number(a.d);
  const scale = 10n ** BigInt(size - 280);
  return Number(a.n / scale) / Number(a.d / scale);
}

function wholeRoot(n) {
  if (n < 2n) return n;
  let x = BigInt(Math.floor(Math.sqrt(Number(n))));
  for (let step = 0; step < 200; step++) {
    const y = (x + n / x) >> 1n;
    if (y === x || y === x + 1n || y === x - 1n) {
      for (const z of [y - 1n, y, y + 1n, y + 2n]) if (z >= 0n && z * z <= n && (z + 1n) * (z + 1n) > n) return z;
    }
    x = y;
  }
  return x;
}

/** Apply one of two functions, exact or rough, to arguments of which none is undefined. */
function lifted(precise, loose) {
  return (...args) => {
    if (args.some((a) => a === null)) return null;
    if (args.every(isExact)) return precise(...args);
    const value = loose(...args.map(number));
    return Number.isFinite(value) ? value : null;
  };
}

const folded = (step) => (first, ...rest) => rest.reduce((total, next) => step(total, next), first);

function sign(a, b) {
  if (a === null || b === null) return null;
  if (isExact(a) && isExact(b)) {
    const difference = a.n * b.d - b.n * a.d;
    return difference > 0n ? 1 : difference < 0n ? -1 : 0;
  }
  const [x, y] = [number(a), number(b)];
  return Math.abs(x - y) <= CLOSE * Math.max(1, Math.abs(x), Math.abs(y)) ? 0 : Math.sign(x - y);
}

const exact = {
  q: (n, d = 1) => fraction(BigInt(n), BigInt(d)),
  add: folded(lifted((a, b) => fraction(a.n * b.d + b.n * a.d, a.d * b.d), (a, b) => a + b)),
  mul: folded(lifted((a, b) => fraction(a.n * b.n, a.d * b.d), (a, b) => a * b)),
  div: lifted((a, b) => fraction(a.n * b.d, a.d * b.n), (a, b) => a / b),
  pow: (a, k) => (a === null ? null : isExact(a) ? fraction(a.n ** BigInt(k), a.d ** BigInt(k)) : a ** k),
  exp(a, b) {
    if (a === null || b === null) return null;
    if (isWhole(b) && b.n >= 0n && b.n < 1000n) return exact.pow(a, Number(b.n));
    const value = number(a) ** number(b);
    return Number.isFinite(value) ? value : null;
  },
  abs: lifted((a) => (a.n < 0n ? fraction(-a.n, a.d) : a), Math.abs),
  sqrt(a) {
    if (a === null || sign(a, exact.q(0)) < 0) return null;
    if (!isExact(a)) return Math.sqrt(Math.max(0, a));
    const [n, d] = [wholeRoot(a.n), wholeRoot(a.d)];
    return n * n === a.n && d * d === a.d ? fraction(n, d) : Math.sqrt(number(a));
  },
  min: folded((a, b) => (a === null || b === null ? null : sign(a, b) <= 0 ? a : b)),
  max: folded((a, b) => (a === null || b === null ? null : sign(a, b) >= 0 ? a : b)),
  gt: (a, b) => sign(a, b) === 1,
  ge: (a, b) => [0, 1].includes(sign(a, b)),
  eq: (a, b) => sign(a, b) === 0,
  ne: (a, b) => [-1, 1].includes(sign(a, b)),
};

const finite = (x) => (Number.isFinite(x) ? x : null);
const both = (f) => (a, b) => (a === null || b === null ? null : finite(f(a, b)));
const tied = (a, b) => Math.abs(a - b) <= CLOSE * Math.max(1, Math.abs(a), Math.abs(b));

const rough = {
  q: (n, d = 1) => Number(n) / Number(d),
  add: folded(both((a, b) => a + b)),
  mul: folded(both((a, b) => a * b)),
  div: both((a, b) => a / b),
  pow: both((a, k) => a ** k),
  exp: both((a, b) => a ** b),
  abs: (a) => (a === null ? null : Math.abs(a)),
  sqrt: (a) => (a === null || a < -CLOSE ? null : Math.sqrt(Math.max(0, a))),
  min: folded(both(Math.min)),
  max: folded(both(Math.max)),
  gt: (a, b) => a !== null && b !== null && a > b && !tied(a, b),
  ge: (a, b) => a !== null && b !== null && (a > b || tied(a, b)),
  eq: (a, b) => a !== null && b !== null && tied(a, b),
  ne: (a, b) => a !== null && b !== null && !tied(a, b),
};

/** Read `3/5`, `0.6`, `-2` exactly; `null` if it is no number. */
function readNumber(text) {
  const found = /^\s*([-+−]?)\s*(\d*)(?:\.(\d*))?\s*(?:\/\s*(\d+))?\s*$/.exec(text);
  if (!found || (!found[2] && !found[3])) return null;
  const [, minus, whole, decimals = "", below = "1"] = found;
  const value = fraction(BigInt((whole || "") + decimals), 10n ** BigInt(decimals.length) * BigInt(below));
  return value && minus && minus !== "+" ? fraction(-value.n, value.d) : value;
}

/** Write a number: the fraction, if it is short, or a decimal. */
function writeNumber(a) {
  if (a === null) return "undefined";
  if (!isExact(a)) return trimmed(a);
  if (a.d === 1n) return minus(String(a.n));
  return String(a.n).length + String(a.d).length <= 9 ? minus(`${a.n}/${a.d}`) : trimmed(number(a));
}

const minus = (text) => text.replace("-", "−");
const trimmed = (x) => minus(String(Number(x.toPrecision(6))));
