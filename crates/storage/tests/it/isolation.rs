//! One organization never touches another's rows: not by row-level security, not by any query.

use crate::everything::{Everything, author, idempotent};
use crate::house::{House, NOW, contact, message};
use crate::rows::{Rows, dump_of, postgres_tables};
use aldaba_storage::inbox::{ConversationFilter, Due, Identity, MessagePage, OfferHold, PairPace};
use aldaba_storage::{Database as Place, EventPage, SpendFilter, Tx};
use domain::{DeliveryState, Direction, DoorKind, IdentityId, Role, SpendBy, TicketState};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, Row};
use std::borrow::Cow;
use testkit::Database;

/// The rows of every table that belongs to organizations. A new table without a row here fails:
/// then [`Everything`] must learn of it.
async fn all_rows(database: &Database, theirs: &House) -> Rows {
    let rows = dump_of(database.place(), theirs.organization).await;
    for (table, rows) in &rows {
        assert!(!rows.is_empty(), "{table} has no row to be touched");
    }
    assert!(rows.len() >= 23, "{}", rows.len());
    rows
}

#[tokio::test]
async fn row_level_security_holds_every_table() {
    let database = Database::fresh().await;
    let theirs = Everything::build(&database).await;
    let before = all_rows(&database, &theirs.house).await;
    let Place::Postgres(url) = database.place() else {
        // SQLite has none: there the queries alone keep organizations apart.
        return;
    };
    let ours = House::build(&theirs.house.store).await;
    let mut connection = PgConnection::connect(url).await.unwrap();
    let policies: Vec<String> = sqlx::query_scalar("SELECT tablename::text FROM pg_policies")
        .fetch_all(&mut connection)
        .await
        .unwrap();
    let mut stranger = Stranger::new(url, &ours, &theirs.house).await;
    for (table, columns) in postgres_tables(&mut connection).await {
        if table == "journal_lanes" {
            stranger.fails("", &format!("SELECT * FROM {table}")).await;
        } else if columns.iter().any(|column| column == "organization_id") {
            assert!(policies.contains(&table), "{table} has a policy");
            stranger.is_held_off(&table).await;
        }
    }
    assert_eq!(all_rows(&database, &theirs.house).await, before);
}

const ROLE: &str = "BEGIN; SET LOCAL ROLE aldaba_tenant";

/// A session as an organization's transactions have it, that wants another one's rows.
struct Stranger {
    connection: PgConnection,
    unarmed: PgConnection,
    begin: String,
    own: String,
    foreign: String,
}

impl Stranger {
    async fn new(url: &str, ours: &House, theirs: &House) -> Self {
        let own = ours.organization.uuid();
        Self {
            connection: PgConnection::connect(url).await.unwrap(),
            unarmed: PgConnection::connect(url).await.unwrap(),
            begin: format!("{ROLE}; SET LOCAL app.organization = '{own}'"),
            own: format!("organization_id = '{own}'"),
            foreign: format!("organization_id = '{}'", theirs.organization.uuid()),
        }
    }

    async fn is_held_off(&mut self, table: &str) {
        let foreign = self.foreign.clone();
        for statement in [
            format!("SELECT * FROM {table} WHERE {foreign}"),
            format!("SELECT * FROM {table} WHERE NOT {}", self.own),
            format!("UPDATE {table} SET organization_id = organization_id WHERE {foreign}"),
            format!("DELETE FROM {table} WHERE {foreign}"),
        ] {
            match attempt(&mut self.connection, &self.begin, &statement).await {
                Ok(touched) => assert_eq!(touched, 0, "{statement}"),
                Err(error) => assert_eq!(code(&error), "42501", "{statement}: {error}"),
            }
        }
        // Nobody moves a row into another organization either.
        let give = format!("UPDATE {table} SET {foreign}");
        let given = attempt(&mut self.connection, &self.begin, &give).await;
        assert!(given.unwrap_or_default() == 0, "{give}");
        // Security that is turned off shows an error, not rows, and so does a session that names
        // no organization, whether it named one before or never did.
        let read = format!("SELECT * FROM {table}");
        self.fails("; SET LOCAL row_security = off", &read).await;
        for connection in [&mut self.connection, &mut self.unarmed] {
            assert!(attempt(connection, ROLE, &read).await.is_err(), "{read}");
        }
    }

