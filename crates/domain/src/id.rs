//! Ids: `UUIDv7` inside, prefixed `TypeID`s outside, so that a contact never passes for a conversation.

use uuid::Uuid;

/// What is wrong with an id that came from outside.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a {expected} id; it looks like `{expected}_01h455vb4pex5vsknk084sn02q`")]
pub struct InvalidId {
    pub expected: &'static str,
}

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const ENCODED: usize = 26;

/// `TypeID` spec 0.3: 128 bits as 26 characters of Crockford's base 32, two leading zero bits.
fn encode(id: Uuid) -> [u8; ENCODED] {
    let mut bits = id.as_u128();
    let mut out = [b'0'; ENCODED];
    for place in out.iter_mut().rev() {
        let digit = usize::try_from(bits & 31).unwrap_or_default();
        *place = ALPHABET[digit];
        bits >>= 5;
    }
    out
}

fn decode(text: &str) -> Option<Uuid> {
    if text.len() != ENCODED || text.as_bytes()[0] > b'7' {
        return None;
    }
    text.bytes()
        .try_fold(0_u128, |bits, byte| {
            let digit = ALPHABET.iter().position(|&letter| letter == byte)?;
            Some((bits << 5) | u128::try_from(digit).ok()?)
        })
        .map(Uuid::from_u128)
}

#[expect(
    clippy::disallowed_methods,
    reason = "ids are made here and nowhere else"
)]
fn fresh() -> Uuid {
    #[cfg(feature = "seeded")]
    if let Some(id) = seeded::next() {
        return id;
    }
    Uuid::now_v7()
}

/// Ids that follow from a seed, so that a simulation can be played again to the byte. The feature is
/// for tests only; without it nothing of this is compiled.
#[cfg(feature = "seeded")]
pub mod seeded {
    use std::cell::Cell;
    use uuid::Uuid;

    thread_local! {
        static STATE: Cell<Option<(u64, u64)>> = const { Cell::new(None) };
    }

    /// From now on this thread's ids follow from `seed`; they still grow, from `first` on.
    pub fn start(seed: u64, first: u64) {
        STATE.set(Some((seed, first)));
    }

    pub(super) fn next() -> Option<Uuid> {
        let (seed, count) = STATE.get()?;
        STATE.set(Some((seed, count + 1)));
        let mut x = seed ^ count.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        // Version 7 and the variant of RFC 9562, around the count and what looks random.
        let high = (count << 16) | 0x7000;
        let low = ((x ^ (x >> 31)) >> 2) | (1 << 63);
        Some(Uuid::from_u64_pair(high, low))
    }
}

macro_rules! id {
    ($(#[$meta:meta])* $name:ident, $prefix:literal) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl $name {
            pub const PREFIX: &'static str = $prefix;

            /// A new id, greater than every one that this process made before.
            #[expect(clippy::new_without_default, reason = "an id is made on purpose, never by default")]
            pub fn new() -> Self { Self(fresh()) }

            pub const fn from_uuid(id: Uuid) -> Self { Self(id) }
            pub const fn uuid(self) -> Uuid { self.0 }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let digits = encode(self.0);
                write!(f, concat!($prefix, "_{}"), std::str::from_utf8(&digits).unwrap_or_default())
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { std::fmt::Display::fmt(self, f) }
        }

        impl std::str::FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                text.strip_prefix(concat!($prefix, "_"))
                    .and_then(decode)
                    .map(Self)
                    .ok_or(InvalidId { expected: $prefix })
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        #[cfg(feature = "sqlx")]
        impl<DB: sqlx::Database> sqlx::Type<DB> for $name where Uuid: sqlx::Type<DB> {
            fn type_info() -> DB::TypeInfo { <Uuid as sqlx::Type<DB>>::type_info() }
            fn compatible(ty: &DB::TypeInfo) -> bool { <Uuid as sqlx::Type<DB>>::compatible(ty) }
        }

        #[cfg(feature = "sqlx")]
        impl<'q, DB: sqlx::Database> sqlx::Encode<'q, DB> for $name where Uuid: sqlx::Encode<'q, DB> {
            fn encode_by_ref(&self, buffer: &mut DB::ArgumentBuffer) -> Result<sqlx::encode::IsNull, sqlx::error::BoxDynError> {
                <Uuid as sqlx::Encode<'q, DB>>::encode_by_ref(&self.0, buffer)
            }
        }

        #[cfg(feature = "sqlx")]
        impl<'r, DB: sqlx::Database> sqlx::Decode<'r, DB> for $name where Uuid: sqlx::Decode<'r, DB> {
            fn decode(value: DB::ValueRef<'r>) -> Result<Self, sqlx::error::BoxDynError> {
                <Uuid as sqlx::Decode<'r, DB>>::decode(value).map(Self)
            }
        }
    };
}

id!(OrganizationId, "org");
id!(UserId, "user");
id!(MemberId, "member");
id!(InvitationId, "invite");
id!(SessionId, "session");
id!(LinkId, "link");
id!(ApiTokenId, "token");
id!(MetaAppId, "metaapp");
id!(LineId, "line");
id!(DoorId, "door");
id!(QueueId, "queue");
id!(ContactId, "contact");
id!(IdentityId, "identity");
id!(ConversationId, "conv");
id!(TicketId, "ticket");
id!(MessageId, "msg");
id!(DeliveryId, "delivery");
id!(JobId, "job");
id!(UnparsedId, "unparsed");
id!(MediaId, "media");
id!(TemplateId, "template");
id!(RateCardId, "ratecard");
id!(
    /// One request or job, in logs and in the events that it caused.
    RequestId,
    "req"
);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Vectors of the `TypeID` specification 0.3 (`valid.json`).
    #[test]
    fn the_specification_s_vectors_hold() {
        let cases = [
            (
                "00000000-0000-0000-0000-000000000000",
                "00000000000000000000000000",
            ),
            (
                "00000000-0000-0000-0000-000000000001",
                "00000000000000000000000001",
            ),
            (
                "ffffffff-ffff-ffff-ffff-ffffffffffff",
                "7zzzzzzzzzzzzzzzzzzzzzzzzz",
            ),
            (
                "01890a5d-ac96-774b-bcce-b302099a8057",
                "01h455vb4pex5vsknk084sn02q",
            ),
        ];
        for (uuid, text) in cases {
            let uuid: Uuid = uuid.parse().unwrap();
            assert_eq!(encode(uuid), text.as_bytes());
            assert_eq!(decode(text), Some(uuid));
        }
    }

    #[test]
    fn another_kind_s_id_is_refused() {
        let contact = ContactId::new().to_string();
        assert!(contact.parse::<ConversationId>().is_err());
        assert!(
            "contact_8zzzzzzzzzzzzzzzzzzzzzzzzz"
                .parse::<ContactId>()
                .is_err()
        );
        assert!("contact_".parse::<ContactId>().is_err());
        assert!(
            "contact_0000000000000000000000000ñ"
                .parse::<ContactId>()
                .is_err()
        );
    }

    proptest! {
        #[test]
        fn every_id_comes_back(bits: u128) {
            let id = MessageId::from_uuid(Uuid::from_u128(bits));
            prop_assert_eq!(id.to_string().parse::<MessageId>(), Ok(id));
        }

        #[test]
        fn no_text_panics(text in ".{0,40}") {
            let _ = text.parse::<MessageId>();
        }
    }
}
