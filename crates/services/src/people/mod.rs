//! People: who may come in, who they are here, and what programs may do for them.

mod authenticate;
mod token;

pub use authenticate::{
    ApiCaller, Membership, SessionUser, authenticate_session, authenticate_token, membership,
};

use domain::Time;
use jiff::SignedDuration;
use std::time::Duration;

fn later(now: Time, by: Duration) -> Time {
    now.plus(SignedDuration::try_from(by).unwrap_or(SignedDuration::MAX))
}
