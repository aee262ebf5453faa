//! Fetches the file of a message: asked for by its id, streamed into the store, checked, looked into.

use super::LARGEST;
use super::fail::Failure;
use super::keep::{KeepError, Kept, keep};
use super::probe::{Facts, probe};
use super::sniff::{fits, mime_type};
use super::view::tell;
use crate::Cx;
use crate::blobs::{Part, Place};
use crate::doors::open_door;
use crate::jobs::{self, Job, JobError};
use domain::{MediaId, MediaKind, MediaState};
use door::{Fetched, Refused};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use storage::Media;

/// Pauses between attempts, half a day in all. Each asks for a fresh address.
const PAUSES: [SignedDuration; 8] = [
    SignedDuration::from_secs(5),
    SignedDuration::from_secs(15),
    SignedDuration::from_mins(1),
    SignedDuration::from_mins(5),
    SignedDuration::from_mins(15),
    SignedDuration::from_hours(1),
    SignedDuration::from_hours(3),
    SignedDuration::from_hours(6),
];

#[derive(Debug, Serialize, Deserialize)]
pub struct FetchMedia {
    pub media: MediaId,
}

impl Job for FetchMedia {
    const NAME: &'static str = "fetch_media.v1";

    fn key(&self) -> String {
        self.media.to_string()
    }
}

/// What an attempt came to.
enum Attempt {
    Here(Box<Media>),
    Failed(Failure),
}

impl FetchMedia {
    pub(crate) async fn run(self, cx: &Cx) -> Result<(), JobError> {
        let mut tx = cx.read().await?;
        let file = tx.media().get(self.media).await?;
        if file.state != MediaState::Waiting {
            return Ok(());
        }
        let (Some(line), Some(provider_id)) = (file.line_id, file.provider_id.clone()) else {
            return Err(JobError::Fail("the file names no provider".to_owned()));
        };
        let open = open_door(&cx.env, &mut tx, line).await?;
        drop(tx);
        let attempt = match open {
            None => Attempt::Failed(Failure::Disconnected),
            Some(open) => match open.door.fetch_media(&open.access, &provider_id).await {
                Ok(fetched) => take(cx, &file, fetched).await?,
                Err(refused) => Attempt::Failed(classify(&refused)),
            },
        };
        finish(cx, self.media, attempt).await
    }
}

/// Into the store, checked on the way; then a look at what it is.
async fn take(cx: &Cx, file: &Media, fetched: Fetched) -> Result<Attempt, JobError> {
    if fetched.size.is_some_and(|size| size > LARGEST) {
        return Ok(Attempt::Failed(Failure::TooLarge));
    }
    let place = Place {
        organization: cx.organization,
        media: file.id,
        part: Part::File,
    };
    let Fetched {
        mime_type: told,
        sha256,
        bytes,
        ..
    } = fetched;
    let kept = match keep(&cx.env.blobs, &place, bytes, LARGEST).await {
        Ok(kept) => kept,
        Err(KeepError::TooLarge) => return Ok(Attempt::Failed(Failure::TooLarge)),
        Err(KeepError::Source(refused)) => return Ok(Attempt::Failed(classify(&refused))),
        // Our own store is away: the runner comes again, and nobody is told that the file is lost.
        Err(KeepError::Store(error)) => return Err(JobError::Retry(error.to_string())),
    };
    let promised = [sha256.map(|it| it.to_vec()), file.provider_sha256.clone()];
    let mut promised = promised.into_iter().flatten().peekable();
    let is_whole = promised.peek().is_none() || promised.any(|it| it == kept.sha256);
    if !is_whole {
        // The next attempt writes it anew; after the last one nothing is to stay.
        if let Err(error) = cx.env.blobs.remove(&place).await {
            tracing::debug!(error = %error, "a damaged file could not be removed");
        }
        return Ok(Attempt::Failed(Failure::Corrupt));
    }
    let said = file.mime_type.clone().or(told);
    let looked = look(cx, file, &kept, said.as_deref()).await;
    Ok(Attempt::Here(Box::new(
        looked.map_err(|error| JobError::Retry(error.to_string()))?,
    )))
}

