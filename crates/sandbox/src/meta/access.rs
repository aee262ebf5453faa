//! Which token may do what, and which object an id means.

use axum::http::Method;

use super::{GraphRequest, Refusal};
use crate::core::Core;
use crate::world::World;

/// What a token opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Grant {
    /// `app id|app secret`.
    App(String),
    /// A system user's token: some numbers, their accounts, the accounts' apps.
    Numbers(Vec<String>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node {
    Phone(String),
    Waba(String),
    App(String),
}

impl Node {
    pub(crate) fn id(&self) -> &str {
        match self {
            Self::Phone(id) | Self::Waba(id) | Self::App(id) => id,
        }
    }
}

pub(crate) fn authenticate(core: &Core, request: &GraphRequest) -> Result<Grant, Refusal> {
    let token = request.token.as_deref().ok_or_else(Refusal::no_token)?;
    core.with(|world| grant_of(world, token))
        .ok_or_else(Refusal::bad_token)
}

pub(crate) fn grant_of(world: &World, token: &str) -> Option<Grant> {
    if let Some((id, secret)) = token.split_once('|') {
        let app = world.apps.get(id).filter(|app| app.secret == secret)?;
        return Some(Grant::App(app.id.clone()));
    }
    let opened = world
        .phones
        .values()
        .filter(|phone| phone.spec.access_tokens.iter().any(|known| known == token));
    let numbers: Vec<_> = opened
        .map(|phone| phone.spec.phone_number_id.clone())
        .collect();
    (!numbers.is_empty()).then_some(Grant::Numbers(numbers))
}

/// An object that is not there and one that the token may not see are refused alike.
pub(crate) fn node(
    core: &Core,
    request: &GraphRequest,
    grant: &Grant,
    id: &str,
) -> Result<Node, Refusal> {
    let node = core.with(|world| {
        let node = find(world, id)?;
        may_see(world, grant, &node).then_some(node)
    });
    let method = if request.method == Method::GET {
        "GET"
    } else {
        request.method.as_str()
    };
    node.ok_or_else(|| Refusal::unsupported(method, id))
}

fn find(world: &World, id: &str) -> Option<Node> {
    if world.phones.contains_key(id) {
        return Some(Node::Phone(id.to_owned()));
    }
    if world.wabas.contains_key(id) {
        return Some(Node::Waba(id.to_owned()));
    }
    world
        .apps
        .contains_key(id)
        .then(|| Node::App(id.to_owned()))
}

fn may_see(world: &World, grant: &Grant, node: &Node) -> bool {
    match (grant, node) {
        (Grant::App(app), Node::App(id)) => app == id,
        (Grant::App(_), Node::Phone(_) | Node::Waba(_)) => false,
        (Grant::Numbers(numbers), Node::Phone(id)) => numbers.contains(id),
        (Grant::Numbers(numbers), Node::Waba(id)) => accounts(world, numbers).any(|it| it == id),
        (Grant::Numbers(numbers), Node::App(id)) => accounts(world, numbers)
            .filter_map(|account| world.wabas.get(account))
            .any(|waba| waba.app_id == *id),
    }
}

/// The accounts of these numbers, with repetitions.
pub(crate) fn accounts<'a>(
    world: &'a World,
    numbers: &'a [String],
) -> impl Iterator<Item = &'a str> {
    let phones = numbers.iter().filter_map(|number| world.phones.get(number));
    phones.map(|phone| phone.spec.waba_id.as_str())
}
