//! Tells what happened in each conversation, the same every time.

use super::Size;
use super::home::{Home, Member};
use super::story::{Answer, Contact, Conversation, Identity, Message, Story, Ticket};
use crate::traffic::{Author, Dice, Person, Run, text, wamid};
use uuid::Uuid;

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;
/// How long the house has been open.
const OPEN_FOR: i64 = 90 * DAY;
/// The keys of seeded messages, apart from every load's.
const RUN: Run = Run(0x5EED_0000);

/// Tells one story after the other, the oldest first; the last is the long thread.
pub(super) struct Teller<'a> {
    home: &'a Home,
    size: Size,
    now: i64,
    next: u32,
    /// Messages so far, for their keys.
    messages: u32,
    dice: Dice,
}

impl<'a> Teller<'a> {
    pub(super) const fn new(home: &'a Home, size: Size, now: i64) -> Self {
        Self {
            home,
            size,
            now,
            next: 0,
            messages: 0,
            dice: Dice::new(0xA1DA_BA00),
        }
    }

    fn story(&mut self, index: u32) -> Story {
        let last = index + 1 == self.size.conversations;
        let back = i64::from(self.size.conversations - 1 - index);
        let end = self.now - MINUTE - back * OPEN_FOR / i64::from(self.size.conversations);
        let count = if last {
            self.size.thread
        } else {
            1 + self.dice.below(5)
        };
        let times = self.times(end, count);
        let start = times.first().copied().unwrap_or(end);
        let contact = self.contact(index, start);
        let mut conversation = Conversation {
            id: self.id(start),
            sort_at: end,
            last_message: None,
            inbound_count: 0,
            handled_count: 0,
            next_position: 1,
            last_inbound_at: None,
        };
        let messages: Vec<Message> = times
            .into_iter()
            .enumerate()
            .map(|(place, at)| self.message(index, place == 0, at, &mut conversation))
            .collect();
        let mut ticket = self.ticket(index, start);
        // Two of three are open, and the long thread is.
        if !last && self.dice.strikes(33) {
            conversation.handled_count = conversation.inbound_count;
            ticket.resolved = Some((end + 30_000, ticket.assignee));
        }
        Story {
            contact,
            conversation,
            ticket,
            messages,
        }
    }

    /// When the messages came, the last at `end`.
    fn times(&mut self, end: i64, count: u32) -> Vec<i64> {
        // A long thread reaches back as far as the house is open, and further.
        let most = if count > 100 { 20 } else { 240 };
        let mut at = end;
        let mut times = Vec::new();
        for _ in 0..count {
            times.push(at);
            at -= 1_000 + i64::from(self.dice.below(most * 60)) * 1_000;
        }
        times.reverse();
        times
    }

    fn contact(&mut self, index: u32, created_at: i64) -> Contact {
        let person = Person::of(index);
        let profile_name = person.name();
        let username = person.username();
        let mut identities = Vec::new();
        let mut words = vec![folded(&profile_name)];
        words.extend(username.clone());
        if !person.hides_phone() {
            identities.push(Identity {
                id: self.id(created_at),
                kind: "phone",
                value: person.phone(),
            });
            words.push(person.phone());
        }
        identities.push(Identity {
            id: self.id(created_at),
            kind: "bsuid",
            value: person.user_id(),
        });
        Contact {
            id: self.id(created_at),
            profile_name,
            username,
            search_key: words.join(" "),
            identities,
            created_at,
        }
    }

    fn message(
        &mut self,
        index: u32,
        first: bool,
        at: i64,
        conversation: &mut Conversation,
    ) -> Message {
        let number = self.messages;
        self.messages += 1;
        let person = Person::of(index);
        let answers = !first && self.dice.strikes(45);
        let (answer, author) = if answers {
            (Some(self.answer(at, conversation)), Author::Business)
        } else {
            conversation.inbound_count += 1;
            conversation.last_inbound_at = Some(at);
            (None, Author::Customer)
        };
        let id = self.id(at);
        conversation.last_message = Some(id);
        let key = RUN.key(number);
        let provider_id = wamid(&person.phone(), &key, author);
        Message {
            id,
            text: text(number, person.country()),
            at,
            key,
            provider_id,
            answer,
        }
    }

