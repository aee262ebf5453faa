//! Setting the house up: the first owner, by the link that the first start printed.

use super::organizations::{self, Checked, NewOrganization};
use super::visit::{self, SignedIn, Visit};
use super::{LinkError, links, password};
use crate::fields::Fields;
use crate::{Env, Refusal};
use domain::{Email, LinkKind, Role, UserId};
use door::Secret;
use storage::system::User;

/// What the first owner typed.
#[derive(Clone, Debug)]
pub struct SetUp {
    pub link: Secret,
    pub name: String,
    pub email: String,
    pub password: Secret,
    pub organization: NewOrganization,
}

pub async fn set_up(env: &Env, set_up: SetUp, visit: Visit) -> Result<SignedIn, LinkError> {
    let now = env.clock.now();
    let (name, email, organization) = check(&set_up)?;
    // A look first: hashing is dear, and only for whoever holds the link.
    links::find(
        &mut env.store.system_read().await?,
        set_up.link.expose(),
        now,
    )
    .await?;
    let password = password::hash(set_up.password).await?;

    let mut tx = env.store.system().await?;
    let link = links::find(&mut tx, set_up.link.expose(), now).await?;
    if link.kind != LinkKind::Setup {
        return Err(LinkError::Unknown);
    }
    if !tx.users().is_empty().await? || !tx.links().claim(link.id, now).await? {
        return Err(LinkError::Expired);
    }
    let user = User {
        id: UserId::new(),
        email,
        name,
        locale: organization.locale,
        password: Some(password),
        operator: true,
        created_at: now,
    };
    tx.users().insert(&user).await?;
    let signed_in = visit::start(env, &mut tx, user.id, visit, now).await?;
    let mut tx = organizations::found(tx, organization, now).await?;
    organizations::join(env, &mut tx, user.id, Role::Owner).await?;
    tx.commit().await?;
    Ok(signed_in)
}

fn check(set_up: &SetUp) -> Result<(String, Email, Checked), Refusal> {
    let mut fields = Fields::default();
    let name = fields.name("name", &set_up.name);
    let email = fields.email("email", &set_up.email);
    fields.password("password", set_up.password.expose(), email.as_ref());
    let organization = Checked::of(&set_up.organization, &mut fields);
    let (email, organization) = fields.finish_with(email.zip(organization))?;
    Ok((name, email, organization))
}
