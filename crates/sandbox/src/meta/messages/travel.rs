//! What becomes of a message after it was taken on: its statuses, one after another.

use std::sync::Arc;

use super::accept::{End, Journey};
use super::files;
use crate::core::Core;
use crate::dice::Dice;
use crate::meta::webhooks::{StatusNews, payload};
use crate::phones;
use crate::world::{ChatKey, Side, Ticks};

pub(super) async fn travel(core: Arc<Core>, journey: Journey, twice: bool) {
    // Rolls of its own: how long one message takes doesn't depend on what else is under way.
    let mut dice = Dice::new(core.with(|world| world.dice.roll()));
    let delays = &core.config.statuses;
    tokio::time::sleep(dice.between(&delays.sent)).await;
    let road = Road {
        core: &core,
        journey: &journey,
        twice,
    };
    let key = match &journey.end {
        End::Failed(why) => return road.tell("failed", Some(*why)),
        End::Held => return,
        End::Phone(key) => key.clone(),
    };
    match files::fetch(&core, &journey.phone_number_id, &journey.order.files).await {
        Ok(Some(media)) => core.with(|world| {
            if let Some(bubble) = world.chat_mut(&key).find_mut(&journey.wamid) {
                bubble.media.get_or_insert(media);
            }
        }),
        Ok(None) => {}
        Err(why) => return road.tell("failed", Some(why)),
    }
    road.tick(&key, Ticks::Sent);
    tokio::time::sleep(dice.between(&delays.delivered)).await;
    if let Some(reaction) = &journey.order.reaction {
        // Meta tells of a reaction only that it was sent.
        core.with(|world| {
            world
                .chat_mut(&key)
                .react(&reaction.message_id, Side::Business, &reaction.emoji);
        });
        return;
    }
    road.tick(&key, Ticks::Delivered);
    if !phones::is_open(&core, &key) {
        return;
    }
    tokio::time::sleep(dice.between(&delays.read)).await;
    road.tick(&key, Ticks::Read);
    phones::script::consider(&core, &key, &journey.wamid);
}

struct Road<'a> {
    core: &'a Arc<Core>,
    journey: &'a Journey,
    /// A fault: every status is told twice.
    twice: bool,
}

impl Road<'_> {
    /// Moves the bubble's ticks; what the customer has read meanwhile is not told again.
    fn tick(&self, key: &ChatKey, state: Ticks) {
        let wamid = &self.journey.wamid;
        if self.journey.order.reaction.is_some() {
            return self.tell("sent", None);
        }
        // The update goes out under the lock, so that no later state overtakes it.
        self.core.with(|world| {
            if world.chat_mut(key).tick(wamid, state) {
                let news = self.news(word(state), None);
                self.publish(payload::status(world, &news, self.core.now()));
            }
        });
    }

    fn tell(&self, status: &'static str, code: Option<u32>) {
        let now = self.core.now();
        let news = self.news(status, code);
        self.publish(self.core.with(|world| payload::status(world, &news, now)));
    }

    fn news(&self, status: &'static str, code: Option<u32>) -> StatusNews {
        StatusNews {
            wamid: self.journey.wamid.clone(),
            phone_number_id: self.journey.phone_number_id.clone(),
            to: self.journey.order.to.input().to_owned(),
            charge: self.journey.charge.clone(),
            callback_data: self.journey.order.callback_data.clone(),
            status,
            code,
        }
    }

    fn publish(&self, update: Option<crate::meta::webhooks::Update>) {
        let Some(update) = update else { return };
        if self.twice {
            self.core.outlet.push(self.core, update.clone());
        }
        self.core.outlet.push(self.core, update);
    }
}

fn word(state: Ticks) -> &'static str {
    match state {
        Ticks::Accepted | Ticks::Sent => "sent",
        Ticks::Delivered => "delivered",
        Ticks::Read => "read",
        Ticks::Played => "played",
    }
}
