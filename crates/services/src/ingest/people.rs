//! Who knocks: identities lead to contacts, new evidence is added, two that prove one are merged.

use crate::Cx;
use domain::phone::variants;
use domain::text::{fold, storable};
use domain::{ContactId, EventKind, IdentityId, IdentityKind, Time};
use door::Sender;
use std::collections::{HashMap, HashSet};
use storage::Tx;
use storage::inbox::{Contact, Identity, IdentityKey};

/// The contacts behind a list of senders, in their order.
pub(crate) struct People {
    pub(crate) contacts: Vec<ContactId>,
    /// Those who turned out to be another one, and whom they lead to.
    pub(crate) merged: Vec<(ContactId, ContactId)>,
    /// Nobody writes to these, and what they write opens nothing.
    pub(crate) blocked: HashSet<ContactId>,
}

/// Somebody, with what was just learnt of them.
#[derive(Clone, Copy)]
pub(crate) struct Who<'a> {
    pub(crate) sender: &'a Sender,
    /// A number or an id that is theirs from now on.
    pub(crate) also: Option<&'a Sender>,
}

/// What is known while the senders are resolved.
struct Directory {
    by_key: HashMap<IdentityKey, ContactId>,
    contacts: HashMap<ContactId, Contact>,
    changed: HashSet<ContactId>,
    merged: Vec<ContactId>,
    new_identities: Vec<Identity>,
    now: Time,
}

