//! A desk at which the tests work: an organization with two lines, and every step by hand.

use crate::meta::Customer;
use aldaba_services::dispatch::{Round, step as dispatch_step, take_over};
use aldaba_services::ingest::{Progress, STEP, step as ingest_step};
use aldaba_services::leases::{Held, Leases};
use aldaba_services::lines::{NewLine, connect};
use aldaba_services::messages::{FullMessage, SendMessage, What, send};
use aldaba_services::meta_apps::{NewMetaApp, create};
use aldaba_services::people::{NewInstallation, NewOrganization, NewPerson, bootstrap};
use aldaba_services::{Caller, Cx, Env};
use domain::outbound::Content;
use domain::{
    ConversationId, DeliveryState, DoorId, DoorKind, LineId, Locale, MessageId, OrganizationId,
    Origin, Role, Time,
};
use door::Secret;
use jiff::SignedDuration;
use sandbox::{AppSpec, Fault, FaultKind, FaultTarget, PhoneFacts, PhoneSpec, WabaSpec};
use serde_json::{Value, json};
use storage::inbox::{
    ConversationFilter, ConversationView, Delivery, MessagePage, MessageView, Unparsed,
};
use storage::journal::{Lane, LaneState, NewRow};
use storage::{Door, Error, Line, Organization};
use testkit::Still;

pub(crate) const MINUTE: SignedDuration = SignedDuration::from_mins(1);
pub(crate) const HOUR: SignedDuration = SignedDuration::from_hours(1);

pub(crate) struct Desk {
    pub(crate) still: Still,
    pub(crate) organization: OrganizationId,
    /// What Aldaba does by itself.
    pub(crate) cx: Cx,
    caller: Caller,
    pub(crate) line: LineId,
    pub(crate) other_line: LineId,
}

impl Desk {
    pub(crate) async fn open() -> Self {
        let still = Still::start().await;
        let (organization, caller) = found(&still.env).await;
        let cx = Cx::system(&still.env, organization);
        let line = line(&still, &cx, "525555550100").await;
        let other_line = line_on(&still, &cx, "525555550200").await;
        Self {
            still,
            organization,
            cx,
            caller,
            line,
            other_line,
        }
    }

    /// The same desk in an organization of its own, with a line that has the first one's app and token:
    /// nothing that happened before is known here.
    pub(crate) async fn moves(&mut self) {
        let mut tx = self.cx.read().await.unwrap();
        let organization = Organization {
            id: OrganizationId::new(),
            ..tx.organizations().get().await.unwrap()
        };
        let queue = tx.queues().list().await.unwrap().remove(0);
        let line = tx.lines().get(self.line).await.unwrap();
        let door = tx.doors().get(line.id, DoorKind::Cloud).await.unwrap();
        let mut system = self.env().store.system().await.unwrap();
        system.insert_organization(&organization).await.unwrap();
        let mut tx = system.enter(organization.id).await.unwrap();
        tx.queues().insert(&queue).await.unwrap();
        let line = Line {
            id: LineId::new(),
            ..line
        };
        tx.lines().insert(&line).await.unwrap();
        let door = Door {
            id: DoorId::new(),
            line_id: line.id,
            phone_number_id: Some(line.id.to_string()),
            token: None,
            ..door
        };
        tx.doors().insert(&door).await.unwrap();
        tx.commit().await.unwrap();
        self.organization = organization.id;
        self.cx = Cx::system(self.env(), organization.id);
        self.line = line.id;
    }

    pub(crate) fn env(&self) -> &Env {
        &self.still.env
    }

    pub(crate) fn now(&self) -> Time {
        self.env().clock.now()
    }

    pub(crate) fn advance(&self, by: SignedDuration) {
        self.env().clock.advance(by);
    }

    /// A request of Inés, who answers customers here.
    pub(crate) fn ines(&self) -> Cx {
        Cx {
            caller: self.caller.clone(),
            ..Cx::system(self.env(), self.organization)
        }
    }

    /// Meta tells this line; one row of the journal a value.
    pub(crate) async fn told(&self, line: LineId, values: &[Value]) {
        self.told_as(Lane::LineLive(line), Origin::Live, values)
            .await;
    }

    pub(crate) async fn told_as(&self, lane: Lane, origin: Origin, values: &[Value]) {
        let rows = values.iter().map(|value| self.row(&lane, origin, value));
        self.env()
            .store
            .journal()
            .append(rows.collect())
            .await
            .unwrap();
    }

    /// A row as it is cut out of a webhook.
    pub(crate) fn row(&self, lane: &Lane, origin: Origin, value: &Value) -> NewRow {
        let change = json!({ "field": "messages", "value": value });
        let body = json!({ "entry": [{ "id": "1525555550100", "changes": [change] }] }).to_string();
        let door = self.env().doors.get(DoorKind::Cloud).unwrap();
        let update = door.split(body.as_bytes()).unwrap().remove(0);
        self.raw_row(lane, origin, update.body)
    }

