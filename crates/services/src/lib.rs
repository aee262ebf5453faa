//! Use cases, one file a verb. Each takes a [`Cx`] first, and is one transaction.

pub mod clock;
pub mod cx;
pub mod env;
pub mod people;
pub mod refusal;
pub mod sandbox;

pub use clock::Clock;
pub use cx::{Caller, Cx};
pub use env::{Env, Settings};
pub use refusal::{FieldError, Refusal};
