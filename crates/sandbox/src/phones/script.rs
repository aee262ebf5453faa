//! Customers who write by themselves: opening conversations, answering, falling silent.

use std::ops::RangeInclusive;
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::brain::{Answer, Mind};
use super::lines::lines;
use super::{Letter, write};
use crate::core::Core;
use crate::dice::Dice;
use crate::world::{ChatKey, CustomerId, Side};

/// Automatic answers in a row; a pause brings them back. So two machines don't talk for ever.
const ANSWERS: u8 = 6;
const PAUSE: SignedDuration = SignedDuration::from_secs(60);

/// When and where virtual customers open conversations.
#[derive(Debug, Clone)]
pub struct Openings {
    /// The numbers that they write to.
    pub phone_number_ids: Vec<String>,
    /// All have written once within this time.
    pub over: Duration,
    /// How long each waits before writing again, unless the business still owes an answer.
    pub again: RangeInclusive<Duration>,
}

impl Openings {
    /// The pace of the demo.
    pub fn to(phone_number_ids: Vec<String>) -> Self {
        Self {
            phone_number_ids,
            over: Duration::from_secs(30),
            again: Duration::from_mins(3)..=Duration::from_mins(12),
        }
    }
}

/// What a customer has in mind in one chat.
#[derive(Debug)]
pub(crate) struct Script {
    mind: Mind,
    answers_left: u8,
    last_answer: Option<Timestamp>,
    /// Moves with each message of the business, so that only the last one is answered.
    turn: u64,
}

impl Script {
    pub(crate) fn new(dice: Dice) -> Self {
        Self {
            mind: Mind::new(dice),
            answers_left: ANSWERS,
            last_answer: None,
            turn: 0,
        }
    }

    /// The business's message was read: what to do about it, if anything.
    fn hear(&mut self, locale: &str, heard: &str, now: Timestamp) -> Option<Answer> {
        self.turn += 1;
        let rested = self
            .last_answer
            .is_some_and(|at| now.duration_since(at) > PAUSE);
        if rested {
            self.answers_left = ANSWERS;
            self.mind.refresh();
        }
        self.answers_left = self.answers_left.checked_sub(1)?;
        self.last_answer = Some(now);
        Some(self.mind.answer(lines(locale), heard))
    }
}

/// Every automatic customer opens a conversation, soon, and again from time to time.
pub(crate) fn let_customers_write(core: &Arc<Core>, plan: &Openings) {
    let automatic: Vec<CustomerId> = core.with(|world| {
        world
            .customers
            .list()
            .filter(|(_, it)| it.automatic)
            .map(|(id, _)| id)
            .collect()
    });
    let count = u32::try_from(automatic.len()).unwrap_or(u32::MAX).max(1);
    let step = plan.over / count;
    for (place, customer) in (0_u32..).zip(automatic) {
        let mut dice = Dice::about(core.config.seed, &format!("opening {place}"));
        let first = step * place + dice.between(&(Duration::ZERO..=step));
        core.spawn(open_again_and_again(
            core.clone(),
            plan.clone(),
            customer,
            first,
            dice,
        ));
    }
}

async fn open_again_and_again(
    core: Arc<Core>,
    plan: Openings,
    customer: CustomerId,
    first: Duration,
    mut dice: Dice,
) {
    let Some(phone_number_id) = dice.pick(&plan.phone_number_ids).cloned() else {
        return;
    };
    let key = ChatKey {
        phone_number_id,
        customer,
    };
    let mut wait = first;
    loop {
        tokio::time::sleep(wait).await;
        open(&core, &key, &mut dice).await;
        wait = dice.between(&plan.again);
    }
}

async fn open(core: &Arc<Core>, key: &ChatKey, dice: &mut Dice) {
    let now = core.now();
    let opening = core.with(|world| {
        let customer = world.customers.get(key.customer)?;
        let (locale, from_ad) = (customer.locale.clone(), customer.from_ad);
        let chat = world.chat(key);
        let owed = chat
            .and_then(|chat| chat.last())
            .is_some_and(|it| it.from == Side::Customer);
        if owed || chat.is_some_and(|chat| chat.is_in_hand(now)) {
            return None;
        }
        let from_ad = from_ad && chat.is_none();
        Some((
            world.chat_mut(key).script.mind.open(lines(&locale)),
            from_ad,
        ))
    });
    let Some((texts, mut from_ad)) = opening else {
        return;
    };
    for (position, text) in texts.into_iter().enumerate() {
        if position > 0 {
            tokio::time::sleep(dice.between(&core.config.typing)).await;
        }
        send(
            core,
            key,
            Letter::Text {
                body: text.to_owned(),
                reply_to: None,
                from_ad,
            },
        );
        from_ad = false;
    }
}

/// A message of the business was read: an automatic customer thinks, types and answers.
pub(crate) fn consider(core: &Arc<Core>, key: &ChatKey, wamid: &str) {
    let now = core.now();
    let answer = core.with(|world| {
        let customer = world
            .customers
            .get(key.customer)
            .filter(|it| it.automatic)?;
        let locale = customer.locale.clone();
        let chat = world.chat_mut(key);
        if chat.is_in_hand(now) {
            return None;
        }
        let heard = chat.find(wamid)?.text.clone().unwrap_or_default();
        let answer = chat.script.hear(&locale, &heard, now)?;
        let pause = chat.script.mind.dice.between(&core.config.typing);
        Some((answer, pause, chat.script.turn))
    });
    let Some((answer, pause, turn)) = answer else {
        return;
    };
    let (core, key, wamid) = (core.clone(), key.clone(), wamid.to_owned());
    core.clone().spawn(async move {
        tokio::time::sleep(pause).await;
        let latest = core.with(|world| world.chat(&key).is_some_and(|it| it.script.turn == turn));
        if latest {
            carry_out(&core, &key, &wamid, &answer);
        }
    });
}

fn carry_out(core: &Arc<Core>, key: &ChatKey, wamid: &str, answer: &Answer) {
    if let Some(emoji) = answer.emoji {
        let emoji = Some(emoji.to_owned());
        send(
            core,
            key,
            Letter::Reaction {
                emoji,
                message: wamid.to_owned(),
            },
        );
    }
    if let Some(text) = answer.text {
        let reply_to = answer.quotes.then(|| wamid.to_owned());
        send(
            core,
            key,
            Letter::Text {
                body: text.to_owned(),
                reply_to,
                from_ad: false,
            },
        );
    }
}

fn send(core: &Arc<Core>, key: &ChatKey, letter: Letter) {
    // The message that it refers to may have been forgotten meanwhile; then nothing is said.
    if let Err(error) = write(core, key, letter) {
        tracing::debug!(%error, "a virtual customer stayed silent");
    }
}
