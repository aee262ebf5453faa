//! An organization with people and lines, made through the API as a person would make it.

use crate::{Answer, Client, TestApp};
use domain::{Locale, MemberId, OrganizationId, Role};
use sandbox::{
    AppSpec, CustomerMessageKind, CustomerRef, PhoneFacts, PhoneSpec, SendAsCustomer, WabaSpec,
};
use serde_json::{Value, json};
use services::people::{self, NewInstallation, NewOrganization, NewPerson};

/// An organization and its first owner.
pub struct House {
    pub organization: OrganizationId,
    pub owner: Person,
}

/// A member who is signed in.
#[derive(Clone)]
pub struct Person {
    pub client: Client,
    pub organization: OrganizationId,
    pub member: MemberId,
    pub email: String,
}

/// A line, and what Meta knows of it.
#[derive(Clone, Debug)]
pub struct ConnectedLine {
    pub id: String,
    pub meta_app: String,
    pub phone_number_id: String,
}

/// The password of everybody who accepts an invitation here.
pub const PASSWORD: &str = "un azulejo azul";

impl House {
    pub(crate) async fn found(app: &TestApp, name: &str) -> Self {
        let email = format!(
            "owner@{}.example",
            domain::text::fold(name).replace(' ', "-")
        );
        let new = NewInstallation {
            organization: NewOrganization {
                name: name.to_owned(),
                country: "MX".to_owned(),
                time_zone: "America/Mexico_City".to_owned(),
                locale: Locale::Es,
            },
            people: vec![NewPerson {
                name: format!("Owner of {name}"),
                email: email.clone(),
                role: Role::Owner,
                locale: Locale::Es,
                password: None,
            }],
        };
        let installed = people::bootstrap(&app.env, new)
            .await
            .expect("a house is founded");
        let client = sign_in_by_link(app, &email).await;
        let owner = Person {
            client,
            organization: installed.organization,
            member: installed.people[0].member,
            email,
        };
        Self {
            organization: installed.organization,
            owner,
        }
    }

    /// Somebody who was invited, accepted, and is signed in.
    pub async fn member(&self, app: &TestApp, name: &str, role: Role) -> Person {
        let email = format!(
            "{}@{}.example",
            domain::text::fold(name),
            self.organization.uuid()
        );
        let body = json!({ "role": role, "email": email });
        let invited = self.owner.post("/invitations", body).await;
        let accepted = accept(app, &invited, name).await;
        Person {
            client: app.stranger().with_cookie_of(&accepted),
            organization: self.organization,
            member: member_of(&accepted, self.organization),
            email,
        }
    }

    /// A line on a number that the sandbox knows, its webhooks subscribed to.
    pub async fn line(&self, app: &TestApp, name: &str, digits: &str) -> ConnectedLine {
        let app_id = format!("9{digits}");
        let waba_id = format!("1{digits}");
        let phone_number_id = format!("2{digits}");
        let secret = format!("secret-of-{digits}");
        let token = format!("EAAG{digits}");
        app.sandbox.add_app(AppSpec {
            app_id: app_id.clone(),
            app_secret: secret.clone(),
        });
        app.sandbox.add_waba(WabaSpec {
            id: waba_id.clone(),
            name: name.to_owned(),
            app_id: app_id.clone(),
        });
        app.sandbox.add_phone(PhoneSpec {
            phone_number_id: phone_number_id.clone(),
            waba_id: waba_id.clone(),
            display_phone_number: format!("+{digits}"),
            verified_name: name.to_owned(),
            access_tokens: vec![token.clone()],
            facts: PhoneFacts::default(),
        });
        let body = json!({ "name": name, "app_id": app_id, "app_secret": secret });
        let meta_app = self.owner.post("/meta-apps", body).await;
        assert_eq!(meta_app.status, 201, "{}", meta_app.body);
        let body = json!({
            "name": name,
            "meta_app_id": meta_app.text("/id"),
            "phone_number_id": phone_number_id,
            "waba_id": waba_id,
            "access_token": token,
        });
        let line = self.owner.post("/lines", body).await;
        assert_eq!(line.status, 201, "{}", line.body);
        // The address people use may be made up; this one is where the app listens.
        let path = format!("{}/hooks/meta/{}", app.address(), meta_app.text("/id"));
        let verify_token = meta_app.text("/verify_token");
        let subscribed = app.sandbox.subscribe(&app_id, &path, &verify_token).await;
        subscribed.expect("the app answers the challenge");
        ConnectedLine {
            id: line.text("/id"),
            meta_app: meta_app.text("/id"),
            phone_number_id,
        }
    }
}

