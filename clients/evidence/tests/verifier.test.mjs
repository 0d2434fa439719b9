// The verifier in Wasm says what the native one says, of files of every kind and of forged ones (evidence/vectors/files).

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { blake2, hex } from '../src/document.mjs';
import { Unusable, verifier } from '../src/verifier.mjs';
import { BUILT, LARGE, SAMPLES, TRUST, digestAt, resealed, takesAtMost } from './samples.mjs';
import { bytes } from './shared.mjs';

const CLAIM = SAMPLES.find(({ file }) => file === 'claim');

const wasm = readFileSync(join(BUILT, 'verifier.wasm'));
const verify = await verifier(wasm);
const trustFor = (sample) => (sample === LARGE ? sample.fingerprint : TRUST);
const outcome = async (...what) => {
  const report = await verify(...what);
  return report.failure ?? report.outcome;
};

test('it imports nothing and is small', async () => {
  assert.deepEqual(WebAssembly.Module.imports(await WebAssembly.compile(wasm)), []);
  assert(wasm.length <= 1 << 20, `${wasm.length} bytes`);
});

test('every kind of file has the report that the native verifier writes', async () => {
  const kinds = new Set();
  for (const sample of SAMPLES) {
    const report = await verify(sample.bytes, trustFor(sample));
    assert.equal(report.outcome, 'verified', sample.file);
    assert.equal(report.anchor, sample.fingerprint);
    assert.equal(hex(blake2(bytes(JSON.stringify(report)))), sample.report, sample.file);
    kinds.add(report.statement.kind);
  }
  assert.equal(kinds.size, 10);
});

test('forged files are refused as the native verifier refuses them', async () => {
  for (const sample of SAMPLES) {
    const { bytes: file, forged } = sample;
    for (const [n, expected] of forged.entries()) {
      const at = Math.floor(((2 * n + 1) * file.length) / (2 * forged.length));
      assert.equal(await outcome(forge(file, at), trustFor(sample)), expected, `${sample.file}, byte ${at}`);
    }
  }
});

/** One letter changed to the next of its kind, with the digest that fits: as `evidence/src/statement/tests/samples.rs` does it. */
function forge(file, at) {
  const forged = file.slice();
  const letter = String.fromCharCode(file[at]);
  const next = { 9: '0', f: 'a', z: 'g', Z: 'A' }[letter];
  if (next !== undefined) forged[at] = next.charCodeAt(0);
  else forged[at] = /[0-9A-Za-z]/.test(letter) ? file[at] + 1 : '0'.charCodeAt(0);
  return at < digestAt(file) ? resealed(forged) : forged;
}

test('an anchor is accepted by fingerprint as people write it, or by trust file', async () => {
  const spoken = CLAIM.fingerprint.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
  for (const trust of [CLAIM.fingerprint, ` ${CLAIM.fingerprint}\n`, spoken, TRUST, bytes(TRUST)]) {
    assert.equal(await outcome(CLAIM.bytes, trust), 'verified');
  }
  for (const trust of [undefined, '', ' \n', '{"anchors":[],"forks":[],"releases":[]}']) {
    assert.equal(await outcome(CLAIM.bytes, trust), 'consistent');
  }
  assert.equal(await outcome(CLAIM.bytes, LARGE.fingerprint), 'AnchorMismatch');
  assert.equal(await outcome(LARGE.bytes, TRUST), 'WrongChain');
});

test('what is neither fingerprint nor trust file is told apart from a bad file', async () => {
  for (const trust of ['7K3QF', `${CLAIM.fingerprint}0`, '{}', '[]', '{"genesis":', new Uint8Array([0xff])]) {
    await assert.rejects(verify(CLAIM.bytes, trust), Unusable, String(trust));
  }
});

test('no file is none, cut, or large', async () => {
  const large = new Uint8Array((4 << 20) + 2);
  large.set(CLAIM.bytes);
  assert.equal(await outcome(new Uint8Array(0)), 'UnknownFormat');
  assert.equal(await outcome(bytes('<script>alert(1)</script>')), 'UnknownFormat');
  assert.equal(await outcome(CLAIM.bytes.subarray(0, -1)), 'Malformed');
  assert.equal(await outcome(Uint8Array.from([...CLAIM.bytes, 10])), 'TrailingBytes');
  assert.equal(await outcome(large.subarray(0, -1)), 'TrailingBytes');
  assert.equal(await outcome(large), 'TooLarge');
});

test('a hundred changes of seven validators take half a second at most', async (t) => {
  const round = async () => {
    const start = performance.now();
    assert.equal(await outcome(LARGE.bytes, LARGE.fingerprint), 'verified');
    return performance.now() - start;
  };
  await takesAtMost(500, round, t);
});