    fn answer(&mut self, at: i64, conversation: &mut Conversation) -> Answer {
        let position = conversation.next_position;
        conversation.next_position += 1;
        conversation.handled_count = conversation.inbound_count;
        let (member, author) = match self.member() {
            Some(member) => (Some(member.id), member.name.clone()),
            None => (None, "Recepción".to_owned()),
        };
        let (state, delivered, read) = match self.dice.below(20) {
            0 => ("sent", false, false),
            1..=3 => ("delivered", true, false),
            _ => ("read", true, true),
        };
        Answer {
            member,
            author,
            position,
            state,
            delivered_at: delivered.then_some(at + 900),
            read_at: read.then_some(at + 900 + i64::from(self.dice.below(60)) * 1_000),
        }
    }

    fn ticket(&mut self, index: u32, opened_at: i64) -> Ticket {
        let taken = self.dice.strikes(60);
        let assignee = self.member().filter(|_| taken);
        Ticket {
            id: self.id(opened_at),
            number: self.home.ticket + i64::from(index),
            assignee: assignee.map(|member| member.id),
            opened_at,
            resolved: None,
        }
    }

    fn member(&mut self) -> Option<&'a Member> {
        let members = &self.home.members;
        let count = u32::try_from(members.len()).unwrap_or_default();
        members.get(usize::try_from(self.dice.below(count)).unwrap_or_default())
    }

    /// A version 7 id of that moment.
    fn id(&mut self, at: i64) -> Uuid {
        let mut random = [0; 10];
        for part in random.chunks_mut(2) {
            let drawn = self.dice.below(1 << 16).to_be_bytes();
            part.copy_from_slice(&drawn[2..]);
        }
        let millis = u64::try_from(at).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }
}

impl Iterator for Teller<'_> {
    type Item = Story;

    fn next(&mut self) -> Option<Story> {
        if self.next == self.size.conversations {
            return None;
        }
        self.next += 1;
        Some(self.story(self.next - 1))
    }
}

/// As the server folds names for its search: no accents, lower case.
fn folded(name: &str) -> String {
    name.chars()
        .flat_map(char::to_lowercase)
        .map(|letter| match letter {
            'á' | 'ã' | 'â' | 'à' => 'a',
            'é' | 'ê' => 'e',
            'í' => 'i',
            'ó' | 'õ' | 'ô' => 'o',
            'ú' | 'ü' => 'u',
            'ç' => 'c',
            'ñ' => 'n',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn home() -> Home {
        Home {
            organization: Uuid::nil(),
            line: Uuid::nil(),
            queue: Uuid::nil(),
            waba_id: "200000000000001".to_owned(),
            members: vec![Member {
                id: Uuid::max(),
                name: "Ana".to_owned(),
            }],
            ticket: 5,
        }
    }

    #[test]
    fn stories_keep_their_books() {
        let home = home();
        let size = Size {
            conversations: 300,
            thread: 1_000,
        };
        let stories: Vec<Story> = Teller::new(&home, size, 1_790_000_000_000).collect();
        assert_eq!(stories.len(), 300);
        let mut ids = HashSet::new();
        for (story, number) in stories.iter().zip(5..) {
            let conversation = &story.conversation;
            let inbound = story
                .messages
                .iter()
                .filter(|message| message.answer.is_none())
                .count();
            let answers = story.messages.len() - inbound;
            assert_eq!(conversation.inbound_count, i64::try_from(inbound).unwrap());
            assert_eq!(
                conversation.next_position,
                i64::try_from(answers).unwrap() + 1
            );
            assert!(conversation.handled_count <= conversation.inbound_count);
            assert_eq!(
                conversation.last_message,
                story.messages.last().map(|message| message.id)
            );
            assert_eq!(story.messages.last().unwrap().at, conversation.sort_at);
            assert!(story.messages.is_sorted_by_key(|message| message.at));
            assert_eq!(story.ticket.number, number);
            for message in &story.messages {
                assert!(ids.insert(message.id), "an id came twice");
            }
        }
        assert_eq!(stories.last().unwrap().messages.len(), 1_000);
        assert!(stories.is_sorted_by_key(|story| story.conversation.sort_at));
        assert!(
            stories
                .iter()
                .all(|story| story.contact.search_key.is_ascii())
        );
    }
}
