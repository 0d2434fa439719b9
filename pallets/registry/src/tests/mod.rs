//! One file per call or pair of calls, then the trait, the queries, the genesis, and the invariants under random operations.

mod accept;
mod bonds;
mod changes;
mod countersign;
mod drift;
mod genesis;
mod grant;
mod invariants;
mod licensing;
mod organisations;
mod policies;
mod registrars;
mod release;
mod renew;
mod reports;
mod revoke;
mod shapes;
mod suspend;
mod trail;
mod vectors;
mod views;