    pub(crate) fn raw_row(&self, lane: &Lane, origin: Origin, body: Vec<u8>) -> NewRow {
        NewRow {
            lane: lane.clone(),
            organization: Some(self.organization),
            origin,
            received_at: self.now(),
            body,
        }
    }

    pub(crate) async fn lanes(&self) -> Vec<LaneState> {
        self.env().store.journal().lanes().await.unwrap()
    }

    pub(crate) async fn position(&self, lane: i64) -> i64 {
        let positions = self
            .env()
            .store
            .system_read()
            .await
            .unwrap()
            .lane_positions()
            .await
            .unwrap();
        positions
            .iter()
            .find(|position| position.lane_id == lane)
            .map_or(0, |position| position.seq)
    }

    /// One step of a lane from where it stands.
    pub(crate) async fn step(&self, lane: &LaneState, alone: bool) -> Result<Progress, Error> {
        let after = self.position(lane.id).await;
        let at_most = if alone { 1 } else { STEP };
        ingest_step(self.env(), lane, after, at_most).await
    }

    /// Works every lane to its end, as the worker does: after a failure, row by row.
    pub(crate) async fn work(&self) {
        for lane in self.lanes().await {
            let mut alone = false;
            for _ in 0..1000 {
                match self.step(&lane, alone).await {
                    Ok(Progress { rows: 0, .. }) => break,
                    Ok(_) => {}
                    Err(error) if error.is_unavailable() => {}
                    Err(_) => alone = true,
                }
            }
        }
    }

    /// Meta tells the line something of another field, and it is worked.
    pub(crate) async fn hears_of(&self, field: &str, value: &Value) {
        let bulk = ["history", "smb_app_state_sync"].contains(&field);
        let (lane, origin) = if bulk {
            (Lane::LineBulk(self.line), Origin::History)
        } else {
            (Lane::LineLive(self.line), Origin::Live)
        };
        let row = self.raw_row(&lane, origin, self.change(self.now(), field, value));
        self.env().store.journal().append(vec![row]).await.unwrap();
        self.work().await;
    }

    /// Meta tells of the line's account, no number named, and it is worked.
    pub(crate) async fn hears_of_account(&self, field: &str, value: &Value) {
        self.hears_of_account_at(self.now(), field, value).await;
    }

    /// The same, of a moment that may be past.
    pub(crate) async fn hears_of_account_at(&self, at: Time, field: &str, value: &Value) {
        let apps = self.cx.read().await.unwrap().meta_apps().list().await;
        let lane = Lane::Waba(apps.unwrap()[0].id, "1525555550100".to_owned());
        let row = self.raw_row(&lane, Origin::Live, self.change(at, field, value));
        self.env().store.journal().append(vec![row]).await.unwrap();
        self.work().await;
    }

    fn change(&self, at: Time, field: &str, value: &Value) -> Vec<u8> {
        let change = json!({ "field": field, "value": value });
        let entry =
            json!({ "id": "1525555550100", "time": at.millis() / 1000, "changes": [change] });
        let body = json!({ "entry": [entry] }).to_string();
        let door = self.env().doors.get(DoorKind::Cloud).unwrap();
        door.split(body.as_bytes()).unwrap().remove(0).body
    }

    /// Meta tells, and it is worked.
    pub(crate) async fn hears(&self, values: &[Value]) {
        self.told(self.line, values).await;
        self.work().await;
    }

    /// A customer writes "hola" now; answers with the conversation.
    pub(crate) async fn greeted(&self, customer: Customer<'_>, id: &str) -> ConversationView {
        self.hears(&[customer.writes(id, self.now(), "hola")]).await;
        self.thread(customer.name).await
    }

    pub(crate) async fn threads(&self) -> Vec<ConversationView> {
        let filter = ConversationFilter::default();
        let mut tx = self.cx.read().await.unwrap();
        tx.conversation_views(&filter, None, 1000).await.unwrap()
    }

    /// The only thread with somebody of this name.
    pub(crate) async fn thread(&self, name: &str) -> ConversationView {
        let mut threads = self.threads().await;
        threads.retain(|thread| thread.profile_name.as_deref() == Some(name));
        assert_eq!(threads.len(), 1, "one thread with {name}");
        threads.remove(0)
    }

    /// A thread's messages, oldest first.
    pub(crate) async fn messages(&self, thread: ConversationId) -> Vec<MessageView> {
        let mut tx = self.cx.read().await.unwrap();
        tx.messages()
            .page(thread, MessagePage::Newest, 1000)
            .await
            .unwrap()
    }

    pub(crate) async fn texts(&self, thread: ConversationId) -> Vec<String> {
        let messages = self.messages(thread).await;
        messages
            .into_iter()
            .map(|message| message.text.unwrap_or_default())
            .collect()
    }

    pub(crate) async fn tray(&self) -> Vec<Unparsed> {
        self.cx
            .read()
            .await
            .unwrap()
            .tray()
            .list(None, 100)
            .await
            .unwrap()
    }

