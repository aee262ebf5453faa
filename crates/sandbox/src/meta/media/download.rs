//! The file itself, at the address that a look-up gave.

use super::address::is_valid;
use crate::core::Core;
use crate::meta::access::{Grant, Node, may_see};
use crate::meta::{GraphRequest, Refusal, Reply};

pub(crate) fn download(
    core: &Core,
    grant: &Grant,
    request: &GraphRequest,
) -> Result<Reply, Refusal> {
    let id = request.need("mid")?;
    let (until, hash) = (request.need("ext")?, request.need("hash")?);
    let now = core.now();
    let gone = || Refusal::not_found("The URL has expired, or never was.");
    if !is_valid(core, &id, &until, &hash, now) {
        return Err(gone());
    }
    let file = core.with(|world| {
        let file = world.media.find(&id, now).cloned()?;
        may_see(world, grant, &Node::Media(id.clone())).then_some(file)
    });
    Ok(Reply::File(Box::new(file.ok_or_else(gone)?)))
}
