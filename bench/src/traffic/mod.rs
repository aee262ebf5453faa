//! What customers write: every webhook is a function of its number, so that it can be made again.

mod body;
mod people;
mod phrases;
mod random;
mod wamid;

pub(crate) use people::Person;
pub(crate) use phrases::text;
pub(crate) use random::{Dice, mix};
pub(crate) use wamid::{Author, Run, key_of, wamid};

use body::{Reply, Writer};

/// Every tenth message answers one of the same customer.
const REPLY_EVERY: u32 = 10;
/// The message that is answered was written so many numbers earlier, and is never a reply itself.
const REPLY_BACK: u32 = 7;

/// The number that the customers write to.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) phone_number_id: String,
    pub(crate) waba_id: String,
    /// Digits as people see them.
    pub(crate) display: String,
}

/// A stream of webhooks.
#[derive(Clone, Debug)]
pub(crate) struct Traffic {
    pub(crate) line: Line,
    /// Tells our messages from everybody else's, and one run's from another's.
    pub(crate) run: Run,
    pub(crate) contacts: u32,
    /// Of a hundred webhooks, how many are statuses.
    pub(crate) statuses: u32,
    /// Seconds since 1970 when number 0 was written.
    pub(crate) started: u64,
    /// Numbers a second, for the timestamps.
    pub(crate) per_second: u32,
}

impl Traffic {
    /// Whether this number is a customer's message, and no status.
    pub(crate) fn is_message(&self, number: u32) -> bool {
        mix(u64::from(number) ^ 0x5747) % 100 >= u64::from(self.statuses)
    }

    /// The contact who writes message `number`.
    pub(crate) fn contact(&self, number: u32) -> u32 {
        let number = self.answers(number).unwrap_or(number);
        let drawn = mix(u64::from(number).wrapping_mul(31) ^ u64::from(self.run.0))
            % u64::from(self.contacts.max(1));
        u32::try_from(drawn).unwrap_or_default()
    }

    /// The message that this one answers.
    fn answers(&self, number: u32) -> Option<u32> {
        let earlier = number.checked_sub(REPLY_BACK)?;
        (number % REPLY_EVERY == REPLY_EVERY - 1 && self.is_message(earlier)).then_some(earlier)
    }

    /// The newer generation of payloads names people by user id too. Those who hide their phone have
    /// only that.
    pub(crate) fn names_user_id(&self, number: u32) -> bool {
        Person::of(self.contact(number)).hides_phone()
            || !mix(u64::from(number) ^ 0xB51D).is_multiple_of(4)
    }

    pub(crate) fn wamid(&self, number: u32) -> String {
        let peer = Person::of(self.contact(number)).phone();
        wamid(&peer, &self.run.key(number), Author::Customer)
    }

    /// What the customer writes: it names its number, so that one can wait for it on a screen.
    pub(crate) fn text(&self, number: u32) -> String {
        text(number, Person::of(self.contact(number)).country())
    }

    /// Appends the body of webhook `number`.
    pub(crate) fn write(&self, number: u32, out: &mut Vec<u8>) {
        let at = self.started + u64::from(number / self.per_second.max(1));
        let person = Person::of(self.contact(number));
        let mut writer = Writer {
            out,
            line: &self.line,
            at,
        };
        if !self.is_message(number) {
            let peer = person.phone();
            let wamid = wamid(&peer, &self.run.key(number), Author::Business);
            return writer.status(&peer, &wamid);
        }
        let reply = self.answers(number).map(|earlier| Reply {
            from: person.phone(),
            wamid: self.wamid(earlier),
        });
        writer.message(&body::Message {
            person,
            wamid: self.wamid(number),
            text: self.text(number),
            user_id: self.names_user_id(number),
            reply,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    fn traffic(statuses: u32) -> Traffic {
        Traffic {
            line: Line {
                phone_number_id: "100000000000001".to_owned(),
                waba_id: "200000000000001".to_owned(),
                display: "525555550100".to_owned(),
            },
            run: Run(0xA1DA_BA01),
            contacts: 500,
            statuses,
            started: 1_790_000_000,
            per_second: 100,
        }
    }

    fn body(traffic: &Traffic, number: u32) -> (Vec<u8>, Value) {
        let mut out = Vec::new();
        traffic.write(number, &mut out);
        let value = serde_json::from_slice(&out).unwrap();
        (out, value)
    }

    #[test]
    fn a_body_is_what_meta_writes() {
        let traffic = traffic(0);
        for number in 0..500 {
            let (bytes, value) = body(&traffic, number);
            assert!(bytes.is_ascii());
            let change = &value["entry"][0]["changes"][0];
            assert_eq!(change["field"], "messages");
            assert_eq!(
                change["value"]["metadata"]["phone_number_id"],
                "100000000000001"
            );
            let message = &change["value"]["messages"][0];
            assert_eq!(message["id"], traffic.wamid(number));
            assert_eq!(message["text"]["body"], traffic.text(number));
            assert_eq!(
                key_of(message["id"].as_str().unwrap()).unwrap(),
                traffic.run.key(number)
            );
        }
    }

    #[test]
    fn bodies_are_of_metas_size() {
        let traffic = traffic(0);
        let sizes: Vec<usize> = (0..1000)
            .map(|number| body(&traffic, number).0.len())
            .collect();
        let mean = sizes.iter().sum::<usize>() / sizes.len();
        assert!((850..=950).contains(&mean), "{mean} bytes on average");
    }

    #[test]
    fn both_generations_and_replies_occur() {
        let traffic = traffic(0);
        let (mut with, mut without, mut hidden, mut replies) = (0, 0, 0, 0);
        for number in 0..1000 {
            let value = body(&traffic, number).1;
            let message = &value["entry"][0]["changes"][0]["value"]["messages"][0];
            match (message.get("from"), message.get("from_user_id")) {
                (Some(_), Some(_)) => with += 1,
                (Some(_), None) => without += 1,
                (None, Some(_)) => hidden += 1,
                (None, None) => panic!("nobody wrote message {number}"),
            }
            if let Some(context) = message.get("context") {
                replies += 1;
                assert_eq!(context["id"], traffic.wamid(number - REPLY_BACK));
                assert_eq!(
                    traffic.contact(number),
                    traffic.contact(number - REPLY_BACK)
                );
            }
        }
        assert!(
            with > 500 && without > 150 && hidden > 10,
            "{with} {without} {hidden}"
        );
        assert_eq!(replies, 100);
    }

    #[test]
    fn the_same_number_is_the_same_body() {
        let traffic = traffic(20);
        for number in 0..200 {
            assert_eq!(body(&traffic, number).0, body(&traffic, number).0);
        }
    }

    #[test]
    fn statuses_take_their_share() {
        let traffic = traffic(20);
        let statuses = (0..10_000)
            .filter(|&number| !traffic.is_message(number))
            .count();
        assert!((1_800..2_200).contains(&statuses), "{statuses}");
        let number = (0..1_000)
            .find(|&number| !traffic.is_message(number))
            .unwrap();
        let value = body(&traffic, number).1;
        assert_eq!(
            value["entry"][0]["changes"][0]["value"]["statuses"][0]["status"],
            "delivered"
        );
    }
}
