//! Writes what was understood of a webhook body as lines that a person can check.

use std::fmt::{Debug, Write};

use graph::webhook::body::Body;
use graph::webhook::change::{self, Change, Content, Metadata};
use graph::webhook::history::HistoryValue;
use graph::webhook::message::{Contact, InboundMessage, Unreadable};
use graph::webhook::status::Status;
use graph::webhook::{RawChange, envelope};

pub(crate) fn outline(body: &[u8]) -> String {
    let changes = match envelope::split(body) {
        Ok(changes) => changes,
        Err(error) => return format!("refused: {error}\n"),
    };
    let mut lines = String::new();
    for raw in &changes {
        let change = change::parse(&raw.bytes).unwrap();
        agrees(raw, &change);
        let line = raw.phone_number_id.as_deref().unwrap_or("-");
        let (entry, time) = (&change.entry_id, change.entry_time.unwrap_or(-1));
        let (field, updates) = (&change.field, raw.updates);
        line_of(
            &mut lines,
            &format!("{field:?} waba={entry:?} line={line} time={time} updates={updates}"),
        );
        content(&mut lines, &change.content);
    }
    lines
}

/// Routing before the journal and reading after it must see the same ids.
fn agrees(raw: &RawChange, change: &Change) {
    assert_eq!(raw.entry_id, change.entry_id);
    assert_eq!(raw.entry_time, change.entry_time);
    assert_eq!(raw.field, change.field);
    if let Content::Messages(value) = &change.content {
        assert_eq!(raw.phone_number_id, value.metadata.phone_number_id);
    }
}

fn content(lines: &mut String, content: &Content) {
    match content {
        Content::Messages(value) => {
            display_number(lines, &value.metadata);
            value.contacts.iter().for_each(|it| contact(lines, it));
            let messages = value.messages.iter();
            messages.for_each(|it| each(lines, it, |lines, it| message(lines, "message", it)));
            value.statuses.iter().for_each(|it| each(lines, it, status));
            value.errors.iter().for_each(|it| debug(lines, "", it));
            leftover(lines, value.leftover.iter().map(|(name, _)| name));
        }
        Content::Echoes(value) => {
            display_number(lines, &value.metadata);
            value.contacts.iter().for_each(|it| contact(lines, it));
            let echoes = value.echoes.iter();
            echoes.for_each(|it| each(lines, it, |lines, it| message(lines, "echo", it)));
            leftover(lines, value.leftover.iter().map(|(name, _)| name));
        }
        Content::History(value) => history(lines, value),
        Content::ContactSync(value) => value.entries.iter().for_each(|it| debug(lines, "", it)),
        Content::Preferences(value) => {
            value.contacts.iter().for_each(|it| contact(lines, it));
            value.preferences.iter().for_each(|it| debug(lines, "", it));
        }
        Content::Account(value) => debug(lines, "", value),
        Content::Template(value) => debug(lines, "", value),
        Content::Other(raw) => line_of(lines, &format!("  kept raw, {} bytes", raw.get().len())),
    }
}

fn history(lines: &mut String, value: &HistoryValue) {
    display_number(lines, &value.metadata);
    value.contacts.iter().for_each(|it| contact(lines, it));
    for chunk in &value.chunks {
        let of = (chunk.phase, chunk.chunk_order, chunk.progress);
        line_of(lines, &format!("  chunk {of:?}"));
        chunk.errors.iter().for_each(|it| debug(lines, "", it));
        for thread in &chunk.threads {
            line_of(lines, &format!("  thread {:?}", thread.id));
            let messages = thread.messages.iter();
            messages.for_each(|it| each(lines, it, |lines, it| message(lines, "past", it)));
        }
    }
    let files = value.messages.iter();
    files.for_each(|it| each(lines, it, |lines, it| message(lines, "file", it)));
}

fn display_number(lines: &mut String, metadata: &Metadata) {
    if let Some(number) = &metadata.display_phone_number {
        line_of(lines, &format!("  number {number}"));
    }
}

fn contact(lines: &mut String, contact: &Contact) {
    debug(lines, "", contact);
}

fn each<T>(
    lines: &mut String,
    element: &Result<T, Unreadable>,
    readable: impl Fn(&mut String, &T),
) {
    match element {
        Ok(element) => readable(lines, element),
        Err(odd) => line_of(lines, &format!("  unreadable: {}: {}", odd.reason, odd.raw)),
    }
}

fn message(lines: &mut String, what: &str, it: &InboundMessage) {
    let body = &it.body;
    let (kind, id) = (body.kind(), &it.id);
    let mut line = format!("  {what} {kind} {id}");
    named(&mut line, "type", it.kind.as_ref().filter(|it| *it != kind));
    named(&mut line, "from", it.from.as_ref());
    named(&mut line, "user", it.from_user_id.as_ref());
    named(&mut line, "parent", it.from_parent_user_id.as_ref());
    named(&mut line, "to", it.to.as_ref());
    named(&mut line, "to_user", it.to_user_id.as_ref());
    named(&mut line, "group", it.group_id.as_ref());
    named(&mut line, "at", it.timestamp.as_ref());
    named(&mut line, "reached", it.history_status.as_ref());
    line_of(lines, &line);
    if let Some(text) = body.text() {
        line_of(lines, &format!("    text {text:?}"));
    }
    if !matches!(body, Body::Text(_) | Body::Unknown) {
        debug(lines, "  ", body);
    }
    it.context.iter().for_each(|it| debug(lines, "  ", it));
    it.referral.iter().for_each(|it| debug(lines, "  ", it));
    it.errors.iter().for_each(|it| debug(lines, "  ", it));
}

fn status(lines: &mut String, it: &Status) {
    let mut line = format!("  status {} {}", it.status.as_str(), it.id);
    named(&mut line, "to", it.recipient_id.as_ref());
    named(&mut line, "to_user", it.recipient_user_id.as_ref());
    named(&mut line, "parent", it.parent_recipient_user_id.as_ref());
    named(&mut line, "type", it.recipient_type.as_ref());
    let participant = it.recipient_participant_id.as_ref();
    named(&mut line, "participant", participant);
    named(&mut line, "at", it.timestamp.as_ref());
    named(&mut line, "data", it.biz_opaque_callback_data.as_ref());
    line_of(lines, &line);
    it.pricing.iter().for_each(|it| debug(lines, "  ", it));
    it.conversation.iter().for_each(|it| debug(lines, "  ", it));
    it.errors.iter().for_each(|it| debug(lines, "  ", it));
}

fn leftover<'n>(lines: &mut String, names: impl Iterator<Item = &'n String>) {
    names.for_each(|name| line_of(lines, &format!("  leftover {name:?}")));
}

fn named<T: ToString>(line: &mut String, name: &str, value: Option<&T>) {
    if let Some(value) = value {
        write!(line, " {name}={}", value.to_string()).unwrap();
    }
}

/// The fields that are there; those that are absent would drown them.
fn debug(lines: &mut String, indent: &str, value: &impl Debug) {
    let mut text = format!("{value:?}");
    let names = text
        .split([' ', '{', '(', ','])
        .filter(|it| it.ends_with(':'));
    let names: Vec<String> = names.map(str::to_owned).collect();
    for name in names {
        text = text.replace(&format!(", {name} None"), "");
        text = text.replace(&format!(" {name} None,"), "");
        text = text.replace(&format!("{{ {name} None }}"), "{}");
        text = text.replace(&format!("{name} Some("), &format!("{name} ("));
    }
    line_of(lines, &format!("  {indent}{text}"));
}

fn line_of(lines: &mut String, line: &str) {
    lines.push_str(line);
    lines.push('\n');
}
