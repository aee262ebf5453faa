//! Meta's side: the Graph surface that an application calls, and the webhooks that it gets.

mod access;
mod account;
mod fields;
pub(crate) mod json;
mod messages;
mod refusal;
mod request;
mod subscriptions;
mod tokens;
pub(crate) mod webhooks;

use std::sync::Arc;

use axum::http::Method;
use serde_json::Value;

pub(crate) use refusal::Refusal;
pub(crate) use request::GraphRequest;
pub(crate) use subscriptions::subscribe_app;

use crate::core::Core;
use access::Node;

/// How a call ends, unless it is refused.
#[derive(Debug)]
pub(crate) enum Reply {
    Answer(Value),
    /// A fault: the call had its effect, but nobody hears of it.
    Cut,
}

/// Finds what is meant: first the edges without an object, then those of the object by its id.
pub(crate) async fn dispatch(core: &Arc<Core>, request: &GraphRequest) -> Result<Reply, Refusal> {
    let path: Vec<&str> = request.path.iter().map(String::as_str).collect();
    let get = request.method == Method::GET;
    if let (true, ["oauth", "access_token"]) = (get, path.as_slice()) {
        return tokens::app_token(core, request).map(Reply::Answer);
    }
    let grant = access::authenticate(core, request)?;
    match path.as_slice() {
        ["debug_token"] if get => tokens::debug(core, request).map(Reply::Answer),
        ["me"] if get => Ok(Reply::Answer(tokens::me(&grant, request))),
        [id] => on_object(core, request, access::node(core, request, &grant, id)?).await,
        [id, edge] => {
            let node = access::node(core, request, &grant, id)?;
            on_edge(core, request, node, edge).await
        }
        _ => Err(Refusal::unknown_path(&request.path.join("/"))),
    }
}

async fn on_object(core: &Arc<Core>, request: &GraphRequest, node: Node) -> Result<Reply, Refusal> {
    let answer = match (node, request.method.as_str()) {
        (Node::Phone(id), "GET") => account::phone(core, &id, request),
        (Node::Phone(id), "POST") => subscriptions::configure_phone(core, &id, request).await,
        (Node::Waba(id), "GET") => account::waba(core, &id, request),
        (Node::App(id), "GET") => account::app(core, &id, request),
        (node, method) => Err(Refusal::unsupported(method, node.id())),
    };
    answer.map(Reply::Answer)
}

async fn on_edge(
    core: &Arc<Core>,
    request: &GraphRequest,
    node: Node,
    edge: &str,
) -> Result<Reply, Refusal> {
    let answer = match (node, request.method.as_str(), edge) {
        (Node::Phone(id), "POST", "messages") => return messages::post(core, &id, request).await,
        (Node::Waba(id), "GET", "phone_numbers") => account::phones_of(core, &id, request),
        (Node::Waba(id), "GET", "subscribed_apps") => subscriptions::of_waba(core, &id),
        (Node::Waba(id), "POST", "subscribed_apps") => {
            subscriptions::subscribe_waba(core, &id, request).await
        }
        (Node::Waba(id), "DELETE", "subscribed_apps") => Ok(subscriptions::leave_waba(core, &id)),
        (Node::App(id), "GET", "subscriptions") => Ok(subscriptions::of_app(core, &id)),
        (Node::App(id), "POST", "subscriptions") => {
            subscriptions::post_to_app(core, &id, request).await
        }
        (Node::App(id), "DELETE", "subscriptions") => Ok(subscriptions::leave_app(core, &id)),
        (node, method, _) => Err(Refusal::unsupported(method, node.id())),
    };
    answer.map(Reply::Answer)
}