impl ConnectedLine {
    /// A customer takes the phone and writes. Answers with Meta's id of the message.
    pub fn customer_writes(&self, app: &TestApp, phone: &str, text: &str) -> String {
        self.customer_sends(app, phone, CustomerMessageKind::Text, Some(text))
    }

    pub fn customer_sends(
        &self,
        app: &TestApp,
        phone: &str,
        kind: CustomerMessageKind,
        text: Option<&str>,
    ) -> String {
        let message = SendAsCustomer {
            phone_number_id: self.phone_number_id.clone(),
            from: CustomerRef {
                phone: Some(phone.to_owned()),
                user_id: None,
                name: Some("Mariana".to_owned()),
            },
            kind,
            text: text.map(str::to_owned),
            ..SendAsCustomer::default()
        };
        let sent = app.sandbox.send_as_customer(&message);
        sent.expect("the sandbox takes what a customer sends")
    }
}

impl Person {
    /// A path under the person's organization.
    pub fn path(&self, rest: &str) -> String {
        format!("/organizations/{}{rest}", self.organization)
    }

    pub async fn get(&self, rest: &str) -> Answer {
        self.client.get(&self.path(rest)).await
    }

    pub async fn post(&self, rest: &str, body: Value) -> Answer {
        self.client.post(&self.path(rest), body).await
    }

    pub async fn patch(&self, rest: &str, body: Value) -> Answer {
        self.client.patch(&self.path(rest), body).await
    }

    pub async fn put(&self, rest: &str, body: Value) -> Answer {
        self.client.put(&self.path(rest), body).await
    }

    pub async fn delete(&self, rest: &str) -> Answer {
        self.client.delete(&self.path(rest)).await
    }

    /// A program with some of this person's rights.
    pub async fn program(&self, app: &TestApp, scopes: &[&str]) -> Client {
        let body = json!({ "name": "A program", "scopes": scopes });
        let created = self.post("/api-tokens", body).await;
        assert_eq!(created.status, 201, "{}", created.body);
        app.stranger().with_token(&created.text("/token"))
    }
}

/// The secret that stands in a link's address.
pub fn secret_of(url: &str) -> String {
    let (_, secret) = url.rsplit_once('#').expect("a link carries a secret");
    secret.to_owned()
}

async fn sign_in_by_link(app: &TestApp, email: &str) -> Client {
    let email = email.parse().expect("an e-mail address");
    let link = people::create_sign_in_link(&app.env, &email).await;
    let token = secret_of(&link.expect("the user exists"));
    let answer = app
        .stranger()
        .post("/session/link", json!({ "token": token }))
        .await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    app.stranger().with_cookie_of(&answer)
}

/// Accepts as somebody new.
pub async fn accept(app: &TestApp, invited: &Answer, name: &str) -> Answer {
    assert_eq!(invited.status, 201, "{}", invited.body);
    let token = secret_of(&invited.text("/url"));
    let body = json!({ "token": token, "name": name, "password": PASSWORD });
    let accepted = app.stranger().post("/invitations/accept", body).await;
    assert_eq!(accepted.status, 200, "{}", accepted.body);
    accepted
}

fn member_of(me: &Answer, organization: OrganizationId) -> MemberId {
    let memberships = me.body["memberships"].as_array().expect("a list");
    let organization = organization.to_string();
    let here = memberships
        .iter()
        .find(|one| one["organization"]["id"] == organization);
    let id = here.and_then(|one| one["member_id"].as_str());
    id.expect("a member of the house")
        .parse()
        .expect("a member's id")
}
