//! An organization that has a row in every table, for tests of what others may do to it.

use crate::house::{House, NOW, message};
use aldaba_storage::inbox::{
    DoorPace, EarlyStatus, IdempotencyRecord, Identity, IdentityKey, OfferHold, PairPace,
    Preference, ReactionAuthor, Ticket, Unparsed,
};
use aldaba_storage::journal::{Lane, NewRow};
use aldaba_storage::system::User;
use aldaba_storage::{
    ApiToken, Budget, Charge, Hold, Invitation, Job, Media, NewEvent, NewMember, SpendChange,
    SpendKey, StoredCard, Template, TokenHash, Tx, Warning,
};
use domain::{
    Actor, ApiTokenId, AuthorKind, Breaker, Bucket, ChargeState, ContactId, ConversationId,
    DeliveryState, Direction, DoorId, DoorKind, Email, EventKind, IdentityId, IdentityKind,
    InvitationId, LineId, Locale, MediaId, MediaKind, MemberId, MessageId, Origin, ParameterFormat,
    Permission, PriceCategory, PriceRule, RateCardId, Role, SenderKind, TemplateAnnouncement,
    TemplateCategory, TemplateId, TemplateState, TicketId, TicketState, UnparsedId, UserId,
};
use testkit::Database;

/// What an organization that has everything has, by its ids.
pub(crate) struct Everything {
    pub(crate) house: House,
    pub(crate) user: UserId,
    pub(crate) member: MemberId,
    pub(crate) invitation: InvitationId,
    pub(crate) token: ApiTokenId,
    pub(crate) contact: ContactId,
    pub(crate) identity: IdentityKey,
    pub(crate) conversation: ConversationId,
    pub(crate) inbound: MessageId,
    pub(crate) outbound: MessageId,
    pub(crate) ticket: TicketId,
    pub(crate) unparsed: UnparsedId,
    pub(crate) job: Job,
    pub(crate) rate_card: RateCardId,
}

impl Everything {
    pub(crate) async fn build(database: &Database) -> Self {
        let store = database.open().await;
        let house = House::build(&store).await;
        let (user, member, invitation, token) = people(&house).await;
        let thread = house.conversation("María").await;
        let identity = IdentityKey {
            kind: IdentityKind::Phone,
            scope: String::new(),
            value: "525555550101".to_owned(),
        };
        let outbound = house.queued(&thread, 1, NOW).await;
        let mut tx = house.begin().await;
        let known = Identity {
            id: IdentityId::new(),
            contact: thread.contact_id,
            key: identity.clone(),
            created_at: NOW,
        };
        tx.identities().insert(&[known]).await.unwrap();
        let reads = tx.conversations();
        reads.set_read_count(thread.id, member, 1).await.unwrap();
        let inbound = inbound(&mut tx, &house, thread.id).await;
        let wish = Preference {
            category: "marketing_messages".to_owned(),
            stopped: true,
            detail: None,
            at: NOW,
        };
        let wished = tx.put_preference(thread.contact_id, &wish);
        assert!(wished.await.unwrap());
        let record = idempotent(outbound);
        let keyed = tx.insert_idempotency_key("actor", "key", &record, NOW);
        keyed.await.unwrap();
        let (ticket, unparsed) = work(&mut tx, &house, thread.id).await;
        going_out(&mut tx, &house, thread.contact_id, outbound).await;
        let rate_card = priced(&mut tx, house.line, outbound).await;
        tx.emit(event());
        tx.commit().await.unwrap();
        let job = job(&house).await;
        Self {
            house,
            user,
            member,
            invitation,
            token,
            contact: thread.contact_id,
            identity,
            conversation: thread.id,
            inbound,
            outbound,
            ticket,
            unparsed,
            job,
            rate_card,
        }
    }
}

/// A message with all that may hang on one.
async fn inbound(tx: &mut Tx, house: &House, thread: ConversationId) -> MessageId {
    let mut record = message(thread, Direction::In, NOW);
    record.provider_id = Some("wamid.1".to_owned());
    record.has_raw = true;
    let id = record.id;
    tx.messages().insert(&[record]).await.unwrap();
    let raw = (id, "{}".to_owned());
    tx.messages().insert_raws(&[raw]).await.unwrap();
    let keys = tx.message_keys(house.line);
    keys.insert(&[("key".to_owned(), id)]).await.unwrap();
    let reaction = tx.reactions();
    reaction.put(id, &author(), "👍", NOW).await.unwrap();
    let statuses = tx.early_statuses(house.line);
    statuses.put(&[early()], NOW).await.unwrap();
    let edited = tx.insert_message_edit(id, "edit", Some("before"), NOW);
    edited.await.unwrap();
    file(tx, house, id).await;
    id
}

