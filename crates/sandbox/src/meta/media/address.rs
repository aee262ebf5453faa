//! The address of a file, which lives five minutes.

use jiff::Timestamp;
use ring::hmac;

use crate::core::Core;
use crate::world::MediaFile;

const LIVES_SECONDS: i64 = 5 * 60;

/// As Meta's own, but on the sandbox's host.
pub(crate) fn address(core: &Core, file: &MediaFile) -> String {
    let until = core.now().as_second() + LIVES_SECONDS;
    let hash = hash(core, &file.id, &until.to_string());
    format!(
        "{}/whatsapp_business/attachments/?mid={}&source=getMedia&ext={until}&hash={hash}",
        core.url, file.id
    )
}

/// Whether the address was made here and still lives.
pub(super) fn is_valid(core: &Core, id: &str, until: &str, given: &str, now: Timestamp) -> bool {
    let alive = until
        .parse::<i64>()
        .is_ok_and(|until| now.as_second() < until);
    alive && hash(core, id, until) == given
}

fn hash(core: &Core, id: &str, until: &str) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, core.url.as_bytes());
    let tag = hmac::sign(&key, format!("{id}/{until}").as_bytes());
    format!(
        "AR{}",
        hex::encode(tag.as_ref().get(..16).unwrap_or_default())
    )
}
