//! Where the sandbox answers otherwise than Meta's document says, and why.

use super::Difference;

#[derive(Debug)]
pub(super) struct Known {
    /// Its beginning is enough.
    call: &'static str,
    place: &'static str,
    rule: &'static str,
    #[expect(dead_code, reason = "for whoever reads this list, and the failure")]
    why: &'static str,
}

impl Known {
    pub(super) fn is(&self, found: &Difference) -> bool {
        found.call.starts_with(self.call) && found.place == self.place && found.rule == self.rule
    }
}

pub(super) const KNOWN: &[Known] = &[
    Known {
        call: "GET /{Version}/{Media-ID} 200",
        place: "/file_size",
        rule: "type",
        why: "a number, as clients know live answers (unverified); readers should take both",
    },
    Known {
        call: "GET /{Version}/{Phone-Number-ID}/message_qrdls 200",
        place: "/data/*/code",
        rule: "pattern",
        why: "codes end in 1, as those of all of Meta's examples do, which the pattern forbids",
    },
    Known {
        call: "POST /{Version}/{Phone-Number-ID}/message_qrdls 200",
        place: "/code",
        rule: "pattern",
        why: "the same",
    },
    Known {
        call: "GET /{Version}/{Phone-Number-ID}/message_qrdls/{QR-Code-ID} 200",
        place: "",
        rule: "required",
        why: "one code comes in a list too, as in Meta's examples of the same call",
    },
    Known {
        call: "GET /{Version}/{Phone-Number-ID}/settings 200",
        place: "",
        rule: "required",
        why: "calls are no part of the sandbox: only what was set is told",
    },
    Known {
        call: "GET /{Version}/{WABA-ID}/phone_numbers 200",
        place: "/data/*",
        rule: "required",
        why: "`status` is none of the fields that come without being asked for",
    },
];