/// A file of a message, which the provider holds for a line too.
async fn file(tx: &mut Tx, house: &House, message: MessageId) {
    let file = Media::waiting(MediaId::new(), MediaKind::Image, NOW);
    tx.media()
        .insert(std::slice::from_ref(&file))
        .await
        .unwrap();
    tx.media().link(&[(message, file.id)]).await.unwrap();
    let kept = tx.media().put_upload(file.id, house.line, "1", NOW);
    kept.await.unwrap();
}

async fn work(tx: &mut Tx, house: &House, thread: ConversationId) -> (TicketId, UnparsedId) {
    let (ticket, unparsed) = (ticket(house, thread), unparsed(house));
    let ids = (ticket.id, unparsed.id);
    tx.tickets().take_numbers(1).await.unwrap();
    tx.tickets().put(&[ticket]).await.unwrap();
    tx.tray().insert(&[unparsed]).await.unwrap();
    ids
}

/// A template and its use, a door that is held, somebody who could not be reached.
async fn going_out(tx: &mut Tx, house: &House, contact: ContactId, message: MessageId) {
    let template = Template {
        id: TemplateId::new(),
        waba_id: "1".to_owned(),
        provider_id: Some("2".to_owned()),
        name: "aviso".to_owned(),
        language: "es_MX".to_owned(),
        category: TemplateCategory::Utility,
        state: TemplateState::Approved,
        quality: None,
        rejection: None,
        announced: TemplateAnnouncement::default(),
        parameter_format: ParameterFormat::Positional,
        components: serde_json::json!([]),
        created_at: NOW,
        updated_at: NOW,
    };
    tx.templates().put(&template).await.unwrap();
    let uses = tx.templates();
    uses.insert_use(template.id, message).await.unwrap();
    let doors = tx.doors().list_of_line(house.line).await.unwrap();
    let hold = Hold {
        door_id: doors[0].id,
        until: NOW,
        code: 1,
    };
    tx.holds().put(hold).await.unwrap();
    let warning = Warning {
        contact_id: contact,
        at: NOW,
        code: 1,
    };
    tx.warnings().put(warning).await.unwrap();
    paced(tx, doors[0].id, contact, message).await;
}

/// How fast all of it may go.
async fn paced(tx: &mut Tx, door_id: DoorId, contact_id: ContactId, message: MessageId) {
    let pace = DoorPace {
        door_id,
        bucket: Bucket { level: 1, at: NOW },
        breaker: Breaker::closed(NOW),
    };
    tx.put_door_pace(&pace).await.unwrap();
    let pair = PairPace {
        conversation_id: tx.messages().get(message).await.unwrap().conversation_id,
        level: 1,
        at: NOW,
    };
    tx.put_pair_paces(&[pair]).await.unwrap();
    tx.count_portfolio_user("1", contact_id, NOW).await.unwrap();
    let hold = OfferHold {
        contact_id,
        until: NOW,
        code: 1,
    };
    tx.put_offer_hold(hold).await.unwrap();
}