impl People {
    /// `scope` is where a business-scoped user id means something.
    pub(crate) async fn resolve(
        cx: &Cx,
        tx: &mut Tx,
        scope: &str,
        senders: &[Who<'_>],
    ) -> storage::Result<Self> {
        let mut directory = Directory::load(cx, tx, scope, senders).await?;
        let resolved: Vec<ContactId> = senders
            .iter()
            .map(|&who| directory.resolve(scope, who))
            .collect();
        // A later sender of the batch may have proved that two earlier ones are one.
        let contacts = resolved.iter().map(|&id| directory.canonical(id)).collect();
        let merged = directory.merged_contacts();
        let blocked = directory.blocked();
        directory.write(cx, tx).await?;
        Ok(Self {
            contacts,
            merged,
            blocked,
        })
    }
}

/// The identities that somebody gives, strongest first, and the other forms of their numbers.
fn evidence(scope: &str, who: Who<'_>) -> (Vec<IdentityKey>, Vec<IdentityKey>) {
    let (mut given, mut others) = evidence_of(scope, who.sender);
    if let Some(also) = who.also {
        let (more, other_forms) = evidence_of(scope, also);
        given.extend(more);
        others.extend(other_forms);
    }
    (given, others)
}

fn evidence_of(scope: &str, sender: &Sender) -> (Vec<IdentityKey>, Vec<IdentityKey>) {
    let phone = |digits: &str| IdentityKey {
        kind: IdentityKind::Phone,
        scope: String::new(),
        value: storable(digits).into_owned(),
    };
    let mut given = Vec::with_capacity(2);
    if let Some(bsuid) = &sender.bsuid {
        given.push(IdentityKey {
            kind: IdentityKind::Bsuid,
            scope: scope.to_owned(),
            value: storable(bsuid).into_owned(),
        });
    }
    let mut others = Vec::new();
    if let Some(wa_id) = &sender.wa_id {
        given.push(phone(wa_id));
        others.extend(variants(wa_id).iter().map(|digits| phone(digits)));
    }
    (given, others)
}

impl Directory {
    async fn load(cx: &Cx, tx: &mut Tx, scope: &str, senders: &[Who<'_>]) -> storage::Result<Self> {
        let mut keys: Vec<IdentityKey> = senders
            .iter()
            .flat_map(|&who| {
                let (given, others) = evidence(scope, who);
                given.into_iter().chain(others)
            })
            .collect();
        keys.sort_unstable();
        keys.dedup();
        let identities = tx.identities().list_by_key(&keys).await?;
        let mut missing: Vec<ContactId> =
            identities.iter().map(|identity| identity.contact).collect();
        let mut contacts = HashMap::with_capacity(missing.len());
        // A merged contact leads to another one; chains are short.
        while !missing.is_empty() {
            missing.sort_unstable();
            missing.dedup();
            let found = tx.contacts().list_by_id(&missing).await?;
            missing = found
                .iter()
                .filter_map(|contact| contact.merged_into)
                .collect();
            contacts.extend(found.into_iter().map(|contact| (contact.id, contact)));
            missing.retain(|id| !contacts.contains_key(id));
        }
        Ok(Self {
            by_key: identities
                .into_iter()
                .map(|identity| (identity.key, identity.contact))
                .collect(),
            contacts,
            changed: HashSet::new(),
            merged: Vec::new(),
            new_identities: Vec::new(),
            now: cx.now,
        })
    }

    fn canonical(&self, mut id: ContactId) -> ContactId {
        while let Some(next) = self
            .contacts
            .get(&id)
            .and_then(|contact| contact.merged_into)
        {
            id = next;
        }
        id
    }

    fn merged_contacts(&self) -> Vec<(ContactId, ContactId)> {
        let merged = self
            .contacts
            .values()
            .filter(|contact| contact.merged_into.is_some());
        let mut merged: Vec<_> = merged
            .map(|contact| (contact.id, self.canonical(contact.id)))
            .collect();
        merged.sort_unstable();
        merged
    }

    fn blocked(&self) -> HashSet<ContactId> {
        let contacts = self.contacts.values();
        contacts
            .filter(|contact| contact.blocked_at.is_some())
            .map(|contact| contact.id)
            .collect()
    }

    fn resolve(&mut self, scope: &str, who: Who<'_>) -> ContactId {
        let (given, others) = evidence(scope, who);
        let found: Vec<ContactId> = given
            .iter()
            .chain(&others)
            .filter_map(|key| self.by_key.get(key))
            .map(|&id| self.canonical(id))
            .collect();
        let contact = match found.as_slice() {
            [] => self.create(),
            [first, rest @ ..] => rest
                .iter()
                .fold(*first, |kept, &other| self.merge(kept, other)),
        };
        for key in given {
            if !self.by_key.contains_key(&key) {
                self.by_key.insert(key.clone(), contact);
                self.new_identities.push(Identity {
                    id: IdentityId::new(),
                    contact,
                    key,
                    created_at: self.now,
                });
                self.changed.insert(contact);
            }
        }
        self.rename(contact, who);
        contact
    }

    fn create(&mut self) -> ContactId {
        let id = ContactId::new();
        let contact = Contact {
            id,
            name: None,
            profile_name: None,
            username: None,
            search_key: String::new(),
            merged_into: None,
            blocked_at: None,
            created_at: self.now,
        };
        self.contacts.insert(id, contact);
        self.changed.insert(id);
        id
    }

    /// One message proved that two contacts are one person: the newer leads to the older. No foreign
    /// key is rewritten, so that the merge can be undone.
    fn merge(&mut self, one: ContactId, other: ContactId) -> ContactId {
        if one == other {
            return one;
        }
        let (older, newer) = if one < other {
            (one, other)
        } else {
            (other, one)
        };
        // A person who was blocked under one of them stays so under both.
        let blocked_at = [older, newer]
            .iter()
            .filter_map(|id| self.contacts.get(id)?.blocked_at)
            .min();
        if let Some(contact) = self.contacts.get_mut(&older) {
            contact.blocked_at = blocked_at;
        }
        if let Some(contact) = self.contacts.get_mut(&newer) {
            contact.merged_into = Some(older);
            contact.blocked_at = blocked_at;
            self.changed.insert(newer);
            self.changed.insert(older);
            self.merged.push(older);
        }
        older
    }

    fn rename(&mut self, id: ContactId, who: Who<'_>) {
        let sender = who.sender;
        let Some(contact) = self.contacts.get_mut(&id) else {
            return;
        };
        let profile_name = sender
            .profile_name
            .as_deref()
            .map(|name| storable(name).into_owned());
        let username = sender
            .username
            .as_deref()
            .map(|name| storable(name).into_owned());
        if profile_name.is_some() && profile_name != contact.profile_name {
            contact.profile_name = profile_name;
            self.changed.insert(id);
        }
        if username.is_some() && username != contact.username {
            contact.username = username;
            self.changed.insert(id);
        }
        if self.changed.contains(&id) {
            let also = who.also.and_then(|also| also.wa_id.as_deref());
            let phones: Vec<&str> = sender.wa_id.as_deref().into_iter().chain(also).collect();
            refresh_search_key(contact, &phones);
        }
    }

    async fn write(self, cx: &Cx, tx: &mut Tx) -> storage::Result<()> {
        let mut changed: Vec<Contact> = self
            .changed
            .iter()
            .filter_map(|id| self.contacts.get(id))
            .cloned()
            .collect();
        // Older first: a merged contact points at one that must be there.
        changed.sort_unstable_by_key(|contact| contact.id);
        tx.contacts().put(&changed).await?;
        tx.identities().insert(&self.new_identities).await?;
        for contact_id in self.merged {
            tx.emit(cx.event(EventKind::ContactUpdated { contact_id }));
        }
        Ok(())
    }
}

/// Names and numbers by which a contact is searched. Numbers that stood there stay.
pub(crate) fn refresh_search_key(contact: &mut Contact, phones: &[&str]) {
    let is_number = |word: &&str| word.len() >= 6 && word.bytes().all(|byte| byte.is_ascii_digit());
    let mut numbers: Vec<String> = contact
        .search_key
        .split(' ')
        .filter(is_number)
        .map(str::to_owned)
        .collect();
    for phone in phones {
        let digits = phone.trim_start_matches('+');
        if !numbers.iter().any(|number| number == digits) {
            numbers.push(storable(digits).into_owned());
        }
    }
    let names = [&contact.name, &contact.profile_name, &contact.username];
    let mut words: Vec<String> = names.into_iter().flatten().map(|name| fold(name)).collect();
    words.dedup();
    words.extend(numbers);
    contact.search_key = words.join(" ");
}
