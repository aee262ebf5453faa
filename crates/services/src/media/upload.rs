//! Takes a file that a person or a program wants to send: streamed, looked into, held to WhatsApp's limits.

use super::fetch::filled;
use super::keep::{KeepError, Kept, keep};
use super::probe::probe;
use super::sniff::{self, essence, mime_type};
use super::suit::suit;
use super::view::{MediaView, view};
use super::voice_note;
use super::{LARGEST, MediaError};
use crate::Cx;
use crate::blobs::{Part, Place};
use bytes::Bytes;
use domain::media::{allows, largest};
use domain::outbound::media_limit;
use domain::text::storable;
use domain::{MediaId, MediaKind, Permission};
use futures_util::stream::BoxStream;
use storage::Media;

const LONGEST_NAME: usize = 240;

/// How a file shall go out.
#[derive(Clone, Debug, Default)]
pub struct NewUpload {
    pub filename: Option<String>,
    /// What the sender says that it is.
    pub mime_type: Option<String>,
    /// By its content where nobody says.
    pub kind: Option<MediaKind>,
    /// It was spoken, and goes out as a voice note.
    pub voice: bool,
}

/// A file whose bytes are in the store, and of which nobody knows yet.
#[derive(Debug)]
pub struct Received {
    place: Place,
    kept: Kept,
}

/// Takes the bytes; [`upload`] makes a file of them.
pub async fn receive(
    cx: &Cx,
    bytes: BoxStream<'_, std::io::Result<Bytes>>,
) -> Result<Received, MediaError> {
    cx.require(Permission::MessagesSend)?;
    let place = Place {
        organization: cx.organization,
        media: MediaId::new(),
        part: Part::File,
    };
    let kept = keep(&cx.env.blobs, &place, bytes, LARGEST).await;
    let kept = kept.map_err(|error| match error {
        KeepError::Source(_) => MediaError::BrokenOff,
        KeepError::TooLarge => MediaError::TooLarge {
            kind: MediaKind::Document,
            limit: LARGEST,
        },
        KeepError::Store(error) => error.into(),
    })?;
    Ok(Received { place, kept })
}

pub async fn upload(cx: &Cx, received: Received, new: NewUpload) -> Result<MediaView, MediaError> {
    cx.require(Permission::MessagesSend)?;
    match accept(cx, &received, new).await {
        Ok(media) => Ok(view(&cx.env, cx.organization, media)),
        Err(error) => {
            // What nobody will ever ask for does not stay.
            discard(cx, received).await;
            Err(error)
        }
    }
}

/// The bytes came, and something else of the request was wrong.
pub async fn discard(cx: &Cx, received: Received) {
    if let Err(error) = cx.env.blobs.remove(&received.place).await {
        tracing::warn!(error = %error, "a refused file could not be removed");
    }
}

async fn accept(cx: &Cx, received: &Received, new: NewUpload) -> Result<Media, MediaError> {
    let place = &received.place;
    if received.kept.size == 0 {
        return Err(MediaError::Empty);
    }
    let told = plain(mime_type(new.mime_type.as_deref(), &received.kept.head));
    let suited = suit(cx, place, (&told, received.kept.size), &new).await?;
    let kept = suited.as_ref().map_or(&received.kept, |it| &it.kept);
    let mime_type = match &suited {
        Some(suited) => suited.mime_type.to_owned(),
        None => told,
    };
    let kind = match new.kind {
        _ if new.voice => MediaKind::Audio,
        Some(kind) => kind,
        None => sniff::kind(&mime_type),
    };
    let facts = probe(&cx.env.blobs, place, (kind, &mime_type), kept.size).await;
    check(kind, &mime_type, kept.size, facts.animated)?;
    if new.voice && mime_type != voice_note::MIME_TYPE {
        return Err(MediaError::TypeNotAllowed {
            kind,
            mime_type,
            accepted: &[voice_note::MIME_TYPE],
        });
    }
    let mut media = Media::waiting(place.media, kind, cx.now);
    media.filename = new.filename.as_deref().map(name);
    if let Some(suited) = &suited {
        media.filename = media.filename.map(|name| renamed(&name, suited.ending));
    }
    media.voice = new.voice;
    let media = filled(cx, media, kept, (kind, mime_type), facts).await?;
    let mut tx = cx.begin().await?;
    tx.media().insert(std::slice::from_ref(&media)).await?;
    tx.commit().await?;
    Ok(media)
}

fn check(kind: MediaKind, mime_type: &str, size: u64, animated: bool) -> Result<(), MediaError> {
    if !allows(kind, essence(mime_type)) {
        return Err(MediaError::TypeNotAllowed {
            kind,
            mime_type: mime_type.to_owned(),
            accepted: media_limit(kind).mime_types,
        });
    }
    let limit = largest(kind, animated);
    if size > limit {
        return Err(MediaError::TooLarge { kind, limit });
    }
    Ok(())
}

/// What is played knows no parameters at Meta but those of Ogg; a browser says codecs of MP4 too.
fn plain(mime_type: String) -> String {
    let is_played = mime_type.starts_with("audio/") || mime_type.starts_with("video/");
    match essence(&mime_type) {
        plain if is_played && plain != "audio/ogg" => plain.to_owned(),
        _ => mime_type,
    }
}

/// A file in another form is not what its name says any more.
fn renamed(name: &str, ending: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    format!("{stem}.{ending}")
}

/// The last part of a path, without what could end a header or a line.
fn name(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or(given);
    let plain = last.chars().filter(|letter| !letter.is_control());
    storable(&plain.take(LONGEST_NAME).collect::<String>()).into_owned()
}
