//! Organizations: founded with their first owner, shown, changed.

use crate::fields::Fields;
use crate::{Cx, Env, Refusal};
use domain::{
    Country, EventKind, Locale, MemberId, OrganizationId, Permission, QueueId, ReopenPolicy, Role,
    Time, UserId, Zone,
};
use storage::{NewMember, Organization, Queue, SystemTx, Tx};

/// What somebody typed for a new organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewOrganization {
    pub name: String,
    pub country: String,
    pub time_zone: String,
    pub locale: Locale,
}

/// What shall change; the rest stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrganizationChange {
    pub name: Option<String>,
    pub country: Option<String>,
    pub time_zone: Option<String>,
    pub locale: Option<Locale>,
}

pub async fn get_organization(cx: &Cx) -> Result<Organization, Refusal> {
    Ok(cx.read().await?.organizations().get().await?)
}

pub async fn update_organization(
    cx: &Cx,
    change: OrganizationChange,
) -> Result<Organization, Refusal> {
    cx.require(Permission::OrganizationManage)?;
    let mut tx = cx.begin().await?;
    let old = tx.organizations().get().await?;
    let mut fields = Fields::default();
    let name = change
        .name
        .map_or(old.name, |name| fields.name("name", &name));
    let country = change.country.map_or(Some(old.country), |country| {
        fields.country("country", &country)
    });
    let time_zone = change
        .time_zone
        .map_or(Some(old.time_zone), |zone| fields.zone("time_zone", &zone));
    let (country, time_zone) = fields.finish_with(country.zip(time_zone))?;
    let locale = change.locale.unwrap_or(old.locale);
    let organization = Organization {
        id: old.id,
        name,
        country,
        time_zone,
        locale,
        created_at: old.created_at,
    };
    tx.organizations().update(&organization).await?;
    tx.commit().await?;
    Ok(organization)
}

/// A new organization whose fields are right.
pub(super) struct Checked {
    name: String,
    country: Country,
    time_zone: Zone,
    pub(super) locale: Locale,
}

impl Checked {
    pub(super) fn of(new: &NewOrganization, fields: &mut Fields) -> Option<Self> {
        let name = fields.name("organization.name", &new.name);
        let country = fields.country("organization.country", &new.country);
        let time_zone = fields.zone("organization.time_zone", &new.time_zone);
        Some(Self {
            name,
            country: country?,
            time_zone: time_zone?,
            locale: new.locale,
        })
    }
}

/// Founds it with one queue. The transaction goes on inside of it.
pub(super) async fn found(mut tx: SystemTx, new: Checked, now: Time) -> storage::Result<Tx> {
    let organization = Organization {
        id: OrganizationId::new(),
        name: new.name,
        country: new.country,
        time_zone: new.time_zone,
        locale: new.locale,
        created_at: now,
    };
    tx.insert_organization(&organization).await?;
    let mut tx = tx.enter(organization.id).await?;
    let queue = Queue {
        id: QueueId::new(),
        name: "General".to_owned(),
        reopen_policy: ReopenPolicy::Reopen,
        reopen_within_hours: 24,
        created_at: now,
    };
    tx.queues().insert(&queue).await?;
    Ok(tx)
}

/// Makes a user a member of the transaction's organization.
pub(super) async fn join(
    env: &Env,
    tx: &mut Tx,
    user: UserId,
    role: Role,
) -> storage::Result<MemberId> {
    let cx = Cx::system(env, tx.organization());
    let member = NewMember {
        id: MemberId::new(),
        user,
        role,
        created_at: cx.now,
    };
    tx.members().insert(&member).await?;
    tx.emit(cx.event(EventKind::MemberUpdated {
        member_id: member.id,
    }));
    Ok(member.id)
}
