//! A file on a customer's phone, not sent to anybody yet.

use crate::core::Core;
use crate::media::Stored;
use crate::world::{MediaView, NewFile};

pub(crate) fn put_file(
    core: &Core,
    stored: Stored,
    mime_type: &str,
    filename: Option<String>,
) -> MediaView {
    let now = core.now();
    let file = NewFile {
        phone_number_id: None,
        mime_type: mime_type.to_owned(),
        filename,
        stored,
    };
    core.with(|world| world.media.put(file, now))
}
