//! What Meta keeps of files: media with an id, and uploads under way.

use std::collections::HashMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::media::Stored;

/// An id that an application got for an upload dies after this.
const UPLOADED: SignedDuration = SignedDuration::from_hours(30 * 24);
/// An id out of a webhook.
const RECEIVED: SignedDuration = SignedDuration::from_hours(7 * 24);

/// A file in a chat, as the customer's phone shows it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct MediaView {
    /// Opens the file at the controls: `GET /_sandbox/media/{id}`.
    pub id: String,
    pub mime_type: String,
    pub file_size: u64,
    /// In hex.
    pub sha256: String,
    pub filename: Option<String>,
    pub voice: bool,
    pub animated: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct MediaFile {
    pub(crate) id: String,
    /// None for what a customer has on the phone and did not send yet.
    pub(crate) phone_number_id: Option<String>,
    pub(crate) mime_type: String,
    pub(crate) filename: Option<String>,
    pub(crate) stored: Stored,
    expires_at: Timestamp,
    deleted: bool,
}

/// An upload in parts, for what templates and profiles show.
#[derive(Debug, Clone)]
pub(crate) struct UploadSession {
    pub(crate) app_id: String,
    pub(crate) file_type: String,
    pub(crate) file_length: u64,
    pub(crate) so_far: Option<Stored>,
}

#[derive(Debug, Default)]
pub(crate) struct MediaWorld {
    files: HashMap<String, MediaFile>,
    pub(crate) sessions: HashMap<String, UploadSession>,
    /// Finished uploads by their handle.
    pub(crate) handles: HashMap<String, MediaFile>,
}

impl MediaWorld {
    pub(crate) fn upload(&mut self, file: NewFile, now: Timestamp) -> String {
        self.add(file, now, UPLOADED)
    }

    /// The same file under a new id, as a webhook names it.
    pub(crate) fn receive(&mut self, file: NewFile, now: Timestamp) -> String {
        self.add(file, now, RECEIVED)
    }

    /// What a customer has on the phone.
    pub(crate) fn put(&mut self, file: NewFile, now: Timestamp) -> MediaView {
        let id = self.add(file, now, RECEIVED);
        self.view(&id)
    }

    fn view(&self, id: &str) -> MediaView {
        self.kept(id).map(MediaFile::view).unwrap_or_default()
    }

    fn add(&mut self, file: NewFile, now: Timestamp, lives: SignedDuration) -> String {
        let id = new_object_id();
        let media = MediaFile {
            id: id.clone(),
            phone_number_id: file.phone_number_id,
            mime_type: file.mime_type,
            filename: file.filename,
            stored: file.stored,
            expires_at: now.checked_add(lives).unwrap_or(Timestamp::MAX),
            deleted: false,
        };
        self.files.insert(id.clone(), media);
        id
    }

    /// As Graph finds it: neither deleted nor too old.
    pub(crate) fn find(&self, id: &str, now: Timestamp) -> Option<&MediaFile> {
        self.files
            .get(id)
            .filter(|file| !file.deleted && now < file.expires_at)
    }

    /// As a phone finds it, which keeps its own copy.
    pub(crate) fn kept(&self, id: &str) -> Option<&MediaFile> {
        self.files.get(id)
    }

    pub(crate) fn delete(&mut self, id: &str) {
        if let Some(file) = self.files.get_mut(id) {
            file.deleted = true;
        }
    }
}

/// A file that is about to get its id.
#[derive(Debug, Clone)]
pub(crate) struct NewFile {
    pub(crate) phone_number_id: Option<String>,
    pub(crate) mime_type: String,
    pub(crate) filename: Option<String>,
    pub(crate) stored: Stored,
}

impl MediaFile {
    /// The same bytes for another place.
    pub(crate) fn copy_for(&self, phone_number_id: &str) -> NewFile {
        NewFile {
            phone_number_id: Some(phone_number_id.to_owned()),
            mime_type: self.mime_type.clone(),
            filename: self.filename.clone(),
            stored: self.stored.clone(),
        }
    }

    pub(crate) fn view(&self) -> MediaView {
        MediaView {
            id: self.id.clone(),
            mime_type: self.mime_type.clone(),
            file_size: self.stored.size,
            sha256: hex::encode(&self.stored.sha256),
            filename: self.filename.clone(),
            voice: false,
            animated: crate::media::is_animated(&self.stored.head),
        }
    }

    /// The part of a webhook that every kind of media has.
    pub(crate) fn news(&self, url: &str) -> Value {
        json!({
            "id": self.id,
            "mime_type": self.mime_type,
            "sha256": STANDARD.encode(&self.stored.sha256),
            "url": url,
        })
    }
}

/// Digits, as all of Graph's objects have.
pub(crate) fn new_object_id() -> String {
    let random = Uuid::new_v4().as_u128() % 8_999_999_999_999_999;
    (random + 1_000_000_000_000_000).to_string()
}
