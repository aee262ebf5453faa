//! A house for the tests: an organization with a line, and what comes through its door.

use aldaba_storage::inbox::{Contact, Conversation, Delivery, MessageRecord};
use aldaba_storage::{Door, Line, MetaApp, Organization, Queue, Store, Tx};
use domain::{
    AuthorKind, ContactId, ConversationId, Direction, DoorId, DoorKind, DoorState, LineId, Locale,
    MessageId, MessageKind, MetaAppId, OrganizationId, Origin, PhoneNumber, QueueId, ReopenPolicy,
    RoutingPolicy, Time, UncertainPolicy,
};
use std::sync::atomic::{AtomicU64, Ordering};

pub(crate) const NOW: Time = Time::from_seconds(1_795_000_000);

/// So that no two lines of a database claim one number.
static NUMBERS: AtomicU64 = AtomicU64::new(100_000_000_000_000);

/// An organization with one line and its door.
#[derive(Clone)]
pub(crate) struct House {
    pub(crate) store: Store,
    pub(crate) organization: OrganizationId,
    pub(crate) queue: QueueId,
    pub(crate) line: LineId,
    pub(crate) app: MetaAppId,
    pub(crate) door: DoorId,
}

impl House {
    pub(crate) async fn build(store: &Store) -> Self {
        let organization = organization(store).await;
        let mut tx = store.begin(organization).await.unwrap();
        let queue = queue();
        tx.queues().insert(&queue).await.unwrap();
        let app = app(organization);
        tx.meta_apps().insert(&app).await.unwrap();
        let (line, door) = line(&mut tx, queue.id, app.id).await;
        tx.commit().await.unwrap();
        Self {
            store: store.clone(),
            organization,
            queue: queue.id,
            line,
            app: app.id,
            door,
        }
    }

    pub(crate) async fn begin(&self) -> Tx {
        self.store.begin(self.organization).await.unwrap()
    }

    pub(crate) async fn read(&self) -> Tx {
        self.store.read(self.organization).await.unwrap()
    }

    /// A contact of this name with an empty conversation on the line.
    pub(crate) async fn conversation(&self, name: &str) -> Conversation {
        let mut tx = self.begin().await;
        let contact = contact(name);
        tx.contacts()
            .put(std::slice::from_ref(&contact))
            .await
            .unwrap();
        let conversation = conversation(self.line, contact.id);
        tx.conversations()
            .put(std::slice::from_ref(&conversation))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        conversation
    }

    /// An outbound message with its delivery queued at `due_at`.
    pub(crate) async fn queued(&self, to: &Conversation, position: i64, due_at: Time) -> MessageId {
        let mut tx = self.begin().await;
        let message = message(to.id, Direction::Out, due_at);
        let delivery = Delivery::queued(message.id, to.id, self.line, position, due_at);
        tx.messages()
            .insert(std::slice::from_ref(&message))
            .await
            .unwrap();
        tx.deliveries().put(&[delivery]).await.unwrap();
        tx.commit().await.unwrap();
        message.id
    }
}

pub(crate) async fn organization(store: &Store) -> OrganizationId {
    let organization = Organization {
        id: OrganizationId::new(),
        name: "Panadería Luz".to_owned(),
        country: "MX".parse().unwrap(),
        time_zone: "America/Mexico_City".parse().unwrap(),
        locale: Locale::Es,
        created_at: NOW,
    };
    let mut tx = store.system().await.unwrap();
    tx.insert_organization(&organization).await.unwrap();
    tx.commit().await.unwrap();
    organization.id
}

pub(crate) fn queue() -> Queue {
    Queue {
        id: QueueId::new(),
        name: "General".to_owned(),
        reopen_policy: ReopenPolicy::Reopen,
        reopen_within_hours: 24,
        created_at: NOW,
    }
}

pub(crate) fn app(organization: OrganizationId) -> MetaApp {
    MetaApp {
        id: MetaAppId::new(),
        organization_id: Some(organization),
        name: "Tienda".to_owned(),
        app_id: "670843887433847".to_owned(),
        verify_token: "token".to_owned(),
        secret: vec![1, 2, 3],
        previous_secret: None,
        secret_set_at: NOW,
        created_at: NOW,
    }
}

/// A line with its door.
pub(crate) async fn line(tx: &mut Tx, queue: QueueId, app: MetaAppId) -> (LineId, DoorId) {
    let number = NUMBERS.fetch_add(1, Ordering::Relaxed);
    let line = Line {
        id: LineId::new(),
        name: "Ventas".to_owned(),
        phone: PhoneNumber::from_wa_id("525555550100"),
        queue_id: queue,
        enabled: true,
        uncertain_policy: UncertainPolicy::Ask,
        uncertain_after_minutes: 15,
        routing_policy: RoutingPolicy::Failover,
        unofficial_allowed_at: None,
        created_at: NOW,
    };
    let door = Door {
        id: DoorId::new(),
        line_id: line.id,
        kind: DoorKind::Cloud,
        enabled: true,
        state: DoorState::Connected,
        meta_app_id: Some(app),
        phone_number_id: Some(number.to_string()),
        waba_id: Some("102290129340398".to_owned()),
        token: Some(vec![4, 5, 6]),
        token_set_at: Some(NOW),
        verified_name: None,
        quality_rating: None,
        throughput: None,
        messaging_limit: None,
        coexists: false,
        checked_at: None,
        problem: None,
        last_inbound_at: None,
        last_outbound_at: None,
        created_at: NOW,
    };
    tx.lines().insert(&line).await.unwrap();
    tx.doors().insert(&door).await.unwrap();
    (line.id, door.id)
}

pub(crate) fn contact(name: &str) -> Contact {
    Contact {
        id: ContactId::new(),
        name: None,
        profile_name: Some(name.to_owned()),
        username: None,
        search_key: domain::text::fold(name),
        merged_into: None,
        blocked_at: None,
        created_at: NOW,
    }
}

pub(crate) fn conversation(line: LineId, contact: ContactId) -> Conversation {
    Conversation {
        id: ConversationId::new(),
        line_id: line,
        contact_id: contact,
        sort_at: NOW,
        last_message_id: None,
        inbound_count: 0,
        handled_count: 0,
        next_position: 1,
        last_inbound_at: None,
        free_entry_at: None,
        ticket_id: None,
        ticket_state: None,
        assignee_id: None,
        ticket_resolved_at: None,
        created_at: NOW,
    }
}

pub(crate) fn message(
    conversation: ConversationId,
    direction: Direction,
    at: Time,
) -> MessageRecord {
    MessageRecord {
        id: MessageId::new(),
        conversation_id: conversation,
        ticket_id: None,
        direction,
        kind: MessageKind::Text,
        text: Some("hola".to_owned()),
        content: None,
        author_kind: if direction == Direction::In {
            AuthorKind::Contact
        } else {
            AuthorKind::System
        },
        author_member_id: None,
        author_name: None,
        reply_to_id: None,
        door: DoorKind::Cloud,
        at,
        sort_at: at,
        received_at: at,
        late: false,
        origin: Origin::Live,
        has_raw: false,
        provider_id: None,
    }
}
