// Verifies evidence files with `salus-evidence` in Wasm, in Node.js and in browsers. It reaches nothing: the Wasm has no imports.

/** What the expert gave to trust is neither a fingerprint nor a trust file; the message says what it lacks. */
export class Unusable extends Error {}

/**
 * Makes a verifier of the Wasm's bytes. It takes a file's bytes, and what the expert trusts, as text or bytes: a fingerprint, a
 * trust file, or nothing. It resolves to the report that `salus evidence verify --json` prints.
 */
export async function verifier(wasm) {
  const module = await WebAssembly.compile(wasm);
  return async (file, trust = '') => {
    // One instance per file: whatever a file did to it, the next file meets a new one.
    const { memory, salus_reserve: reserve, salus_verify: verify } = (await WebAssembly.instantiate(module)).exports;
    const put = (bytes) => {
      const at = reserve(bytes.length);
      new Uint8Array(memory.buffer, at, bytes.length).set(bytes);
      return [at, bytes.length];
    };
    const answer = verify(...put(file), ...put(typeof trust === 'string' ? new TextEncoder().encode(trust) : trust));
    const behind = new Uint8Array(memory.buffer, answer);
    const report = JSON.parse(new TextDecoder().decode(behind.subarray(0, behind.indexOf(0))));
    if (report.unusable !== undefined) throw new Unusable(report.unusable);
    return report;
  };
}
