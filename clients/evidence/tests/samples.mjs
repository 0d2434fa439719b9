// What the tests of the verifier share: the built verifier, the files that the native one judged (evidence/vectors/files), and how
// long it may take.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { blake2, hex } from '../src/document.mjs';
import { bytes, text } from './shared.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

// SALUS_EVIDENCE: where the folder is if this one was copied out of the repository.
const FILES = join(process.env.SALUS_EVIDENCE ?? here('../../../evidence'), 'vectors/files');
/** What `scripts/evidence-wasm` built. SALUS_BUILT: where, if not here. */
export const BUILT = process.env.SALUS_BUILT ?? here('../../../target/evidence');

const read = (name) => new Uint8Array(readFileSync(join(FILES, name)));
export const pathOf = (name) => join(FILES, `${name}.salus.json`);

/** The trust file of all samples but the large one. */
export const TRUST = text(read('trust.json'));
/** Every file: its name and bytes, its anchor's fingerprint, the hash of its report, and what is said of its forgeries. */
export const SAMPLES = JSON.parse(text(read('outcomes.json'))).map((row) => ({ ...row, bytes: read(`${row.file}.salus.json`) }));
/** The file with as many changes of the validators as the aims name, on a chain of its own. */
export const LARGE = SAMPLES.find(({ file }) => file === 'hundred-changes');

const TAIL = ',"digest":"0x"}\n'.length + 64;

/** Where the digest of a file begins. */
export const digestAt = (file) => file.length - TAIL;

/** A file with the digest that fits. */
export function resealed(file) {
  const body = file.subarray(0, digestAt(file));
  return Uint8Array.from([...body, ...bytes(`,"digest":"${hex(blake2(body))}"}\n`)]);
}

/**
 * Fails unless the quickest of several rounds took so many milliseconds at most; a round answers how many it took. Where the
 * machine is slow for a while, because it has other work, rounds go on for up to a minute.
 */
export async function takesAtMost(limit, round, t) {
  const times = [];
  const end = performance.now() + 60_000;
  while (times.length < 3 || (Math.min(...times) > limit && performance.now() < end)) times.push(Math.round(await round()));
  t.diagnostic(`${times} ms`);
  assert(Math.min(...times) <= limit, `${times} ms`);
}
