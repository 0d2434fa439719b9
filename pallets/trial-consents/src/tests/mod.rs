//! One file per topic.