async fn look(
    cx: &Cx,
    file: &Media,
    kept: &Kept,
    said: Option<&str>,
) -> Result<Media, crate::blobs::BlobError> {
    let mime_type = mime_type(said, &kept.head);
    let kind = if fits(file.kind, &mime_type) {
        file.kind
    } else {
        MediaKind::Document
    };
    let place = Place {
        organization: cx.organization,
        media: file.id,
        part: Part::File,
    };
    let facts = probe(&cx.env.blobs, &place, (kind, &mime_type), kept.size).await;
    filled(cx, file.clone(), kept, (kind, mime_type), facts).await
}

/// The row of a file that is here now.
pub(super) async fn filled(
    cx: &Cx,
    mut file: Media,
    kept: &Kept,
    (kind, mime_type): (MediaKind, String),
    facts: Facts,
) -> Result<Media, crate::blobs::BlobError> {
    if let Some(thumbnail) = &facts.thumbnail {
        let place = Place {
            organization: cx.organization,
            media: file.id,
            part: Part::Thumbnail,
        };
        cx.env.blobs.put(&place, thumbnail.clone()).await?;
    }
    file.kind = kind;
    file.state = MediaState::Ready;
    file.mime_type = Some(mime_type);
    file.size_bytes = i64::try_from(kept.size).ok();
    file.sha256 = Some(kept.sha256.to_vec());
    file.width = facts.width;
    file.height = facts.height;
    file.duration_ms = facts.duration_ms;
    file.waveform = facts.waveform.filter(|_| file.voice);
    file.animated |= facts.animated;
    file.has_thumbnail = facts.thumbnail.is_some();
    file.failure = None;
    file.ready_at = Some(cx.now);
    Ok(file)
}

/// Records the attempt, tells the bubbles, and comes again later where that may help.
async fn finish(cx: &Cx, id: MediaId, attempt: Attempt) -> Result<(), JobError> {
    // An attempt may take minutes; the row's times are of its end.
    let now = cx.env.clock.now();
    let mut tx = cx.begin().await?;
    let mut file = tx.media().get(id).await?;
    if file.state != MediaState::Waiting {
        return Ok(());
    }
    match attempt {
        Attempt::Here(here) => file = *here,
        Attempt::Failed(failure) => {
            file.failure = Some(failure.as_str().to_owned());
            match pause(&file, failure) {
                Some(pause) => {
                    jobs::enqueue(&mut tx, now.plus(pause), &FetchMedia { media: id }).await?;
                }
                None => file.state = MediaState::Failed,
            }
            file.attempts += 1;
        }
    }
    let told = file.state != MediaState::Waiting;
    tx.media().update(&file).await?;
    if told {
        tell(cx, &mut tx, id).await?;
        let done = file.state.as_str();
        metrics::counter!("aldaba_media_fetched_total", "done" => done).increment(1);
    }
    tx.commit().await?;
    Ok(())
}

/// How long to wait before asking again; nothing for what will not come.
fn pause(file: &Media, failure: Failure) -> Option<SignedDuration> {
    let attempts = usize::try_from(file.attempts).unwrap_or(usize::MAX);
    PAUSES
        .get(attempts)
        .filter(|_| failure.is_retryable())
        .copied()
}

/// What a refusal means. An address that died is asked for anew; an id that died is gone.
fn classify(refused: &Refused) -> Failure {
    const ACCESS: [i64; 4] = [0, 10, 104, 190];
    if refused.unreachable {
        return Failure::Unreachable;
    }
    let is_address = refused.code == 0 && refused.status.is_some_and(|it| it == 404);
    match refused.code {
        131_052 => Failure::Expired,
        100 | 33 if refused.subcode == Some(33) || refused.status == Some(404) => Failure::Expired,
        _ if is_address => Failure::Refused,
        200..=299 => Failure::Disconnected,
        code if ACCESS.contains(&code) => Failure::Disconnected,
        _ => Failure::Refused,
    }
}
