//! The phone's history as messages of the past, in their threads.

use crate::message::{self, Told};
use crate::person::{Known, digits, of_thread};
use crate::read::{other_part, unreadable};
use door::{HistoryProgress, Knock, Side};
use graph::webhook::change::Change;
use graph::webhook::history::{Chunk, HistoryValue, Thread};
use graph::webhook::message::InboundMessage;

/// The business keeps its history to itself.
const DECLINED: i64 = 2_593_109;

pub(crate) fn knocks(change: &Change, value: &HistoryValue) -> Vec<Knock> {
    let own = value.metadata.display_phone_number.as_deref().map(digits);
    let reader = Reader {
        change,
        known: Known(&value.contacts),
        own,
    };
    let mut knocks = Vec::new();
    for chunk in &value.chunks {
        for thread in &chunk.threads {
            reader.read_thread(thread, &mut knocks);
        }
        knocks.extend(progress(chunk).map(Knock::History));
    }
    for part in &value.messages {
        knocks.push(match part {
            Ok(it) => reader.knock(None, it),
            Err(part) => unreadable("message", part),
        });
    }
    knocks
}

fn progress(chunk: &Chunk) -> Option<HistoryProgress> {
    if chunk
        .errors
        .iter()
        .any(|error| error.code == Some(DECLINED))
    {
        return Some(HistoryProgress::Declined);
    }
    let percent = chunk.progress?.clamp(0, 100);
    Some(HistoryProgress::At(u8::try_from(percent).unwrap_or(100)))
}

struct Reader<'a> {
    change: &'a Change,
    known: Known<'a>,
    /// Digits of the line's own number.
    own: Option<String>,
}

impl Reader<'_> {
    fn read_thread(&self, thread: &Thread, knocks: &mut Vec<Knock>) {
        for part in &thread.messages {
            knocks.push(match part {
                Ok(it) => self.knock(thread.id.as_deref(), it),
                Err(part) => unreadable("message", part),
            });
        }
    }

    fn knock(&self, thread: Option<&str>, message: &InboundMessage) -> Knock {
        let from = message.from.as_deref().map(digits);
        let by_business = from.is_some() && from == self.own;
        let mut sender = if by_business {
            self.known.recipient(message)
        } else {
            self.known.author(message)
        };
        if let Some(id) = thread {
            let (wa_id, bsuid) = of_thread(id);
            let named = self.known.named(
                sender.wa_id.clone().or(wa_id),
                sender.bsuid.clone().or(bsuid),
            );
            sender = door::Sender {
                parent_bsuid: sender.parent_bsuid.or(named.parent_bsuid),
                ..named
            };
        }
        let side = if by_business {
            Side::Phone
        } else {
            Side::Customer
        };
        let is_of_nobody = sender.wa_id.is_none() && sender.bsuid.is_none();
        let told = Told {
            change: self.change,
            side,
            sender,
        };
        let knock = message::knock(told, message);
        if !is_of_nobody {
            return knock;
        }
        // The file of a message that was told before needs no name: its id leads to it.
        if let Knock::Message(mut file) = knock
            && file.media.is_some()
        {
            file.raw = Some(message.raw.get().to_owned());
            return Knock::Message(file);
        }
        // A thread with nobody: it can't be placed, and is not lost.
        other_part("history", message.raw.get())
    }
}
