//! Receives a webhook: verified on its raw bytes, cut into rows, on disk. Then it may be acknowledged.

use super::router::{Miss, Router};
use super::table::{App, Table, Target};
use crate::Clock;
use domain::{MetaAppId, Origin, Time};
use door::{Door, RawUpdate, Secret};
use ring::digest::{SHA256, digest};
use std::sync::Arc;
use storage::Store;
use storage::journal::NewRow;

/// What the way in needs.
#[derive(Clone)]
pub struct Receiver {
    pub router: Arc<Router>,
    pub store: Store,
    pub door: Arc<dyn Door>,
    pub clock: Clock,
}

/// What was made durable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Received {
    pub rows: usize,
}

#[derive(Debug, thiserror::Error)]
pub enum ReceiveError {
    #[error("no Meta app has this webhook address; copy the address from the app's page again")]
    UnknownApp,
    #[error("the signature is not of this app's secret; set the app's secret again")]
    BadSignature,
    #[error("it can't be stored now; send it again")]
    Unavailable(#[source] Option<storage::Error>),
}

impl From<storage::Error> for ReceiveError {
    fn from(error: storage::Error) -> Self {
        Self::Unavailable(Some(error))
    }
}

/// Keeps a webhook's updates. Once this returns `Ok` they are on disk, whatever crashes next.
pub async fn receive(
    receiver: &Receiver,
    app: MetaAppId,
    body: &[u8],
    signature: Option<&str>,
) -> Result<Received, ReceiveError> {
    let table = verified(receiver, app, body, signature.unwrap_or_default())
        .await
        .inspect_err(count_refusal)?;
    let rows = rows(receiver, &table, app, body).await?;
    let kept = Received { rows: rows.len() };
    for row in &rows {
        metrics::counter!("aldaba_webhook_rows_total", "lane" => row.lane.kind()).increment(1);
    }
    receiver.store.journal().append(rows).await?;
    metrics::counter!("aldaba_webhooks_received_total").increment(1);
    Ok(kept)
}

/// Answers Meta's question whether the address is ours: the challenge, where the token is right.
pub async fn verify_subscription(
    receiver: &Receiver,
    app: MetaAppId,
    mode: &str,
    token: &str,
) -> Result<(), ReceiveError> {
    let table = known(receiver, app).await?;
    let known = table.app(app).ok_or(ReceiveError::UnknownApp)?;
    if mode != "subscribe" || !same(&known.verify_token, token) {
        return Err(ReceiveError::BadSignature);
    }
    Ok(())
}

/// Digests are compared, so that the time taken tells nothing of the token.
fn same(token: &Secret, given: &str) -> bool {
    digest(&SHA256, token.expose().as_bytes()).as_ref()
        == digest(&SHA256, given.as_bytes()).as_ref()
}

fn count_refusal(error: &ReceiveError) {
    let name = match error {
        ReceiveError::UnknownApp => "aldaba_webhook_unknown_apps_total",
        ReceiveError::BadSignature => "aldaba_webhook_bad_signatures_total",
        ReceiveError::Unavailable(_) => "aldaba_webhook_unavailable_total",
    };
    metrics::counter!(name).increment(1);
}

/// A table that knows the app, where there is one.
async fn known(receiver: &Receiver, app: MetaAppId) -> Result<Arc<Table>, ReceiveError> {
    let table = receiver.router.table();
    if table.app(app).is_some() {
        return Ok(table);
    }
    let table = receiver.router.table_after(Miss::App, &table).await?;
    if table.app(app).is_none() {
        return Err(ReceiveError::UnknownApp);
    }
    Ok(table)
}

/// The table by which the signature holds: a secret may have changed a moment ago.
async fn verified(
    receiver: &Receiver,
    app: MetaAppId,
    body: &[u8],
    signature: &str,
) -> Result<Arc<Table>, ReceiveError> {
    let signed = |known: &App| {
        known
            .secrets
            .iter()
            .any(|secret| receiver.door.verify(secret, body, signature))
    };
    let table = known(receiver, app).await?;
    if table.app(app).is_some_and(signed) {
        return Ok(table);
    }
    let table = receiver.router.table_after(Miss::Signature, &table).await?;
    match table.app(app) {
        None => Err(ReceiveError::UnknownApp),
        Some(known) if signed(known) => Ok(table),
        Some(known) if known.secrets.is_empty() => Err(ReceiveError::Unavailable(None)),
        Some(_) => Err(ReceiveError::BadSignature),
    }
}

async fn rows(
    receiver: &Receiver,
    table: &Arc<Table>,
    id: MetaAppId,
    body: &[u8],
) -> Result<Vec<NewRow>, ReceiveError> {
    let now = receiver.clock.now();
    let app = table.app(id).ok_or(ReceiveError::UnknownApp)?;
    let Ok(updates) = receiver.door.split(body) else {
        // It is Meta's, for the signature says so: kept whole, and looked at later.
        return Ok(vec![row(
            app.own_target(id),
            Origin::Live,
            now,
            body.to_vec(),
        )]);
    };
    let targets: Vec<Option<Target>> = updates.iter().map(|update| app.find(id, update)).collect();
    if targets.iter().all(Option::is_some) {
        return Ok(routed(updates, targets.into_iter().flatten(), now));
    }
    let table = receiver.router.table_after(Miss::Number, table).await?;
    let app = table.app(id).ok_or(ReceiveError::UnknownApp)?;
    let targets: Vec<Target> = updates
        .iter()
        .map(|update| app.find(id, update).unwrap_or_else(|| app.unrouted(id)))
        .collect();
    Ok(routed(updates, targets, now))
}

fn routed(
    updates: Vec<RawUpdate>,
    targets: impl IntoIterator<Item = Target>,
    now: Time,
) -> Vec<NewRow> {
    let pairs = updates.into_iter().zip(targets);
    pairs
        .map(|(update, target)| {
            let origin = if update.bulk {
                Origin::History
            } else {
                Origin::Live
            };
            row(target, origin, now, update.body)
        })
        .collect()
}

fn row(target: Target, origin: Origin, received_at: Time, body: Vec<u8>) -> NewRow {
    NewRow {
        lane: target.lane,
        organization: target.organization,
        origin,
        received_at,
        body,
    }
}
