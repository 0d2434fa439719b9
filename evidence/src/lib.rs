//! Evidence files: one file that proves a statement about the chain, verified without network, node or us.
#![cfg_attr(not(feature = "std"), no_std)]
#![forbid(unsafe_code)]

extern crate alloc;
// The chains of `tests/chain` call it by its name.
#[cfg(test)]
extern crate self as salus_evidence;

pub mod anchor;
pub mod build;
mod calls;
pub mod chain;
pub mod document;
pub mod extrinsic;
pub mod facts;
pub mod failure;
pub mod file;
pub mod finality;
pub mod header;
pub mod json;
pub mod reads;
pub mod report;
pub mod rows;
mod runtime;
pub mod state;
pub mod statement;
pub mod trail;
pub mod trust;
pub mod verify;
mod words;

/// What identifies a block, a state, a row: 32 bytes.
pub type Hash = [u8; 32];