    pub(crate) async fn delivery(&self, message: MessageId) -> Delivery {
        self.cx
            .begin()
            .await
            .unwrap()
            .deliveries()
            .get(message)
            .await
            .unwrap()
    }

    pub(crate) async fn state(&self, message: MessageId) -> DeliveryState {
        self.delivery(message).await.state
    }

    /// Inés answers; the message waits for the dispatcher.
    pub(crate) async fn answers(&self, thread: ConversationId, body: &str) -> FullMessage {
        send(&self.ines(), text(thread, body))
            .await
            .unwrap()
            .message
    }

    /// The line's lease, taken by this owner. An owner that takes it from another goes on with a new
    /// epoch.
    pub(crate) async fn held_by(&self, owner: &str) -> Held {
        let leases = Leases::new(self.env().clone(), owner.to_owned());
        leases.renew().await.unwrap();
        leases.held()[&self.line]
    }

    pub(crate) async fn take_over(&self, held: Held) -> usize {
        take_over(self.env(), self.line, held).await.unwrap()
    }

    /// Dispatches while Meta takes the message at once and answers late, and does something meanwhile.
    pub(crate) async fn dispatch_slowly<T>(&self, meanwhile: impl AsyncFnOnce(&str) -> T) -> T {
        let slow = Fault {
            times: Some(1),
            delay_ms: Some(700),
            ..Fault::new(FaultTarget::Messages, FaultKind::Delay)
        };
        self.still.sandbox.set_fault(slow).unwrap();
        let held = self.held_by("one").await;
        let tell = async {
            let wamid = loop {
                if let Some(taken) = self.still.sandbox.accepted().first() {
                    break taken.wamid.clone();
                }
                tokio::time::sleep(std::time::Duration::from_millis(5)).await;
            };
            meanwhile(&wamid).await
        };
        tokio::join!(self.dispatch(held), tell).1
    }

    pub(crate) async fn dispatch(&self, held: Held) -> Round {
        dispatch_step(self.env(), self.line, held).await.unwrap()
    }

    /// What Meta took, by its texts.
    pub(crate) fn taken(&self) -> Vec<String> {
        let accepted = self.still.sandbox.accepted();
        accepted
            .into_iter()
            .filter_map(|message| message.text)
            .collect()
    }
}

pub(crate) fn text(conversation: ConversationId, body: &str) -> SendMessage {
    SendMessage {
        conversation,
        what: What::Content(Content::Text {
            body: body.to_owned(),
            preview_url: false,
        }),
        reply_to: None,
        door: None,
        send_at: None,
        idempotency_key: None,
    }
}

async fn found(env: &Env) -> (OrganizationId, Caller) {
    let organization = NewOrganization {
        name: "Talavera".to_owned(),
        country: "MX".to_owned(),
        time_zone: "America/Mexico_City".to_owned(),
        locale: Locale::Es,
    };
    let ines = NewPerson {
        name: "Inés".to_owned(),
        email: "ines@talavera.example".to_owned(),
        role: Role::Owner,
        locale: Locale::Es,
        password: None,
    };
    let people = vec![ines];
    let installed = bootstrap(
        env,
        NewInstallation {
            organization,
            people,
        },
    )
    .await
    .unwrap();
    let resident = installed.people[0];
    let caller = Caller::Member {
        member: resident.member,
        user: resident.user,
        name: "Inés".to_owned(),
        role: Role::Owner,
    };
    (installed.organization, caller)
}

/// The first line, with its app.
async fn line(still: &Still, cx: &Cx, digits: &str) -> LineId {
    let spec = AppSpec {
        app_id: "900000000000001".to_owned(),
        app_secret: "secret".to_owned(),
    };
    let new = NewMetaApp {
        name: "Talavera".to_owned(),
        app_id: spec.app_id.clone(),
        app_secret: Secret::new("secret"),
    };
    still.sandbox.add_app(spec);
    create(cx, new).await.unwrap();
    line_on(still, cx, digits).await
}

/// A line on the organization's app, with an account of its own.
async fn line_on(still: &Still, cx: &Cx, digits: &str) -> LineId {
    let (waba_id, phone_number_id) = (format!("1{digits}"), format!("2{digits}"));
    let token = format!("EAAG{digits}");
    still.sandbox.add_waba(WabaSpec {
        id: waba_id.clone(),
        name: digits.to_owned(),
        app_id: "900000000000001".to_owned(),
    });
    still.sandbox.add_phone(PhoneSpec {
        phone_number_id: phone_number_id.clone(),
        waba_id: waba_id.clone(),
        display_phone_number: format!("+{digits}"),
        verified_name: digits.to_owned(),
        access_tokens: vec![token.clone()],
        facts: PhoneFacts::default(),
    });
    let apps = cx.read().await.unwrap().meta_apps().list().await.unwrap();
    let new = NewLine {
        name: digits.to_owned(),
        meta_app_id: Some(apps[0].id),
        phone_number_id,
        waba_id,
        access_token: Secret::new(token),
        queue_id: None,
    };
    connect(cx, new).await.unwrap().id
}
