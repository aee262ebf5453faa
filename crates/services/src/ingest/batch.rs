//! A batch: the rows of one line, read into knocks, written in a few statements over many rows.

use super::changes::{self, Change};
use super::conversations::Threads;
use super::files;
use super::messages::{Incoming, Written};
use super::people::{People, Who};
use super::reactions::{Sign, react};
use super::{lines, names, statuses};
use crate::dispatch::debit;
use crate::{Cx, Env, templates};
use domain::text::storable;
use domain::{ContactId, DoorKind, EventKind, LineId, Origin, Time, UnparsedId, Wanted, opt_out};
use door::{
    ContactName, Door, HistoryProgress, Knock, LineUpdate, Preference, Side, StatusUpdate,
    TemplateUpdate, Unreadable,
};
use storage::inbox::Unparsed;
use storage::journal::JournalRow;
use storage::{Door as DoorRecord, Line, Queue, Tx};

/// What a batch is about.
pub(super) struct Home {
    pub(super) line: Line,
    pub(super) queue: Queue,
    pub(super) door: DoorRecord,
}

pub(super) struct Batch<'a> {
    home: Home,
    reader: &'a dyn Door,
    messages: Vec<Incoming>,
    reactions: Vec<Sign>,
    statuses: Vec<StatusUpdate>,
    changes: Vec<Change>,
    names: Vec<ContactName>,
    preferences: Vec<Preference>,
    lines: Vec<(LineUpdate, JournalRow)>,
    templates: Vec<(TemplateUpdate, JournalRow)>,
    history: Vec<HistoryProgress>,
    tray: Vec<Unparsed>,
}

/// What the rows say, read before the transaction begins.
pub(super) struct Said<'a> {
    reader: &'a dyn Door,
    pub(super) knocks: Vec<Result<Vec<Knock>, Unreadable>>,
}

/// Rows that are read before others get a turn.
const TURN: usize = 16;

impl<'a> Said<'a> {
    pub(super) async fn read(env: &'a Env, rows: &[JournalRow]) -> storage::Result<Self> {
        let reader = env
            .doors
            .get(DoorKind::Cloud)
            .ok_or(storage::Error::NotFound("door of this kind"))?
            .as_ref();
        let mut knocks = Vec::with_capacity(rows.len());
        for some in rows.chunks(TURN) {
            knocks.extend(some.iter().map(|row| reader.read(&row.body)));
            tokio::task::yield_now().await;
        }
        Ok(Self { reader, knocks })
    }
}

impl<'a> Batch<'a> {
    pub(super) async fn gather(
        tx: &mut Tx,
        line: LineId,
        rows: &[JournalRow],
        said: Said<'a>,
    ) -> storage::Result<Self> {
        let kind = said.reader.kind();
        let line = tx.lines().get(line).await?;
        let queue = tx.queues().get(line.queue_id).await?;
        let door = tx.doors().get(line.id, kind).await?;
        let mut batch = Self {
            home: Home { line, queue, door },
            reader: said.reader,
            messages: Vec::with_capacity(rows.len()),
            reactions: Vec::new(),
            statuses: Vec::new(),
            changes: Vec::new(),
            names: Vec::new(),
            preferences: Vec::new(),
            lines: Vec::new(),
            templates: Vec::new(),
            history: Vec::new(),
            tray: Vec::new(),
        };
        for (row, knocks) in rows.iter().zip(said.knocks) {
            batch.take(row, knocks);
        }
        Ok(batch)
    }

    fn take(&mut self, row: &JournalRow, knocks: Result<Vec<Knock>, Unreadable>) {
        match knocks {
            Ok(knocks) => {
                for knock in knocks {
                    self.sort(row, knock);
                }
            }
            Err(unreadable) => {
                self.keep(
                    row,
                    "unreadable",
                    None,
                    (&unreadable.reason, row.body.clone()),
                );
            }
        }
    }

