//! The calls of an object: itself, and the edges that lead from it.

use std::sync::Arc;

use super::access::Node;
use super::{
    GraphRequest, Refusal, Reply, account, blocks, commerce, media, messages, numbers, profile,
    qr_codes, settings, subscriptions, templates,
};
use crate::core::Core;

pub(super) async fn on_object(
    core: &Arc<Core>,
    request: &GraphRequest,
    node: Node,
) -> Result<Reply, Refusal> {
    let answer = match (node, request.method.as_str()) {
        (Node::Phone(id), "GET") => account::phone(core, &id, request),
        (Node::Phone(id), "POST") => numbers::update(core, &id, request).await,
        (Node::Waba(id), "GET") => account::waba(core, &id, request),
        (Node::Waba(id), "POST") => numbers::update_waba(core, &id, request),
        (Node::App(id), "GET") => account::app(core, &id, request),
        (Node::Media(id), "GET") => media::read(core, &id, request),
        (Node::Media(id), "DELETE") => media::delete(core, &id, request),
        (Node::Template(id), "GET") => templates::one(core, &id, request),
        (Node::Template(id), "POST") => templates::edit(core, &id, request),
        (node, method) => Err(Refusal::unsupported(method, node.id())),
    };
    answer.map(Reply::Answer)
}

pub(super) async fn on_edge(
    core: &Arc<Core>,
    request: &GraphRequest,
    node: Node,
    edge: &[&str],
) -> Result<Reply, Refusal> {
    match node {
        Node::Phone(id) => on_phone(core, request, &id, edge).await,
        Node::Waba(id) => on_waba(core, request, &id, edge).await,
        Node::App(id) => on_app(core, request, &id, edge).await,
        Node::Template(id) => match (request.method.as_str(), edge) {
            ("POST", ["unpause"]) => templates::unpause(core, &id).map(Reply::Answer),
            (method, _) => Err(Refusal::unsupported(method, &id)),
        },
        Node::Media(id) => Err(Refusal::unsupported(request.method.as_str(), &id)),
    }
}

async fn on_phone(
    core: &Arc<Core>,
    request: &GraphRequest,
    id: &str,
    edge: &[&str],
) -> Result<Reply, Refusal> {
    let answer = match (request.method.as_str(), edge) {
        ("POST", ["messages"]) => return messages::post(core, id, request).await,
        ("POST", ["block_users"]) => return blocks::block(core, id, request),
        ("DELETE", ["block_users"]) => return blocks::unblock(core, id, request),
        ("GET", ["block_users"]) => blocks::list(core, id, request),
        ("GET", ["whatsapp_business_profile"]) => profile::read(core, id, request),
        ("POST", ["whatsapp_business_profile"]) => profile::update(core, id, request),
        ("GET", ["message_qrdls"]) => qr_codes::list(core, id, request),
        ("POST", ["message_qrdls"]) => qr_codes::write(core, id, None, request),
        ("DELETE", ["message_qrdls"]) => qr_codes::delete(core, id, &request.need("code")?),
        ("GET", ["message_qrdls", short]) => qr_codes::one(core, id, short),
        ("POST", ["message_qrdls", short]) => qr_codes::write(core, id, Some(short), request),
        ("DELETE", ["message_qrdls", short]) => qr_codes::delete(core, id, short),
        ("GET", ["whatsapp_commerce_settings"]) => commerce::read(core, id),
        ("POST", ["whatsapp_commerce_settings"]) => commerce::update(core, id, request),
        ("POST", ["request_code"]) => numbers::request_code(core, id, request),
        ("POST", ["verify_code"]) => numbers::verify_code(core, id, request),
        ("POST", ["register"]) => numbers::register(core, id, request),
        ("POST", ["deregister"]) => numbers::deregister(core, id),
        ("GET", ["settings"]) => settings::read(core, id),
        ("POST", ["settings"]) => settings::update(core, id, request),
        ("POST", ["conversational_automation"]) => numbers::automate(core, id, request),
        (method, _) => Err(Refusal::unsupported(method, id)),
    };
    answer.map(Reply::Answer)
}

async fn on_waba(
    core: &Arc<Core>,
    request: &GraphRequest,
    id: &str,
    edge: &[&str],
) -> Result<Reply, Refusal> {
    let answer = match (request.method.as_str(), edge) {
        ("GET", ["phone_numbers"]) => account::phones_of(core, id, request),
        ("POST", ["phone_numbers"]) => numbers::add(core, id, request),
        ("GET", ["message_templates"]) => templates::list(core, id, request),
        ("POST", ["message_templates"]) => templates::create(core, id, request),
        ("DELETE", ["message_templates"]) => templates::delete(core, id, request),
        ("GET", ["subscribed_apps"]) => subscriptions::of_waba(core, id),
        ("POST", ["subscribed_apps"]) => subscriptions::subscribe_waba(core, id, request).await,
        ("DELETE", ["subscribed_apps"]) => Ok(subscriptions::leave_waba(core, id)),
        (method, _) => Err(Refusal::unsupported(method, id)),
    };
    answer.map(Reply::Answer)
}

async fn on_app(
    core: &Arc<Core>,
    request: &GraphRequest,
    id: &str,
    edge: &[&str],
) -> Result<Reply, Refusal> {
    let answer = match (request.method.as_str(), edge) {
        ("POST", ["uploads"]) => media::begin(core, id, request),
        ("GET", ["subscriptions"]) => Ok(subscriptions::of_app(core, id)),
        ("POST", ["subscriptions"]) => subscriptions::post_to_app(core, id, request).await,
        ("DELETE", ["subscriptions"]) => Ok(subscriptions::leave_app(core, id)),
        (method, _) => Err(Refusal::unsupported(method, id)),
    };
    answer.map(Reply::Answer)
}