    async fn fails(&mut self, more: &str, statement: &str) {
        let begin = format!("{}{more}", self.begin);
        let done = attempt(&mut self.connection, &begin, statement).await;
        assert!(done.is_err(), "{statement}");
    }
}

/// Runs a statement after `begin` and takes it back; tells how many rows it touched.
async fn attempt(
    connection: &mut PgConnection,
    begin: &str,
    statement: &str,
) -> sqlx::Result<usize> {
    connection.execute(AssertSqlSafe(begin.to_owned())).await?;
    let touched = if statement.starts_with("SELECT") {
        connection
            .fetch_all(AssertSqlSafe(statement.to_owned()))
            .await
            .map(|rows| rows.len())
    } else {
        let done = connection
            .execute(AssertSqlSafe(statement.to_owned()))
            .await;
        done.map(|done| usize::try_from(done.rows_affected()).unwrap())
    };
    connection.execute("ROLLBACK").await?;
    touched
}

fn code(error: &sqlx::Error) -> String {
    let cause = error
        .as_database_error()
        .and_then(|cause| cause.code().map(Cow::into_owned));
    cause.unwrap_or_default()
}

#[tokio::test]
async fn the_role_of_an_organization_can_do_nothing_but_its_work() {
    let database = Database::fresh().await;
    let Place::Postgres(url) = database.place() else {
        return;
    };
    let store = database.open().await;
    store.check_isolation().await.unwrap();
    let mut connection = PgConnection::connect(url).await.unwrap();
    let role = connection
        .fetch_one(
            "SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolcanlogin,
             (SELECT COUNT(*) FROM pg_class WHERE relowner = r.oid),
             (SELECT COUNT(*) FROM pg_auth_members WHERE member = r.oid)
             FROM pg_roles r WHERE rolname = 'aldaba_tenant'",
        )
        .await
        .unwrap();
    assert_eq!(
        (role.get(0), role.get(1), role.get(2)),
        (false, 0_i64, 0_i64)
    );
    let house = House::build(&store).await;
    let enter = format!(
        "BEGIN; SET LOCAL ROLE aldaba_tenant; SET LOCAL app.organization = '{}'",
        house.organization.uuid()
    );
    for statement in [
        "SELECT * FROM journal",
        "SELECT * FROM sessions",
        "SELECT * FROM links",
        "SELECT * FROM data_keys",
        "SELECT * FROM schema_migrations",
        "SELECT password_hash FROM users",
        "UPDATE users SET name = name",
        "UPDATE line_leases SET epoch = epoch",
        "DELETE FROM lane_positions",
        "DELETE FROM organizations",
        "INSERT INTO organizations SELECT * FROM organizations",
        "ALTER TABLE messages DISABLE ROW LEVEL SECURITY",
        "TRUNCATE messages",
        "DROP POLICY own_organization ON messages",
    ] {
        let error = attempt(&mut connection, &enter, statement)
            .await
            .unwrap_err();
        assert_eq!(code(&error), "42501", "{statement}: {error}");
    }
}

/// Runs an operation in a transaction of its own; whether it fails or does nothing is the same here.
macro_rules! try_to {
    ($house:expr, |$tx:ident| $operation:expr) => {{
        let mut $tx = $house.begin().await;
        if $operation.await.is_ok() {
            // A foreign key may still say no.
            let _ = $tx.commit().await;
        }
    }};
}

