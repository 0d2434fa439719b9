//! The verifier of evidence files in Wasm: two functions and a memory, no imports, so that it reaches nothing of its host.
//!
//! A host makes an instance for each file. So nothing of one file is left when the next one is verified, whatever it did, and
//! nothing has to be freed: memory goes with its instance. `clients/evidence/src/verifier.mjs` is such a host.
#![cfg_attr(target_family = "wasm", no_std)]

#[cfg(target_family = "wasm")]
mod abi;
