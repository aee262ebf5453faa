//! Bodies of webhooks as Meta writes them: compact, ASCII only, `/` escaped.

use super::{Line, Person};
use std::io::Write;

pub(super) struct Writer<'a> {
    pub(super) out: &'a mut Vec<u8>,
    pub(super) line: &'a Line,
    pub(super) at: u64,
}

pub(super) struct Message {
    pub(super) person: Person,
    pub(super) wamid: String,
    pub(super) text: String,
    /// Written by the newer generation, which names the person by user id too.
    pub(super) user_id: bool,
    pub(super) reply: Option<Reply>,
}

pub(super) struct Reply {
    pub(super) from: String,
    pub(super) wamid: String,
}

impl Writer<'_> {
    pub(super) fn message(&mut self, message: &Message) {
        let person = message.person;
        self.open();
        self.raw(r#","contacts":[{"profile":{"name":"#);
        self.text(&person.name());
        if let (true, Some(username)) = (message.user_id, person.username()) {
            self.raw(r#","username":"#);
            self.text(&format!("@{username}"));
        }
        self.raw("}");
        let phone = (!person.hides_phone()).then(|| person.phone());
        let user_id = message.user_id.then(|| person.user_id());
        self.field("wa_id", phone.as_deref());
        self.field("user_id", user_id.as_deref());
        self.raw(r#"}],"messages":[{"id":"#);
        self.text(&message.wamid);
        if let Some(reply) = &message.reply {
            self.raw(r#","context":{"id":"#);
            self.text(&reply.wamid);
            self.field("from", phone.is_some().then_some(reply.from.as_str()));
            self.raw("}");
        }
        self.field("from", phone.as_deref());
        self.field("from_user_id", user_id.as_deref());
        self.moment();
        self.raw(r#","type":"text","text":{"body":"#);
        self.text(&message.text);
        self.raw("}}]");
        self.close();
    }

    pub(super) fn status(&mut self, peer: &str, wamid: &str) {
        self.open();
        self.raw(r#","statuses":[{"id":"#);
        self.text(wamid);
        self.raw(r#","status":"delivered""#);
        self.moment();
        self.field("recipient_id", Some(peer));
        self.raw(r#","pricing":{"billable":true,"pricing_model":"PMP","type":"regular","category":"service"}}]"#);
        self.close();
    }

    fn open(&mut self) {
        let (line, at) = (self.line, self.at);
        self.raw(r#"{"object":"whatsapp_business_account","entry":[{"id":"#);
        self.text(&line.waba_id);
        self.number(r#","time":"#, at);
        self.raw(r#","changes":[{"value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"#);
        self.text(&line.display);
        self.raw(r#","phone_number_id":"#);
        self.text(&line.phone_number_id);
        self.raw("}");
    }

    fn close(&mut self) {
        self.raw(r#"},"field":"messages"}]}]}"#);
    }

    /// Meta writes its seconds as text.
    fn moment(&mut self) {
        let at = self.at.to_string();
        self.field("timestamp", Some(&at));
    }

    /// A further field of an object, where there is a value.
    fn field(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.raw(",");
            self.text(name);
            self.raw(":");
            self.text(value);
        }
    }

    fn number(&mut self, before: &str, value: u64) {
        // Writing to memory can't fail.
        let _ = write!(self.out, "{before}{value}");
    }

    fn raw(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    fn text(&mut self, text: &str) {
        self.out.push(b'"');
        for letter in text.chars() {
            match letter {
                '"' => self.raw("\\\""),
                '\\' => self.raw("\\\\"),
                '/' => self.raw("\\/"),
                ' '..='~' => self.raw(letter.encode_utf8(&mut [0; 4])),
                _ => self.escape(letter),
            }
        }
        self.out.push(b'"');
    }

    fn escape(&mut self, letter: char) {
        for unit in letter.encode_utf16(&mut [0; 2]) {
            let _ = write!(self.out, "\\u{unit:04x}");
        }
    }
}
