//! Meta's side: the Graph surface that an application calls, and the webhooks that it gets.

mod access;
mod account;
mod at;
mod blocks;
mod codes;
mod commerce;
mod edges;
mod fields;
pub(crate) mod json;
pub(crate) mod media;
mod messages;
mod numbers;
mod paging;
mod profile;
mod qr_codes;
mod refusal;
mod request;
mod settings;
mod subscriptions;
pub(crate) mod templates;
mod tokens;
pub(crate) mod webhooks;

use std::sync::Arc;

use axum::extract::Request;
use axum::http::{Method, StatusCode};
use serde_json::Value;

pub(crate) use at::At;
pub(crate) use refusal::Refusal;
pub(crate) use request::GraphRequest;
pub(crate) use subscriptions::{all_fields, subscribe_app};

use crate::core::Core;
use crate::world::MediaFile;
use access::Node;

/// How a call ends, unless it is refused.
#[derive(Debug)]
pub(crate) enum Reply {
    Answer(Value),
    /// Some of it worked and some did not: an error that also has an answer.
    Partial(StatusCode, Value),
    File(Box<MediaFile>),
    /// A fault: the call had its effect, but nobody hears of it.
    Cut,
}

/// Finds what is meant: first the edges without an object, then those of the object by its id.
pub(crate) async fn dispatch(core: &Arc<Core>, request: &GraphRequest) -> Result<Reply, Refusal> {
    let path: Vec<&str> = request.path.iter().map(String::as_str).collect();
    let get = request.is_get();
    if let (true, ["oauth", "access_token"]) = (get, path.as_slice()) {
        return tokens::app_token(core, request).map(Reply::Answer);
    }
    let grant = access::authenticate(core, request)?;
    match path.as_slice() {
        ["debug_token"] if get => tokens::debug(core, request).map(Reply::Answer),
        ["me"] if get => Ok(Reply::Answer(tokens::me(&grant, request))),
        ["whatsapp_business", "attachments"] if get => media::download(core, &grant, request),
        [upload] if get && upload.starts_with("upload:") => {
            media::progress(core, upload).map(Reply::Answer)
        }
        [id] => edges::on_object(core, request, access::node(core, request, &grant, id)?).await,
        [id, edge @ ..] => {
            let node = access::node(core, request, &grant, id)?;
            edges::on_edge(core, request, node, edge).await
        }
        [] => Err(Refusal::unknown_path("")),
    }
}

/// Calls with a file, which is written to disk as it comes; None for all others.
pub(crate) fn takes_file(request: &GraphRequest) -> bool {
    if request.method != Method::POST {
        return false;
    }
    match request.path.as_slice() {
        [upload] => upload.starts_with("upload:"),
        [_, edge] => edge == "media",
        _ => false,
    }
}

pub(crate) async fn dispatch_file(
    core: &Arc<Core>,
    call: &GraphRequest,
    request: Request,
) -> Result<Reply, Refusal> {
    let grant = access::authenticate(core, call)?;
    let id = call.path.first().map_or("", String::as_str);
    if id.starts_with("upload:") {
        let (head, body) = request.into_parts();
        let answer = media::continue_with(core, id, &head.headers, body).await;
        return answer.map(Reply::Answer);
    }
    match access::node(core, call, &grant, id)? {
        Node::Phone(id) => media::upload(core, &id, call, request)
            .await
            .map(Reply::Answer),
        node @ (Node::Waba(_) | Node::App(_) | Node::Media(_) | Node::Template(_)) => {
            Err(Refusal::unsupported("POST", node.id()))
        }
    }
}

/// `messaging_product: whatsapp`, which most calls must say.
fn product_of(request: &GraphRequest) -> Result<(), Refusal> {
    match request.text("messaging_product").as_deref() {
        Some("whatsapp") => Ok(()),
        Some(_) => Err(Refusal::invalid(
            "Param messaging_product must be one of {WHATSAPP}",
        )),
        None => Err(Refusal::missing("messaging_product")),
    }
}
