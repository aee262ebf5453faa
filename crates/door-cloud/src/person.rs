//! Who is meant: the customer of a thread, from what stands in a message and beside it.

use door::Sender;
use graph::webhook::message::{Contact, InboundMessage};

/// The list `contacts` beside messages.
pub(crate) struct Known<'a>(pub(crate) &'a [Contact]);

impl Known<'_> {
    /// Who wrote a message of a customer.
    pub(crate) fn author(&self, message: &InboundMessage) -> Sender {
        let mut sender = self.named(message.from.clone(), message.from_user_id.clone());
        sender.parent_bsuid = message.from_parent_user_id.clone().or(sender.parent_bsuid);
        sender
    }

    /// To whom the business wrote.
    pub(crate) fn recipient(&self, message: &InboundMessage) -> Sender {
        self.named(message.to.clone(), message.to_user_id.clone())
    }

    pub(crate) fn named(&self, wa_id: Option<String>, bsuid: Option<String>) -> Sender {
        // What names nobody is of the one contact that stands beside it.
        let nameless = wa_id.is_none() && bsuid.is_none();
        let only = self.0.first().filter(|_| nameless && self.0.len() == 1);
        let contact = find(self.0, wa_id.as_deref(), bsuid.as_deref()).or(only);
        let from_contact =
            |field: fn(&Contact) -> &Option<String>| contact.and_then(|it| field(it).clone());
        Sender {
            wa_id: wa_id.or_else(|| from_contact(|it| &it.wa_id)),
            bsuid: bsuid.or_else(|| from_contact(|it| &it.user_id)),
            parent_bsuid: from_contact(|it| &it.parent_user_id),
            username: from_contact(|it| &it.profile.username),
            profile_name: from_contact(|it| &it.profile.name),
        }
    }
}

/// By BSUID, or else by phone.
fn find<'c>(
    contacts: &'c [Contact],
    wa_id: Option<&str>,
    bsuid: Option<&str>,
) -> Option<&'c Contact> {
    let same =
        |ours: Option<&str>, theirs: &Option<String>| ours.is_some() && ours == theirs.as_deref();
    let by_user = contacts.iter().find(|it| same(bsuid, &it.user_id));
    by_user.or_else(|| contacts.iter().find(|it| same(wa_id, &it.wa_id)))
}

/// A thread's id in history: a phone, or a BSUID where people hide theirs.
pub(crate) fn of_thread(id: &str) -> (Option<String>, Option<String>) {
    let is_phone = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
    if is_phone {
        (Some(id.to_owned()), None)
    } else {
        (None, Some(id.to_owned()))
    }
}

/// The digits of a number as Meta shows it.
pub(crate) fn digits(shown: &str) -> String {
    shown.chars().filter(char::is_ascii_digit).collect()
}
