//! The demo's house: a tile shop with three people and two lines, made through the use cases.

use super::meta::{Business, Meta};
use anyhow::Context;
use domain::{Email, LineId, Locale, OrganizationId, Permission, Role};
use door::Secret;
use sandbox::{AppSpec, PhoneFacts, PhoneSpec, WabaSpec};
use services::lines::{self, LineChanges, LineView, NewLine};
use services::meta_apps::{self, InstallationApp, NewMetaApp};
use services::people::{self, NewApiToken, NewInstallation, NewOrganization, NewPerson};
use services::{Cx, Env, templates};
use uuid::Uuid;

const META_APP: &str = "100000000000001";
const WABA: &str = "100000000000002";
const SHOP: &str = "Azulejos Alhambra";
const TOKEN_NAME: &str = "demo";
/// Load generators ask a lot.
const QUOTA: i64 = 60_000;

struct Number {
    id: &'static str,
    display: &'static str,
    name: &'static str,
}

const NUMBERS: [Number; 2] = [
    Number {
        id: "100000000000010",
        display: "+52 55 5555 0100",
        name: "Sala de exhibición",
    },
    Number {
        id: "100000000000011",
        display: "+52 55 5555 0101",
        name: "Taller y envíos",
    },
];

struct Person {
    name: &'static str,
    email: &'static str,
    role: Role,
    locale: Locale,
}

const PEOPLE: [Person; 3] = [
    Person {
        name: "Carmen Ortega",
        email: "carmen@alhambra.example",
        role: Role::Owner,
        locale: Locale::Es,
    },
    Person {
        name: "Diego Fuentes",
        email: "diego@alhambra.example",
        role: Role::Supervisor,
        locale: Locale::Es,
    },
    Person {
        name: "Paula Nogueira",
        email: "paula@alhambra.example",
        role: Role::Agent,
        locale: Locale::Pt,
    },
];

/// What was made, or found from an earlier start.
pub(super) struct House {
    pub(super) organization: OrganizationId,
    pub(super) lines: Vec<LineView>,
    pub(super) app: InstallationApp,
    pub(super) app_secret: Secret,
    pub(super) api_token: Secret,
}

impl House {
    /// Meta's ids of the shop's numbers.
    pub(super) fn numbers() -> Vec<String> {
        NUMBERS.iter().map(|number| number.id.to_owned()).collect()
    }

    pub(super) fn first_line(&self) -> Option<LineId> {
        self.lines.first().map(|line| line.id)
    }

    pub(super) fn people() -> impl Iterator<Item = (&'static str, &'static str, Role)> {
        PEOPLE
            .iter()
            .map(|person| (person.name, person.email, person.role))
    }
}

/// Makes the house where it is not there, and tells the simulated Meta about it, which finds
/// this process `here`. Secrets are new at each start, for a simulated Meta forgets everything.
pub(super) async fn furnish(env: &Env, meta: &Meta, here: &str) -> anyhow::Result<House> {
    let (app_secret, access_token) = (random(), random());
    meta.tell(business(&app_secret, &access_token)).await?;
    let organization = organization(env).await?;
    let new = NewMetaApp {
        name: "Demo".to_owned(),
        app_id: META_APP.to_owned(),
        app_secret: app_secret.clone(),
    };
    let app = meta_apps::install(env, new).await?;
    let webhook = format!("{here}/hooks/meta/{}", app.id);
    meta.subscribe(META_APP, &webhook, &app.verify_token)
        .await?;
    let cx = Cx::system(env, organization);
    let lines = connect_lines(&cx, &access_token).await?;
    // All lines are of one account.
    if let Some(line) = lines.first() {
        templates::sync(&cx, line.id).await?;
    }
    let api_token = api_token(&cx).await?;
    Ok(House {
        organization,
        lines,
        app,
        app_secret,
        api_token,
    })
}

fn business(app_secret: &Secret, access_token: &Secret) -> Business {
    let phone = |number: &Number| PhoneSpec {
        phone_number_id: number.id.to_owned(),
        waba_id: WABA.to_owned(),
        display_phone_number: number.display.to_owned(),
        verified_name: SHOP.to_owned(),
        access_tokens: vec![access_token.expose().to_owned()],
        facts: PhoneFacts::default(),
    };
    Business {
        app: AppSpec {
            app_id: META_APP.to_owned(),
            app_secret: app_secret.expose().to_owned(),
        },
        waba: WabaSpec {
            id: WABA.to_owned(),
            name: SHOP.to_owned(),
            app_id: META_APP.to_owned(),
        },
        templates: super::templates::of(WABA),
        phones: NUMBERS.iter().map(phone).collect(),
    }
}

async fn organization(env: &Env) -> anyhow::Result<OrganizationId> {
    let owner: Email = PEOPLE[0].email.parse()?;
    if let Some(user) = people::find_user(env, &owner).await? {
        let me = people::me(env, user).await?;
        let first = me
            .memberships
            .first()
            .context("the demo's owner belongs to no organization; use another --data")?;
        return Ok(first.organization.id);
    }
    let people = PEOPLE.iter().map(|person| NewPerson {
        name: person.name.to_owned(),
        email: person.email.to_owned(),
        role: person.role,
        locale: person.locale,
        password: None,
    });
    let organization = NewOrganization {
        name: SHOP.to_owned(),
        country: "MX".to_owned(),
        time_zone: "America/Mexico_City".to_owned(),
        locale: Locale::Es,
    };
    let installed = people::bootstrap(
        env,
        NewInstallation {
            organization,
            people: people.collect(),
        },
    )
    .await?;
    Ok(installed.organization)
}

async fn connect_lines(cx: &Cx, access_token: &Secret) -> anyhow::Result<Vec<LineView>> {
    let known = lines::list(cx).await?;
    let mut connected = Vec::with_capacity(NUMBERS.len());
    for number in &NUMBERS {
        let is_it = |line: &&LineView| {
            line.doors
                .iter()
                .any(|door| door.phone_number_id.as_deref() == Some(number.id))
        };
        let line = match known.iter().find(is_it) {
            Some(line) => {
                let changes = LineChanges {
                    access_token: Some(access_token.clone()),
                    ..LineChanges::default()
                };
                lines::update(cx, line.id, changes).await?
            }
            None => lines::connect(cx, new_line(number, access_token)).await?,
        };
        connected.push(line);
    }
    Ok(connected)
}

fn new_line(number: &Number, access_token: &Secret) -> NewLine {
    NewLine {
        name: number.name.to_owned(),
        meta_app_id: None,
        phone_number_id: number.id.to_owned(),
        waba_id: WABA.to_owned(),
        access_token: access_token.clone(),
        queue_id: None,
    }
}

/// Of the tokens of earlier starts nobody has the secret any more.
async fn api_token(cx: &Cx) -> anyhow::Result<Secret> {
    for old in people::list_api_tokens(cx)
        .await?
        .into_iter()
        .filter(|token| token.name == TOKEN_NAME)
    {
        people::revoke_api_token(cx, old.id).await?;
    }
    let new = NewApiToken {
        name: TOKEN_NAME.to_owned(),
        scopes: Permission::ALL.to_vec(),
        quota_per_minute: Some(QUOTA),
    };
    Ok(people::create_api_token(cx, new).await?.secret)
}

/// In the shape of Meta's app secrets.
fn random() -> Secret {
    Secret::new(Uuid::new_v4().simple().to_string())
}
