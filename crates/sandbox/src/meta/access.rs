//! Which token may do what, and which object an id means.

use axum::http::Method;
use jiff::Timestamp;

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
    Media(String),
    Template(String),
}

impl Node {
    pub(crate) fn id(&self) -> &str {
        match self {
            Self::Phone(id)
            | Self::Waba(id)
            | Self::App(id)
            | Self::Media(id)
            | Self::Template(id) => id,
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
    let now = core.now();
    let node = core.with(|world| {
        let node = find(world, grant, id, now)?;
        may_see(world, grant, &node).then_some(node)
    });
    let method = if request.method == Method::GET {
        "GET"
    } else {
        request.method.as_str()
    };
    node.ok_or_else(|| Refusal::unsupported(method, id))
}

fn find(world: &World, grant: &Grant, id: &str, now: Timestamp) -> Option<Node> {
    let own = id.to_owned();
    if world.phones.contains_key(id) {
        return Some(Node::Phone(own));
    }
    if world.wabas.contains_key(id) {
        return Some(Node::Waba(own));
    }
    if world.apps.contains_key(id) {
        return Some(Node::App(own));
    }
    if world.templates.get(id).is_some() {
        return Some(Node::Template(own));
    }
    if world.media.find(id, now).is_some() {
        return Some(Node::Media(own));
    }
    // `/app/uploads`: the app that the token belongs to.
    (id == "app").then(|| app_of(world, grant).map(Node::App))?
}

fn app_of(world: &World, grant: &Grant) -> Option<String> {
    match grant {
        Grant::App(id) => Some(id.clone()),
        Grant::Numbers(numbers) => {
            let account = accounts(world, numbers).next()?;
            Some(world.wabas.get(account)?.app_id.clone())
        }
    }
}

pub(crate) fn may_see(world: &World, grant: &Grant, node: &Node) -> bool {
    let numbers = match (grant, node) {
        (Grant::App(app), Node::App(id)) => return app == id,
        (Grant::App(_), _) => return false,
        (Grant::Numbers(numbers), _) => numbers,
    };
    let has_account = |id: &str| accounts(world, numbers).any(|it| it == id);
    match node {
        Node::Phone(id) => numbers.contains(id),
        Node::Waba(id) => has_account(id),
        Node::App(id) => accounts(world, numbers)
            .filter_map(|account| world.wabas.get(account))
            .any(|waba| waba.app_id == *id),
        Node::Media(id) => {
            let file = world.media.kept(id);
            file.and_then(|file| file.phone_number_id.as_ref())
                .is_some_and(|number| numbers.contains(number))
        }
        Node::Template(id) => {
            let template = world.templates.get(id);
            template.is_some_and(|template| has_account(&template.waba_id))
        }
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
