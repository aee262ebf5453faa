//! Stories as rows: parents before children, one transaction a chunk.

use super::home::Home;
use super::story::{Answer, Message, Story};
use crate::database::{Pen, insert_rows, on};
use anyhow::Result;
use uuid::Uuid;

pub(super) async fn write(pen: &mut Pen, home: &Home, stories: &[Story]) -> Result<()> {
    pen.run("BEGIN").await?;
    write_people(pen, home, stories).await?;
    write_threads(pen, home, stories).await?;
    write_messages(pen, home, stories).await?;
    let Some(last) = stories.last() else {
        return Ok(());
    };
    on!(&mut *pen, |db| {
        sqlx::query("UPDATE counters SET ticket_number = $2 WHERE organization_id = $1")
            .bind(home.organization)
            .bind(last.ticket.number)
            .execute(db)
            .await
            .map(|_| ())
    })?;
    pen.run("COMMIT").await
}

async fn write_people(pen: &mut Pen, home: &Home, stories: &[Story]) -> Result<()> {
    insert_rows!(
        pen,
        "INSERT INTO contacts (organization_id, id, name, profile_name, username, search_key, merged_into, created_at)",
        stories,
        |row, story| {
            let contact = &story.contact;
            row.push_bind(home.organization)
                .push_bind(contact.id)
                .push_bind(None::<String>)
                .push_bind(contact.profile_name.as_str())
                .push_bind(contact.username.as_deref())
                .push_bind(contact.search_key.as_str())
                .push_bind(None::<Uuid>)
                .push_bind(contact.created_at)
        }
    );
    let identities: Vec<_> = stories
        .iter()
        .flat_map(|story| {
            story
                .contact
                .identities
                .iter()
                .map(|identity| (&story.contact, identity))
        })
        .collect();
    insert_rows!(
        pen,
        "INSERT INTO identities (organization_id, kind, scope, value, id, contact_id, created_at)",
        identities,
        |row, pair| {
            let (contact, identity) = pair;
            // A user id means something within its business account only.
            let scope = if identity.kind == "bsuid" {
                home.waba_id.as_str()
            } else {
                ""
            };
            row.push_bind(home.organization)
                .push_bind(identity.kind)
                .push_bind(scope)
                .push_bind(identity.value.as_str())
                .push_bind(identity.id)
                .push_bind(contact.id)
                .push_bind(contact.created_at)
        }
    );
    Ok(())
}

async fn write_threads(pen: &mut Pen, home: &Home, stories: &[Story]) -> Result<()> {
    insert_rows!(
        pen,
        "INSERT INTO conversations (organization_id, id, line_id, contact_id, sort_at, last_message_id,
         inbound_count, handled_count, next_position, last_inbound_at, free_entry_at, ticket_id, ticket_state,
         assignee_id, ticket_resolved_at, created_at)",
        stories,
        |row, story| {
            let Story { contact, conversation, ticket, .. } = story;
            row.push_bind(home.organization)
                .push_bind(conversation.id)
                .push_bind(home.line)
                .push_bind(contact.id)
                .push_bind(conversation.sort_at)
                .push_bind(conversation.last_message)
                .push_bind(conversation.inbound_count)
                .push_bind(conversation.handled_count)
                .push_bind(conversation.next_position)
                .push_bind(conversation.last_inbound_at)
                .push_bind(None::<i64>)
                .push_bind(ticket.id)
                .push_bind(state(story))
                .push_bind(ticket.assignee)
                .push_bind(ticket.resolved.map(|(at, _)| at))
                .push_bind(contact.created_at)
        }
    );
    insert_rows!(
        pen,
        "INSERT INTO tickets (organization_id, id, number, conversation_id, queue_id, state, assignee_id,
         opened_at, resolved_at, resolved_by)",
        stories,
        |row, story| {
            let ticket = &story.ticket;
            row.push_bind(home.organization)
                .push_bind(ticket.id)
                .push_bind(ticket.number)
                .push_bind(story.conversation.id)
                .push_bind(home.queue)
                .push_bind(state(story))
                .push_bind(ticket.assignee)
                .push_bind(ticket.opened_at)
                .push_bind(ticket.resolved.map(|(at, _)| at))
                .push_bind(ticket.resolved.and_then(|(_, by)| by))
        }
    );
    Ok(())
}

const fn state(story: &Story) -> &'static str {
    if story.ticket.resolved.is_some() {
        "resolved"
    } else {
        "open"
    }
}

async fn write_messages(pen: &mut Pen, home: &Home, stories: &[Story]) -> Result<()> {
    let messages: Vec<(&Story, &Message)> = stories
        .iter()
        .flat_map(|story| story.messages.iter().map(move |message| (story, message)))
        .collect();
    insert_rows!(
        pen,
        "INSERT INTO messages (organization_id, id, conversation_id, ticket_id, direction, kind, text, content,
         author_kind, author_member_id, author_name, reply_to_id, door, at, sort_at, received_at, late, origin,
         has_raw, provider_id)",
        messages,
        |row, pair| {
            let (story, message) = pair;
            let answer = message.answer.as_ref();
            row.push_bind(home.organization)
                .push_bind(message.id)
                .push_bind(story.conversation.id)
                .push_bind(story.ticket.id)
                .push_bind(answer.map_or("in", |_| "out"))
                .push_bind("text")
                .push_bind(message.text.as_str())
                .push_bind(None::<String>)
                .push_bind(answer.map_or("contact", |_| "member"))
                .push_bind(answer.and_then(|answer| answer.member))
                .push_bind(answer.map(|answer| answer.author.as_str()))
                .push_bind(None::<Uuid>)
                .push_bind("cloud")
                .push_bind(message.at)
                .push_bind(message.at)
                .push_bind(message.at)
                .push_bind(false)
                .push_bind("live")
                .push_bind(false)
                .push_bind(message.provider_id.as_str())
        }
    );
    insert_rows!(
        pen,
        "INSERT INTO message_keys (organization_id, line_id, key, message_id)",
        messages,
        |row, pair| {
            row.push_bind(home.organization)
                .push_bind(home.line)
                .push_bind(pair.1.key.as_str())
                .push_bind(pair.1.id)
        }
    );
    let answers: Vec<(&Story, &Message, &Answer)> = messages
        .iter()
        .filter_map(|(story, message)| Some((*story, *message, message.answer.as_ref()?)))
        .collect();
    write_deliveries(pen, home, &answers).await
}

async fn write_deliveries(
    pen: &mut Pen,
    home: &Home,
    answers: &[(&Story, &Message, &Answer)],
) -> Result<()> {
    insert_rows!(
        pen,
        "INSERT INTO deliveries (organization_id, message_id, conversation_id, line_id, state, position, due_at,
         attempts, epoch, failure, queued_at, sending_at, sent_at, delivered_at, read_at, played_at, failed_at)",
        answers,
        |row, triple| {
            let (story, message, answer) = triple;
            row.push_bind(home.organization)
                .push_bind(message.id)
                .push_bind(story.conversation.id)
                .push_bind(home.line)
                .push_bind(answer.state)
                .push_bind(answer.position)
                .push_bind(message.at)
                .push_bind(1_i64)
                .push_bind(Some(1_i64))
                .push_bind(None::<String>)
                .push_bind(message.at)
                .push_bind(message.at + 20)
                .push_bind(message.at + 300)
                .push_bind(answer.delivered_at)
                .push_bind(answer.read_at)
                .push_bind(None::<i64>)
                .push_bind(None::<i64>)
        }
    );
    Ok(())
}