#[tokio::test]
async fn no_write_reaches_another_organization() {
    let database = Database::fresh().await;
    let theirs = Everything::build(&database).await;
    let ours = House::build(&theirs.house.store).await;
    let before = all_rows(&database, &theirs.house).await;
    write_people(&ours, &theirs).await;
    write_connections(&ours, &theirs).await;
    write_inbox(&ours, &theirs).await;
    write_messages(&ours, &theirs).await;
    write_deliveries(&ours, &theirs).await;
    write_prices(&ours, &theirs).await;
    assert_eq!(all_rows(&database, &theirs.house).await, before);
}

async fn write_prices(ours: &House, theirs: &Everything) {
    let mut tx = theirs.house.read().await;
    let charge = tx.charges().find(theirs.outbound).await.unwrap().unwrap();
    let budget = tx.budgets().find(theirs.house.line).await.unwrap().unwrap();
    drop(tx);
    try_to!(ours, |tx| tx.charges().put(std::slice::from_ref(&charge)));
    try_to!(ours, |tx| tx.budgets().put(&budget));
    try_to!(ours, |tx| tx.budgets().remove(theirs.house.line));
    try_to!(ours, |tx| tx.rate_cards().remove(theirs.rate_card));
    try_to!(ours, |tx| tx
        .messages()
        .set_door(&[theirs.outbound], DoorKind::Lite));
}

async fn write_people(ours: &House, theirs: &Everything) {
    let mut tx = theirs.house.read().await;
    let organization = tx.organizations().get().await.unwrap();
    let mut member = tx.members().get(theirs.member).await.unwrap();
    drop(tx);
    member.role = Role::Agent;
    try_to!(ours, |tx| tx.organizations().update(&organization));
    try_to!(ours, |tx| tx.members().update(&member));
    try_to!(ours, |tx| tx.members().update_last_seen(theirs.member, NOW));
    try_to!(ours, |tx| tx.invitations().claim(theirs.invitation, NOW));
    try_to!(ours, |tx| tx.invitations().remove(theirs.invitation));
    try_to!(ours, |tx| tx
        .api_tokens()
        .update_last_used(theirs.token, NOW));
    try_to!(ours, |tx| tx.api_tokens().remove(theirs.token, NOW));
}

async fn write_connections(ours: &House, theirs: &Everything) {
    let mut tx = theirs.house.read().await;
    let mut queue = tx.queues().get(theirs.house.queue).await.unwrap();
    let mut app = tx.meta_apps().get(theirs.house.app).await.unwrap();
    let mut line = tx.lines().get(theirs.house.line).await.unwrap();
    let mut door = tx
        .doors()
        .get(theirs.house.line, DoorKind::Cloud)
        .await
        .unwrap();
    drop(tx);
    "Ajena".clone_into(&mut queue.name);
    "Ajena".clone_into(&mut app.name);
    "Ajena".clone_into(&mut line.name);
    door.token = None;
    try_to!(ours, |tx| tx.queues().update(&queue));
    try_to!(ours, |tx| tx.meta_apps().update(&app));
    try_to!(ours, |tx| tx.lines().update(&line));
    try_to!(ours, |tx| tx.doors().update(&door));
    try_to!(ours, |tx| tx.doors().insert(&door));
    try_to!(ours, |tx| tx.doors().update_last_inbound(door.id, NOW));
    try_to!(ours, |tx| tx.doors().update_last_outbound(door.id, NOW));
}

