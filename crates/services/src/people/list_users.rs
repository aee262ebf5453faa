//! Everybody who may sign in, for the operator's command line.

use crate::{Env, Refusal};
use storage::system::{Membership, User};

/// A user, and the organizations in which they are active.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub user: User,
    pub memberships: Vec<Membership>,
}

pub async fn list_users(env: &Env) -> Result<Vec<Person>, Refusal> {
    let mut tx = env.store.system_read().await?;
    let mut people = Vec::new();
    for user in tx.users().list().await? {
        let memberships = tx.users().list_memberships(user.id).await?;
        people.push(Person { user, memberships });
    }
    Ok(people)
}