    fn sort(&mut self, row: &JournalRow, knock: Knock) {
        match knock {
            Knock::Message(message) => {
                let incoming = Incoming::new(*message, row.origin, row.received_at, &row.body);
                self.messages.push(incoming);
            }
            Knock::Reaction(reaction) => self.reactions.push(Sign::new(reaction, row)),
            Knock::Status(status) if status.state.is_some() => self.statuses.push(status),
            Knock::Status(status) => {
                let raw = status.raw.unwrap_or_default().into_bytes();
                let detail = "a status of a word that this version does not know";
                self.keep(row, "not_handled", Some("status"), (detail, raw));
            }
            Knock::Unreadable(part) => {
                self.keep(
                    row,
                    "unreadable",
                    None,
                    (&part.reason, part.raw.into_bytes()),
                );
            }
            Knock::Other { field, raw } => {
                self.keep(row, "not_handled", Some(&field), ("", raw.into_bytes()));
            }
            Knock::Edit(edit) => self.changes.push(Change::edit(*edit, row)),
            Knock::Revoke(revoke) => self.changes.push(Change::revoke(revoke, row)),
            Knock::ContactName(name) => self.names.push(name),
            Knock::Preference(preference) => self.preferences.push(preference),
            Knock::Line(update) => self.lines.push((update, row.clone())),
            Knock::Template(update) => self.templates.push((*update, row.clone())),
            Knock::History(progress) => self.history.push(progress),
        }
    }

    /// Into the tray: why, in words, and what.
    fn keep(&mut self, row: &JournalRow, cause: &str, field: Option<&str>, part: (&str, Vec<u8>)) {
        let (detail, body) = part;
        metrics::counter!("aldaba_ingest_tray_total").increment(1);
        self.tray.push(Unparsed {
            id: UnparsedId::new(),
            line_id: Some(self.home.line.id),
            field: field.map(|field| storable(field).into_owned()),
            cause: cause.to_owned(),
            detail: storable(detail).into_owned(),
            body,
            received_at: row.received_at,
        });
    }

    /// Writes everything that the batch holds. The caller moves the lane and commits.
    pub(super) async fn write(mut self, cx: &Cx, tx: &mut Tx) -> storage::Result<()> {
        let told = std::mem::take(&mut self.messages);
        let (messages, again) = claim(tx, &self.home, told).await?;
        let scope = self.home.door.waba_id.clone().unwrap_or_default();
        let who = self.everybody(&messages);
        let people = People::resolve(cx, tx, &scope, &who).await?;
        let (of_messages, rest) = people.contacts.split_at(messages.len());
        let (of_reactions, rest) = rest.split_at(self.reactions.len());
        let (of_names, of_preferences) = rest.split_at(self.names.len());
        let home = &self.home;
        let mut threads = Threads::load(cx, tx, home, &people).await?;
        let of_customers = messages.iter().zip(of_messages);
        let wrote: Vec<ContactId> = of_customers
            .filter(|(incoming, _)| incoming.message.side == Side::Customer)
            .map(|(_, &contact)| contact)
            .collect();
        let live = messages.iter().filter(|it| is_live(it.origin)).count();
        let wishes = wishes(&messages, of_messages);
        let written = Written::write(cx, tx, &mut threads, messages, of_messages).await?;
        reached(cx, tx, &wrote).await?;
        let lost = files::complete(cx, tx, home.line.id, again).await?;
        self.tray.extend(lost);
        let lost = react(cx, tx, &mut threads, &self.reactions, of_reactions).await?;
        self.tray.extend(lost);
        let lost = changes::apply(cx, tx, home.line.id, &self.changes).await?;
        self.tray.extend(lost);
        statuses::apply(cx, tx, home.line.id, self.reader, &self.statuses).await?;
        names::name(cx, tx, &self.names, of_names).await?;
        names::prefer(cx, tx, &self.preferences, of_preferences).await?;
        names::hear_wishes(cx, tx, &wishes).await?;
        threads.write(cx, tx).await?;
        self.fare(cx, tx).await?;
        tx.tray().insert(&self.tray).await?;
        if let Some(at) = written.last_at {
            tx.doors()
                .update_last_inbound(self.home.door.id, at)
                .await?;
        }
        metrics::counter!("aldaba_ingest_messages_total").increment(written.count);
        if live > 0 {
            debit(tx, &self.home.door, cx.now, live).await?;
        }
        Ok(())
    }
}

