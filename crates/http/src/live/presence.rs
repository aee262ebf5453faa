//! Who is connected, what they have open, and who is typing.

use super::frame::PresentMember;
use domain::{ConversationId, MemberId};
use std::collections::HashMap;
use std::time::{Duration, Instant};

/// A typing sign that is not said again ends by itself.
const TYPING: Duration = Duration::from_secs(6);

/// One tab of a member.
#[derive(Clone, Debug)]
struct Place {
    member: MemberId,
    name: String,
    conversation: Option<ConversationId>,
    typing_until: Option<Instant>,
    moved: u64,
}

/// The places of an organization's sockets.
#[derive(Debug, Default)]
pub(super) struct Presence {
    places: HashMap<u64, Place>,
    moves: u64,
}

impl Presence {
    pub(super) fn enter(&mut self, socket: u64, member: MemberId, name: String) {
        self.moves += 1;
        let place = Place {
            member,
            name,
            conversation: None,
            typing_until: None,
            moved: self.moves,
        };
        self.places.insert(socket, place);
    }

    pub(super) fn leave(&mut self, socket: u64) {
        self.places.remove(&socket);
    }

    pub(super) fn put(
        &mut self,
        socket: u64,
        conversation: Option<ConversationId>,
        typing: bool,
        now: Instant,
    ) {
        self.moves += 1;
        if let Some(place) = self.places.get_mut(&socket) {
            place.conversation = conversation;
            place.typing_until = typing.then(|| now + TYPING);
            place.moved = self.moves;
        }
    }

    /// A member with several tabs is where it moved last, and types where any tab types.
    pub(super) fn list(&self, now: Instant) -> Vec<PresentMember> {
        let mut latest: HashMap<MemberId, &Place> = HashMap::new();
        for place in self.places.values() {
            let types = |place: &Place| place.typing_until.is_some_and(|until| until > now);
            let known = latest.entry(place.member).or_insert(place);
            if (types(place), place.moved) > (types(known), known.moved) {
                *known = place;
            }
        }
        let mut members: Vec<PresentMember> = latest
            .into_values()
            .map(|place| PresentMember {
                member_id: place.member,
                name: place.name.clone(),
                conversation_id: place.conversation,
                typing: place.typing_until.is_some_and(|until| until > now),
            })
            .collect();
        members.sort_unstable_by_key(|member| member.member_id);
        members
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typing_sign_ends_by_itself() {
        let (mut presence, now) = (Presence::default(), Instant::now());
        presence.enter(1, MemberId::new(), "Ana".to_owned());
        presence.put(1, Some(ConversationId::new()), true, now);
        assert!(presence.list(now)[0].typing);
        assert!(!presence.list(now + TYPING)[0].typing);
    }

    #[test]
    fn two_tabs_are_one_person() {
        let (mut presence, now, ana) = (Presence::default(), Instant::now(), MemberId::new());
        let (one, other) = (ConversationId::new(), ConversationId::new());
        presence.enter(1, ana, "Ana".to_owned());
        presence.enter(2, ana, "Ana".to_owned());
        presence.put(1, Some(one), false, now);
        presence.put(2, Some(other), false, now);
        assert_eq!(presence.list(now).len(), 1);
        assert_eq!(presence.list(now)[0].conversation_id, Some(other));
        presence.put(1, Some(one), true, now);
        presence.put(2, Some(other), false, now);
        assert_eq!(presence.list(now)[0].conversation_id, Some(one));
        presence.leave(1);
        presence.leave(2);
        assert!(presence.list(now).is_empty());
    }
}
