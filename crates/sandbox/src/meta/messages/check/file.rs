//! A file that a message carries.

use crate::media::MediaKind;
use crate::meta::{At, Refusal};

/// A file that is to be found, or fetched, before the message leaves.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FileUse {
    pub(crate) kind: MediaKind,
    pub(crate) source: FileSource,
    /// Where it stands, for the refusal.
    pub(crate) path: String,
    pub(crate) voice: bool,
    pub(crate) filename: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum FileSource {
    Id(String),
    Link(String),
}

/// Either `id` or `link`, not both.
pub(super) fn file(kind: MediaKind, body: &At<'_>) -> Result<FileUse, Refusal> {
    let name = kind.name();
    let (source, path) = match (body.get("id"), body.get("link")) {
        (Some(id), None) => (FileSource::Id(id.text()?.to_owned()), id.path),
        (None, Some(link)) => (FileSource::Link(link.link()?.to_owned()), link.path),
        (Some(_), Some(_)) => {
            return Err(body.not_valid("takes either 'id' or 'link', not both"));
        }
        (None, None) => {
            return Err(Refusal::with_details(
                131_008,
                format!("Either '{name}.id' or '{name}.link' is required"),
            ));
        }
    };
    let voice = match body.get("voice") {
        Some(voice) => voice
            .value
            .as_bool()
            .ok_or_else(|| Refusal::wrong_type(&voice.path, "a boolean"))?,
        None => false,
    };
    Ok(FileUse {
        kind,
        source,
        path,
        voice,
        filename: body.may_have_text("filename", 240)?.map(str::to_owned),
    })
}
