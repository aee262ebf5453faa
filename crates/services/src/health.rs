//! Whether the house may let anybody in.

use crate::Env;
use storage::health::Unready;

/// Whether the database answers, has the newest schema, keeps organizations apart, and the journal
/// can be written.
pub async fn check(env: &Env) -> Result<(), Unready> {
    env.store.check_schema().await?;
    env.store.check_isolation().await?;
    env.store.journal().check().await?;
    Ok(())
}