async fn write_inbox(ours: &House, theirs: &Everything) {
    let mut tx = theirs.house.read().await;
    let mut thread = tx
        .conversations()
        .get_snapshot(theirs.conversation)
        .await
        .unwrap();
    let mut ticket = tx.tickets().get(theirs.ticket).await.unwrap();
    drop(tx);
    thread.inbound_count = 99;
    ticket.state = TicketState::Resolved;
    let mut twin = contact("Ajena");
    twin.id = theirs.contact;
    let identity = Identity {
        id: IdentityId::new(),
        contact: theirs.contact,
        key: theirs.identity.clone(),
        created_at: NOW,
    };
    try_to!(ours, |tx| tx
        .identities()
        .insert(std::slice::from_ref(&identity)));
    try_to!(ours, |tx| tx.contacts().put(std::slice::from_ref(&twin)));
    try_to!(ours, |tx| tx
        .conversations()
        .put(std::slice::from_ref(&thread)));
    try_to!(ours, |tx| tx.conversations().set_read_count(
        theirs.conversation,
        theirs.member,
        9
    ));
    try_to!(ours, |tx| tx.tickets().put(std::slice::from_ref(&ticket)));
    try_to!(ours, |tx| tx.tickets().reopen(&[theirs.ticket]));
    try_to!(ours, |tx| tx.tray().remove(theirs.unparsed));
}

async fn write_messages(ours: &House, theirs: &Everything) {
    let (id, line) = (theirs.inbound, theirs.house.line);
    let mut stranger = [message(theirs.conversation, Direction::In, NOW)];
    try_to!(ours, |tx| tx.messages().insert(&stranger));
    stranger[0].id = id;
    try_to!(ours, |tx| tx.messages().insert(&stranger));
    try_to!(ours, |tx| tx
        .messages()
        .set_provider_ids(&[(id, "wamid.2".to_owned())]));
    let raw = [(theirs.outbound, "{}".to_owned())];
    try_to!(ours, |tx| tx.messages().insert_raws(&raw));
    try_to!(ours, |tx| tx
        .message_keys(line)
        .insert(&[("other".to_owned(), id)]));
    let key = [("key".to_owned(), id)];
    try_to!(ours, |tx| tx.message_keys(line).claim(&key));
    try_to!(ours, |tx| tx.reactions().put(id, &author(), "👎", NOW));
    try_to!(ours, |tx| tx.reactions().remove(id, "contact", NOW));
}

async fn write_deliveries(ours: &House, theirs: &Everything) {
    let mut delivery = theirs
        .house
        .begin()
        .await
        .deliveries()
        .get(theirs.outbound)
        .await
        .unwrap();
    delivery.state = DeliveryState::Failed;
    let line = theirs.house.line;
    try_to!(ours, |tx| tx
        .deliveries()
        .put(std::slice::from_ref(&delivery)));
    try_to!(ours, |tx| tx.deliveries().requeue(&delivery));
    try_to!(ours, |tx| tx.queue(line).ripen(NOW));
    try_to!(ours, |tx| tx.queue(line).start(&[theirs.outbound], 1, NOW));
    try_to!(ours, |tx| tx.queue(line).doubt(9, "{}"));
    let (contact, thread) = (theirs.contact, theirs.conversation);
    try_to!(ours, |tx| tx.contacts().set_blocked(&[contact], Some(NOW)));
    try_to!(ours, |tx| tx.count_portfolio_user("1", contact, NOW));
    let hold = OfferHold {
        contact_id: contact,
        until: NOW,
        code: 1,
    };
    try_to!(ours, |tx| tx.put_offer_hold(hold));
    let pair = PairPace {
        conversation_id: thread,
        level: 0,
        at: NOW,
    };
    try_to!(ours, |tx| tx.put_pair_paces(&[pair]));
    try_to!(ours, |tx| tx
        .early_statuses(line)
        .take(&["early".to_owned()]));
    try_to!(ours, |tx| tx.remove_job(&theirs.job));
    try_to!(ours, |tx| tx.postpone_job(&theirs.job, None, "no"));
    let record = idempotent(theirs.outbound);
    try_to!(ours, |tx| tx
        .insert_idempotency_key("actor", "key", &record, NOW));
}

