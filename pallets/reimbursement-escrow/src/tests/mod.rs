//! One file per call, then what spans them.

mod accept_contract;
mod admit_asset;
mod at_dispense;
mod cover;
mod end_contract;
mod end_cover;
mod fund;
mod genesis;
mod hold_copay;
pub mod mock;
mod offer_contract;
mod price;
mod release_copay;
mod set_carc;
mod set_panel;
mod set_payee;
mod set_rules;
mod set_tariff;
pub mod setup;
mod sizes;
mod withdraw;
