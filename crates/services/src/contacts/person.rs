//! One person, under every contact that turned out to be theirs.

use domain::ContactId;
use storage::Tx;

/// A merged contact leads to the one that it became.
pub(crate) async fn canonical(tx: &mut Tx, mut id: ContactId) -> storage::Result<ContactId> {
    while let Some(next) = tx.contacts().get(id).await?.merged_into {
        id = next;
    }
    Ok(id)
}

/// The contact that all of this person's lead to, and then those that do.
pub(crate) async fn same_person(tx: &mut Tx, id: ContactId) -> storage::Result<Vec<ContactId>> {
    let mut all = vec![canonical(tx, id).await?];
    let mut looked = 0;
    while let Some(&one) = all.get(looked) {
        all.extend(tx.contacts().merged_into(one).await?);
        looked += 1;
    }
    Ok(all)
}