#[tokio::test]
async fn no_read_shows_another_organization() {
    let database = Database::fresh().await;
    let theirs = Everything::build(&database).await;
    let ours = House::build(&theirs.house.store).await;
    let mut tx = ours.begin().await;
    assert_eq!(
        tx.organizations().get().await.unwrap().id,
        ours.organization
    );
    read_people(&mut tx, &theirs).await;
    read_connections(&mut tx, &theirs).await;
    read_people_of_the_inbox(&mut tx, &theirs).await;
    read_threads(&mut tx, &theirs).await;
    read_messages(&mut tx, &theirs).await;
}

async fn read_people(tx: &mut Tx, theirs: &Everything) {
    assert!(tx.members().find(theirs.member).await.unwrap().is_none());
    assert!(
        tx.members()
            .find_by_user(theirs.user)
            .await
            .unwrap()
            .is_none()
    );
    assert!(tx.members().list().await.unwrap().is_empty());
    assert!(
        tx.invitations()
            .find(theirs.invitation)
            .await
            .unwrap()
            .is_none()
    );
    assert!(tx.invitations().list().await.unwrap().is_empty());
    assert!(tx.api_tokens().find(theirs.token).await.unwrap().is_none());
    assert!(tx.api_tokens().list().await.unwrap().is_empty());
}

async fn read_connections(tx: &mut Tx, theirs: &Everything) {
    let house = &theirs.house;
    assert!(tx.queues().find(house.queue).await.unwrap().is_none());
    assert!(
        tx.queues()
            .list()
            .await
            .unwrap()
            .iter()
            .all(|queue| queue.id != house.queue)
    );
    assert!(tx.meta_apps().find(house.app).await.unwrap().is_none());
    assert!(
        tx.meta_apps()
            .list()
            .await
            .unwrap()
            .iter()
            .all(|app| app.id != house.app)
    );
    assert!(tx.lines().find(house.line).await.unwrap().is_none());
    assert!(
        tx.lines()
            .list()
            .await
            .unwrap()
            .iter()
            .all(|line| line.id != house.line)
    );
    assert!(
        tx.doors()
            .find(house.line, DoorKind::Cloud)
            .await
            .unwrap()
            .is_none()
    );
    assert!(
        tx.doors()
            .list_of_line(house.line)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        tx.doors()
            .list()
            .await
            .unwrap()
            .iter()
            .all(|door| door.id != house.door)
    );
}

async fn read_people_of_the_inbox(tx: &mut Tx, theirs: &Everything) {
    let contact = theirs.contact;
    assert!(tx.contacts().get(contact).await.is_err());
    assert!(
        tx.contacts()
            .list_by_id(&[contact])
            .await
            .unwrap()
            .is_empty()
    );
    assert!(tx.contacts().list("", None, 10).await.unwrap().is_empty());
    assert!(tx.contacts().merged_into(contact).await.unwrap().is_empty());
    let key = std::slice::from_ref(&theirs.identity);
    assert!(tx.identities().list_by_key(key).await.unwrap().is_empty());
    assert!(tx.identities().list_of(contact).await.unwrap().is_empty());
    assert!(
        tx.identities()
            .list_of_many(&[contact])
            .await
            .unwrap()
            .is_empty()
    );
}

async fn read_threads(tx: &mut Tx, theirs: &Everything) {
    let thread = theirs.conversation;
    assert!(tx.conversations().get(thread).await.is_err());
    assert!(tx.conversations().get_snapshot(thread).await.is_err());
    assert!(
        tx.conversations()
            .list_by_id(&[thread])
            .await
            .unwrap()
            .is_empty()
    );
    let with = tx
        .conversations()
        .list_with(theirs.house.line, &[theirs.contact])
        .await
        .unwrap();
    assert!(with.is_empty());
    assert_eq!(
        tx.conversations()
            .read_count(thread, theirs.member)
            .await
            .unwrap(),
        0
    );
    let all = ConversationFilter::default();
    assert!(
        tx.conversation_views(&all, None, 10)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        tx.conversation_views_by_id(&[thread], None)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        tx.conversation_views_of(&[theirs.contact])
            .await
            .unwrap()
            .is_empty()
    );
    assert_eq!(tx.conversation_counts(&all).await.unwrap().open, 0);
    assert!(tx.tickets().get(theirs.ticket).await.is_err());
    assert!(tx.tray().list(None, 10).await.unwrap().is_empty());
    assert!(tx.tray().get(theirs.unparsed).await.is_err());
    let EventPage::Events(events) = tx.events_after(0, 10).await.unwrap() else {
        panic!("nothing happened here")
    };
    assert!(events.is_empty());
}