impl Batch<'_> {
    /// Everybody that the batch speaks of, in the order in which their contacts are given out.
    fn everybody<'b>(&'b self, messages: &'b [Incoming]) -> Vec<Who<'b>> {
        let of_messages = messages.iter().map(|incoming| Who {
            sender: &incoming.message.sender,
            also: incoming.message.also.as_ref(),
        });
        let only = |sender| Who { sender, also: None };
        of_messages
            .chain(self.reactions.iter().map(|it| only(&it.reaction.sender)))
            .chain(self.names.iter().map(|it| only(&it.person)))
            .chain(self.preferences.iter().map(|it| only(&it.person)))
            .collect()
    }

    /// What the batch tells of the line itself and of templates.
    async fn fare(&mut self, cx: &Cx, tx: &mut Tx) -> storage::Result<()> {
        let line = self.home.line.id;
        lines::import(cx, tx, &self.home.door, &self.history).await?;
        for (update, row) in std::mem::take(&mut self.lines) {
            let doors = std::slice::from_ref(&line);
            if !lines::apply(cx, tx, Some(doors), &update).await? {
                self.keep(&row, "not_handled", None, ("", row.body.clone()));
            }
        }
        for (update, row) in std::mem::take(&mut self.templates) {
            if !templates::apply(cx, tx, &update).await? {
                self.keep(&row, "not_handled", None, ("", row.body.clone()));
            }
        }
        Ok(())
    }
}

/// Keeps the messages that nobody stored before: first within the batch, then by the unique key in
/// the database. Files of messages that are told again are given back beside them.
async fn claim(
    tx: &mut Tx,
    home: &Home,
    messages: Vec<Incoming>,
) -> storage::Result<(Vec<Incoming>, Vec<Incoming>)> {
    let mut seen = std::collections::HashSet::with_capacity(messages.len());
    let mut first: Vec<Incoming> = Vec::with_capacity(messages.len());
    let mut again = Vec::new();
    for incoming in messages {
        let is_new = !incoming.is_of_nobody() && seen.insert(incoming.message.key.clone());
        if is_new {
            first.push(incoming);
        } else {
            again.push(incoming);
        }
    }
    let keys: Vec<_> = first
        .iter()
        .map(|incoming| (incoming.message.key.clone(), incoming.id))
        .collect();
    let fresh = tx.message_keys(home.line.id).claim(&keys).await?;
    let doubles = u64::try_from(seen.len().saturating_sub(fresh.len())).unwrap_or_default();
    metrics::counter!("aldaba_ingest_doubles_total").increment(doubles);
    let (first, told): (Vec<_>, Vec<_>) = first
        .into_iter()
        .partition(|incoming| fresh.contains(&incoming.message.key));
    again.extend(told);
    again.retain(|incoming| incoming.message.media.is_some());
    Ok((first, again))
}

/// Who wrote that they want no more offers, or want them again.
fn wishes(messages: &[Incoming], contacts: &[ContactId]) -> Vec<(ContactId, Wanted, Time)> {
    let of_customers = messages.iter().zip(contacts).filter(|(incoming, _)| {
        is_live(incoming.origin) && incoming.message.side == Side::Customer
    });
    of_customers
        .filter_map(|(incoming, &contact)| {
            let text = incoming.message.text.as_deref()?;
            Some((contact, opt_out::wish(text)?, incoming.message.at))
        })
        .collect()
}

/// Whoever writes to us can be reached.
async fn reached(cx: &Cx, tx: &mut Tx, contacts: &[ContactId]) -> storage::Result<()> {
    for contact_id in tx.warnings().remove(contacts).await? {
        tx.emit(cx.event(EventKind::ContactUpdated { contact_id }));
    }
    Ok(())
}

/// Whether rows of this origin are told to people: tickets, unread counts, windows.
pub(super) const fn is_live(origin: Origin) -> bool {
    matches!(origin, Origin::Live)
}