/// A message that cost something, its sum, a card and a budget.
async fn priced(tx: &mut Tx, line_id: LineId, message_id: MessageId) -> RateCardId {
    let charge = Charge {
        message_id,
        line_id,
        state: ChargeState::Expected,
        door: DoorKind::Cloud,
        sender: SenderKind::Member,
        category: PriceCategory::Service,
        country: "MX".to_owned(),
        day: "2026-10-01".to_owned(),
        at: NOW,
        window_open: true,
        free_entry: false,
        currency: "USD".to_owned(),
        micros: Some(8_500),
        rule: PriceRule::ServiceCharged,
        card: None,
        card_valid_from: None,
        market: None,
        route: "{}".to_owned(),
    };
    let key = SpendKey {
        line_id,
        day: charge.day.clone(),
        door: charge.door,
        sender: charge.sender,
        category: charge.category,
        country: charge.country.clone(),
        currency: charge.currency.clone(),
    };
    let sum = SpendChange {
        messages: 1,
        unpriced: 0,
        micros: 8_500,
    };
    tx.charges().put(&[charge]).await.unwrap();
    tx.spend().change(&[(key, sum)].into()).await.unwrap();
    let card = StoredCard {
        id: RateCardId::new(),
        body: "{}".to_owned(),
        loaded_at: NOW,
    };
    tx.rate_cards().insert(&card).await.unwrap();
    let budget = Budget {
        line_id,
        micros: 1,
        currency: "USD".to_owned(),
        warn_at: 80,
        stops: true,
    };
    tx.budgets().put(&budget).await.unwrap();
    card.id
}

/// A job that somebody claimed, and a row in the journal.
async fn job(house: &House) -> Job {
    let mut tx = house.begin().await;
    tx.insert_job("test.v1", "key", "{}", NOW).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = house.store.system().await.unwrap();
    let job = tx.claim_jobs(NOW, NOW, 1).await.unwrap().remove(0);
    tx.commit().await.unwrap();
    let row = NewRow {
        lane: Lane::LineLive(house.line),
        organization: Some(house.organization),
        origin: Origin::Live,
        received_at: NOW,
        body: Vec::new(),
    };
    house.store.journal().append(vec![row]).await.unwrap();
    job
}

async fn people(house: &House) -> (UserId, MemberId, InvitationId, ApiTokenId) {
    let user = User {
        id: UserId::new(),
        email: Email::parse("ines@talavera.example").unwrap(),
        name: "Inés".to_owned(),
        locale: Locale::Es,
        password: None,
        operator: false,
        created_at: NOW,
    };
    let mut tx = house.store.system().await.unwrap();
    tx.users().insert(&user).await.unwrap();
    let mut tx = tx.enter(house.organization).await.unwrap();
    let member = NewMember {
        id: MemberId::new(),
        user: user.id,
        role: Role::Owner,
        created_at: NOW,
    };
    tx.members().insert(&member).await.unwrap();
    let invitation = Invitation {
        id: InvitationId::new(),
        role: Role::Agent,
        email: None,
        invited_by: Some(member.id),
        created_at: NOW,
        expires_at: NOW,
    };
    tx.invitations()
        .insert(&invitation, &TokenHash::of("invitation"))
        .await
        .unwrap();
    let token = ApiToken {
        id: ApiTokenId::new(),
        name: "CRM".to_owned(),
        scopes: vec![Permission::MessagesSend],
        quota_per_minute: 60,
        created_at: NOW,
        last_used_at: None,
    };
    tx.api_tokens()
        .insert(&token, &TokenHash::of("token"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    (user.id, member.id, invitation.id, token.id)
}

pub(crate) fn author() -> ReactionAuthor {
    ReactionAuthor {
        key: "contact".to_owned(),
        kind: AuthorKind::Contact,
        name: None,
    }
}

fn early() -> EarlyStatus {
    EarlyStatus {
        key: "early".to_owned(),
        state: DeliveryState::Sent,
        at: NOW,
        failure: None,
    }
}

pub(crate) fn idempotent(message: MessageId) -> IdempotencyRecord {
    IdempotencyRecord {
        body_hash: vec![1],
        message_id: message,
    }
}

fn ticket(house: &House, conversation: ConversationId) -> Ticket {
    Ticket {
        id: TicketId::new(),
        number: 1,
        conversation_id: conversation,
        queue_id: house.queue,
        state: TicketState::Open,
        assignee_id: None,
        opened_at: NOW,
        resolved_at: None,
        resolved_by: None,
    }
}

fn unparsed(house: &House) -> Unparsed {
    Unparsed {
        id: UnparsedId::new(),
        line_id: Some(house.line),
        field: None,
        cause: "unreadable".to_owned(),
        detail: String::new(),
        body: Vec::new(),
        received_at: NOW,
    }
}

fn event() -> NewEvent {
    NewEvent {
        at: NOW,
        actor: Actor::System,
        request_id: None,
        origin: Origin::Live,
        kind: EventKind::ContactUpdated {
            contact_id: ContactId::new(),
        },
    }
}