async fn read_queue(tx: &mut Tx, theirs: &Everything) {
    let line = theirs.house.line;
    let pending = tx.queue(line).pending().await.unwrap();
    assert_eq!((pending.queued, pending.next), (false, None));
    let due = Due {
        now: NOW,
        horizon: NOW,
        doubt_from: NOW,
        limit: 10,
    };
    assert!(
        tx.queue(line)
            .due(DoorKind::Cloud, due)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(tx.queue(line).doubted(NOW, 10).await.unwrap().is_empty());
    assert!(tx.door_paces().await.unwrap().is_empty());
    assert!(
        tx.pair_paces(&[theirs.conversation])
            .await
            .unwrap()
            .is_empty()
    );
    assert!(tx.offer_holds(&[theirs.contact]).await.unwrap().is_empty());
    assert_eq!(tx.portfolio_use("1", NOW).await.unwrap().users, 0);
}

async fn read_prices(tx: &mut Tx, theirs: &Everything) {
    let (line, days) = (theirs.house.line, ("2000-01-01", "2100-01-01"));
    let charges = tx.charges().list(&[theirs.outbound]).await.unwrap();
    assert!(charges.is_empty());
    assert!(tx.charges().find(theirs.outbound).await.unwrap().is_none());
    let page = tx.charges().page(None, days, None, 10).await.unwrap();
    assert!(page.is_empty());
    assert!(tx.spend().since(line, days.0).await.unwrap().is_empty());
    for by in SpendBy::ALL {
        let filter = SpendFilter {
            from: days.0.to_owned(),
            to: days.1.to_owned(),
            line: None,
        };
        assert!(tx.spend().by(*by, &filter).await.unwrap().is_empty());
    }
    assert!(tx.rate_cards().list().await.unwrap().is_empty());
    assert!(tx.budgets().list().await.unwrap().is_empty());
    assert!(tx.budgets().find(line).await.unwrap().is_none());
}

async fn read_messages(tx: &mut Tx, theirs: &Everything) {
    let (line, inbound, outbound) = (theirs.house.line, theirs.inbound, theirs.outbound);
    assert!(tx.messages().get(inbound).await.is_err());
    assert!(tx.messages().raw(inbound).await.is_err());
    assert!(
        tx.messages()
            .last_inbound(theirs.conversation)
            .await
            .unwrap()
            .is_none()
    );
    let page = tx
        .messages()
        .page(theirs.conversation, MessagePage::Newest, 10)
        .await
        .unwrap();
    assert!(page.is_empty());
    assert!(tx.message_views_by_id(&[inbound]).await.unwrap().is_empty());
    assert!(tx.quoted_views(&[inbound]).await.unwrap().is_empty());
    assert!(
        tx.message_keys(line)
            .list(&["key".to_owned()])
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        tx.find_idempotency_key("actor", "key")
            .await
            .unwrap()
            .is_none()
    );
    assert!(tx.reactions().list(&[inbound]).await.unwrap().is_empty());
    assert!(tx.deliveries().get(outbound).await.is_err());
    assert!(tx.deliveries().list(&[outbound]).await.unwrap().is_empty());
    read_queue(tx, theirs).await;
    read_prices(tx, theirs).await;
    assert!(
        tx.early_statuses(line)
            .take(&["early".to_owned()])
            .await
            .unwrap()
            .is_empty()
    );
}
