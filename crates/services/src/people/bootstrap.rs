//! A house with people in it from the start: what the demo and tests move into.

use super::organizations::{self, Checked, NewOrganization};
use super::password;
use crate::fields::Fields;
use crate::{Env, Refusal};
use domain::{Email, Locale, MemberId, OrganizationId, Role, UserId};
use door::Secret;
use storage::Tx;
use storage::system::{PasswordHash, User};

/// An organization with its people; the first of them is an owner.
#[derive(Clone, Debug)]
pub struct NewInstallation {
    pub organization: NewOrganization,
    pub people: Vec<NewPerson>,
}

#[derive(Clone, Debug)]
pub struct NewPerson {
    pub name: String,
    pub email: String,
    pub role: Role,
    pub locale: Locale,
    /// Without one, a person comes in by a link.
    pub password: Option<Secret>,
}

/// Who lives there now, in the order given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Installed {
    pub organization: OrganizationId,
    pub people: Vec<Resident>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resident {
    pub user: UserId,
    pub member: MemberId,
}

/// Founds the organization, all in one commit. It may be one of several.
pub async fn bootstrap(env: &Env, new: NewInstallation) -> Result<Installed, Refusal> {
    let now = env.clock.now();
    let mut fields = Fields::default();
    let organization = Checked::of(&new.organization, &mut fields);
    let organization = fields.finish_with(organization)?;
    let mut people = Vec::with_capacity(new.people.len());
    for person in new.people {
        people.push(check(person).await?);
    }
    let mut tx = env.store.system().await?;
    let mut users = Vec::with_capacity(people.len());
    let operates = tx.users().is_empty().await?;
    for (place, person) in people.into_iter().enumerate() {
        let user = User {
            id: UserId::new(),
            email: person.email,
            name: person.name,
            locale: person.locale,
            password: person.password,
            operator: operates && place == 0,
            created_at: now,
        };
        tx.users().insert(&user).await?;
        users.push((user.id, person.role));
    }
    let mut tx = organizations::found(tx, organization, now).await?;
    let people = join_all(env, &mut tx, users).await?;
    let organization = tx.organization();
    tx.commit().await?;
    Ok(Installed {
        organization,
        people,
    })
}

/// Who has this address, so that a second start finds the house of the first.
pub async fn find_user(env: &Env, email: &Email) -> Result<Option<UserId>, Refusal> {
    let user = env
        .store
        .system_read()
        .await?
        .users()
        .find_by_email(email)
        .await?;
    Ok(user.map(|user| user.id))
}

struct CheckedPerson {
    name: String,
    email: Email,
    role: Role,
    locale: Locale,
    password: Option<PasswordHash>,
}

async fn check(person: NewPerson) -> Result<CheckedPerson, Refusal> {
    let mut fields = Fields::default();
    let name = fields.name("people.name", &person.name);
    let email = fields.email("people.email", &person.email);
    let email = fields.finish_with(email)?;
    let password = match person.password {
        Some(password) => Some(password::hash(password).await?),
        None => None,
    };
    Ok(CheckedPerson {
        name,
        email,
        role: person.role,
        locale: person.locale,
        password,
    })
}

async fn join_all(
    env: &Env,
    tx: &mut Tx,
    users: Vec<(UserId, Role)>,
) -> storage::Result<Vec<Resident>> {
    let mut residents = Vec::with_capacity(users.len());
    for (user, role) in users {
        let member = organizations::join(env, tx, user, role).await?;
        residents.push(Resident { user, member });
    }
    Ok(residents)
}
