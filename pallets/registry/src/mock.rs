//! A runtime of the registry over real balances.
