// JSON with its numbers as they were written, and its canonical form `salus-json/1` (fhir/README.md).
//
// A parsed value is `null`, a boolean, a string, a `Lexeme`, an array, or a `Map` of the members: no float, and no object of
// JavaScript, whose keys have an order and a prototype of their own.

/** Name and version of the canonical form. */
export const CANONICAL_FORM = 'salus-json/1';

/** Largest input, in bytes. */
export const MAX_BYTES = 8 * 1024 * 1024;

/** Deepest nesting of arrays and objects. */
export const MAX_DEPTH = 64;

/** A number as it was written. */
export class Lexeme {
  constructor(text) {
    this.text = text;
  }
}

/** Bytes without a canonical form: `reason`, `offset` in bytes, `path` of the value that was being read. */
export class JsonError extends Error {
  constructor(reason, offset, path = '$') {
    super(`${reason} (byte ${offset}, at \`${path}\`)`);
    Object.assign(this, { reason, offset, path });
  }
}

/** The canonical form of a value. `JSON.stringify` of a string alone is RFC 8785, section 3.2.2.2. */
export function canonical(value) {
  if (value instanceof Lexeme) return value.text;
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (!(value instanceof Map)) return JSON.stringify(value);
  const keys = [...value.keys()].sort(); // by UTF-16 code units
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value.get(key))}`).join()}}`;
}

/** A value from one of JavaScript, which has no numbers in it. */
export const object = (members) => new Map(Object.entries(members).filter(([, value]) => value !== undefined));

/** Parses exactly one value, or throws a `JsonError`. */
export function parse(bytes) {
  if (bytes.length > MAX_BYTES) throw new JsonError(`larger than the limit of ${MAX_BYTES} bytes`, MAX_BYTES);
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) throw new JsonError('starts with a byte order mark', 0);
  return new Reader(decode(bytes)).document();
}

function decode(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new JsonError('not UTF-8', firstFault(bytes));
  }
}

/** Where UTF-8 ends: at the first replacement character that is not in the bytes themselves. */
function firstFault(bytes) {
  let offset = 0;
  for (const valid of new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).split('\ufffd')) {
    offset += lengthOf(valid);
    if (bytes[offset] !== 0xef || bytes[offset + 1] !== 0xbf || bytes[offset + 2] !== 0xbd) break;
    offset += 3;
  }
  return offset;
}

/** Length in bytes. */
const lengthOf = (text) => new TextEncoder().encode(text).length;

const SPACE = /[ \t\r\n]*/y;
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const WORDS = new Map([['true', true], ['false', false], ['null', null]]);
// What looks like a number is taken whole, so that `01` is a wrong number and not a right one with something after it.
const NUMBER_LIKE = /[-+.\deE]+/y;
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/;
const ESCAPES = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

const isHigh = (unit) => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit) => unit >= 0xdc00 && unit <= 0xdfff;

class Reader {
  #text;
  #at = 0;
  /** Keys and indices on the way to the value that is being read; `null` until a key is known. */
  #way = [];

  constructor(text) {
    this.#text = text;
  }

  document() {
    const value = this.#value();
    this.#take(SPACE);
    if (this.#at < this.#text.length) this.#refuse('bytes after the end of the value');
    return value;
  }

  #value() {
    this.#take(SPACE);
    const first = this.#text[this.#at];
    if (first === '{') return this.#nested('}', new Map(), (members) => this.#member(members));
    if (first === '[') return this.#nested(']', [], (elements) => this.#element(elements));
    if (first === '"') return this.#string();
    if (/[-\d]/.test(first ?? '')) return this.#number();
    for (const [word, value] of WORDS) if (this.#skip(word)) return value;
    return this.#noValue();
  }

  /** An array or object: `put` reads one element or member into `into`. */
  #nested(close, into, put) {
    this.#at += 1;
    if (this.#way.length === MAX_DEPTH) this.#refuse(`nested deeper than the limit of ${MAX_DEPTH} levels`);
    this.#way.push(null);
    this.#take(SPACE);
    if (!this.#skip(close)) {
      do {
        put(into);
        this.#take(SPACE);
      } while (this.#skip(','));
      if (!this.#skip(close)) this.#wrong();
    }
    this.#way.pop();
    return into;
  }

  #element(elements) {
    this.#way[this.#way.length - 1] = `[${elements.length}]`;
    elements.push(this.#value());
  }

  #member(members) {
    this.#way[this.#way.length - 1] = null;
    this.#take(SPACE);
    if (this.#text[this.#at] !== '"') this.#wrong();
    const key = this.#string();
    this.#way[this.#way.length - 1] = `.${key}`;
    if (members.has(key)) this.#refuse(`duplicate key \`${key}\``);
    this.#take(SPACE);
    if (!this.#skip(':')) this.#wrong();
    members.set(key, this.#value());
  }

  #number() {
    const start = this.#at;
    const text = this.#take(NUMBER_LIKE);
    if (NUMBER.test(text)) return new Lexeme(text);
    if (text !== '-') this.#at = start; // after a sign alone, as in `-Infinity`, the word is at fault
    return this.#noValue();
  }

  #string() {
    this.#at += 1;
    let value = this.#take(PLAIN);
    while (this.#skip('\\')) value += this.#escaped() + this.#take(PLAIN);
    if (!this.#skip('"')) this.#wrong();
    return value;
  }

  /** What an escape stands for, after its backslash. */
  #escaped() {
    const c = this.#text[this.#at];
    if (c in ESCAPES) {
      this.#at += 1;
      return ESCAPES[c];
    }
    const unit = this.#unit();
    if (isLow(unit)) this.#refuse('lone surrogate in a string', this.#at - 6);
    if (!isHigh(unit)) return String.fromCharCode(unit);
    const end = this.#at;
    const low = this.#skip('\\') ? this.#unit() : undefined;
    if (!isLow(low)) this.#refuse('lone surrogate in a string', end);
    return String.fromCharCode(unit, low);
  }

  /** The code unit of an escape, after its backslash. */
  #unit() {
    const digits = /^u([\da-fA-F]{4})/.exec(this.#text.slice(this.#at, this.#at + 5));
    if (!digits) this.#wrong();
    this.#at += 5;
    return parseInt(digits[1], 16);
  }

  /** The text that a pattern finds here. */
  #take(pattern) {
    pattern.lastIndex = this.#at;
    const [text] = pattern.exec(this.#text);
    this.#at += text.length;
    return text;
  }

  #skip(expected) {
    const found = this.#text.startsWith(expected, this.#at);
    if (found) this.#at += expected.length;
    return found;
  }

  /** Refuses what stands where a value should. */
  #noValue() {
    if (['NaN', 'Inf'].some((word) => this.#skip(word))) this.#refuse('NaN and Infinity are no JSON numbers', this.#at - 3);
    this.#wrong();
  }

  /** Refuses what stands here. */
  #wrong() {
    this.#refuse(this.#at < this.#text.length ? 'syntax' : 'the input ends too early');
  }

  #refuse(reason, at = this.#at) {
    throw new JsonError(reason, lengthOf(this.#text.slice(0, at)), `$${this.#way.join('')}`);
  }
}
