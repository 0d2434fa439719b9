// The canonical form: the shared vectors, every file of the repository, limits.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blake2, hex } from '../src/document.mjs';
import { JsonError, MAX_BYTES, MAX_DEPTH, canonical, parse } from '../src/json.mjs';
import { bytes, file, table } from './shared.mjs';

const input = ({ hex, input, text }) => (hex === undefined ? bytes(input ?? text) : new Uint8Array(Buffer.from(hex, 'hex')));

/** The canonical form, or `undefined` if there is none. */
const formOf = (changed) => {
  try {
    return canonical(parse(changed));
  } catch (error) {
    if (error instanceof JsonError) return undefined;
    throw error;
  }
};

const reason = (input) => {
  try {
    parse(input);
    return 'read';
  } catch (error) {
    return error.reason;
  }
};

test('vectors have their canonical form', () => {
  for (const vector of table('canonical.json')) assert.equal(canonical(parse(input(vector))), vector.canonical, vector.name);
});

test('what has no canonical form is refused with place and reason', () => {
  for (const vector of table('refused.json')) {
    const as = vector.message === 'syntax' ? { reason: 'syntax' } : { message: vector.message };
    assert.throws(() => parse(input(vector)), as, JSON.stringify(vector));
  }
});

test('inputs with a changed byte are read or refused as salus-fhir does', () => {
  const changed = table('changed.json');
  const vectors = ['canonical.json', 'refused.json'].flatMap((name) =>
    table(name).map((vector, index) => [`${name} ${index}`, input(vector)]),
  );
  assert.deepEqual(
    vectors.map(([name]) => name),
    Object.keys(changed),
  );
  for (const [name, original] of vectors) {
    const forms = [];
    for (let at = 0; at < original.length; at += 1) {
      const copy = Uint8Array.from(original);
      for (copy[at] = 0; ; copy[at] += 1) {
        forms.push(formOf(copy));
        if (copy[at] === 255) break;
      }
    }
    const read = forms.filter((form) => form !== undefined).length;
    const lines = forms.map((form) => `${form ?? ''}\n`).join('');
    assert.deepEqual({ forms: hex(blake2(bytes(lines))), read }, changed[name], name);
  }
});

test('every file has the canonical form that salus-fhir finds', () => {
  const files = Object.entries(table('files.json'));
  assert(files.length > 150);
  for (const [name, expected] of files) {
    const form = canonical(parse(file(name)));
    assert.equal(hex(blake2(bytes(form))), expected.canonical, name);
    assert.equal(canonical(parse(bytes(form))), form, name);
  }
});

test('places are counted in bytes', () => {
  const start = bytes('{"é":["\ufffd😀",');
  assert.throws(() => parse(Uint8Array.of(...start, 0x22, 0xf0, 0x9f, 0x22)), { message: 'not UTF-8 (byte 18, at `$`)' });
  assert.throws(() => parse(start), { message: 'the input ends too early (byte 17, at `$.é[1]`)' });
});

test('limits are exact', () => {
  const nested = (depth) => bytes('['.repeat(depth) + ']'.repeat(depth));
  assert.equal(reason(nested(MAX_DEPTH)), 'read');
  assert.equal(reason(nested(MAX_DEPTH + 1)), 'nested deeper than the limit of 64 levels');
  assert.equal(reason(bytes('{"a":'.repeat(1_000_000))), 'nested deeper than the limit of 64 levels');
  assert.equal(reason(bytes('1'.padStart(MAX_BYTES))), 'read');
  assert.equal(reason(bytes('1'.padStart(MAX_BYTES + 1))), 'larger than the limit of 8388608 bytes');
});

test('no key of an object is special', () => {
  const keys = '{"__proto__":1,"10":2,"9":3,"constructor":4,"toString":5}';
  assert.equal(canonical(parse(bytes(keys))), '{"10":2,"9":3,"__proto__":1,"constructor":4,"toString":5}');
  assert.equal(reason(bytes('{"__proto__":1,"__proto__":2}')), 'duplicate key `__proto__`');
});
