//! What stands between a message that is due and its door: the one place for every sender.

use super::letter::Letter;
use crate::Cx;
use crate::contacts::{marketing_stopped_at, same_person};
use crate::doors::OpenDoor;
use domain::limit::PAIR;
use domain::price::PriceCategory;
use domain::{
    Bucket, ContactId, ConversationId, Failure, MessageId, MessageKind, TemplateCategory, Time,
    WindowState,
};
use jiff::SignedDuration;
use std::collections::HashMap;
use storage::inbox::{OfferHold, PairPace};
use storage::{TemplateOfMessage, Tx};

/// Whether a message goes now.
pub(super) enum Verdict {
    Go,
    /// Not before this moment.
    Wait {
        until: Time,
        why: Failure,
    },
    Never {
        why: Failure,
    },
}

/// What is known of everybody whom some letters go to, read once for all of them.
pub(super) struct Gate<'a> {
    cx: &'a Cx,
    open: &'a OpenDoor,
    blocked: Vec<ContactId>,
    templates: HashMap<MessageId, TemplateOfMessage>,
    holds: HashMap<ContactId, OfferHold>,
    pairs: HashMap<ConversationId, Bucket>,
    taken: Vec<ConversationId>,
    portfolio: Option<Portfolio>,
}

/// Whom the business account may still write to first.
struct Portfolio {
    knows: Vec<ContactId>,
    left: i64,
    frees_at: Time,
}

impl<'a> Gate<'a> {
    pub(super) async fn read(
        cx: &'a Cx,
        tx: &mut Tx,
        open: &'a OpenDoor,
        letters: &[Letter],
    ) -> storage::Result<Self> {
        let contacts: Vec<ContactId> = letters
            .iter()
            .map(|it| it.conversation.contact_id)
            .collect();
        let threads: Vec<ConversationId> = letters.iter().map(|it| it.conversation.id).collect();
        let written: Vec<MessageId> = letters
            .iter()
            .filter(|letter| letter.kind == MessageKind::Template)
            .map(|letter| letter.delivery.message_id)
            .collect();
        let templates = tx.templates().of_messages(&written).await?;
        let limited = open.door.capabilities().provider_limits;
        let first = letters.iter().any(|letter| is_first(cx, letter));
        Ok(Self {
            cx,
            open,
            blocked: tx.contacts().blocked(&contacts).await?,
            holds: if written.is_empty() {
                HashMap::new()
            } else {
                let holds = tx.offer_holds(&contacts).await?;
                holds
                    .into_iter()
                    .map(|hold| (hold.contact_id, hold))
                    .collect()
            },
            templates: templates
                .into_iter()
                .map(|it| (it.message_id, it))
                .collect(),
            pairs: if limited {
                pairs(tx, &threads).await?
            } else {
                HashMap::new()
            },
            taken: Vec::new(),
            portfolio: if limited && first {
                Some(Portfolio::read(cx, tx, open, &contacts).await?)
            } else {
                None
            },
        })
    }

    /// What a letter counts as when it is charged.
    pub(super) fn category(&self, letter: &Letter) -> PriceCategory {
        let template = self.templates.get(&letter.delivery.message_id);
        match (letter.kind, template) {
            (MessageKind::Template, Some(it)) => PriceCategory::of_template(it.category),
            (MessageKind::Template, None) => PriceCategory::Other,
            _ => PriceCategory::Service,
        }
    }

    /// Judges a letter; what it takes of the limits is taken.
    pub(super) async fn judge(&mut self, tx: &mut Tx, letter: &Letter) -> storage::Result<Verdict> {
        let contact = letter.conversation.contact_id;
        if self.blocked.contains(&contact) {
            return Ok(never("contact_blocked", "This contact is blocked"));
        }
        if let Some(verdict) = self.window(letter) {
            return Ok(verdict);
        }
        if let Some(verdict) = self.template(tx, letter).await? {
            return Ok(verdict);
        }
        if let Some(verdict) = self.portfolio(tx, letter).await? {
            return Ok(verdict);
        }
        Ok(self.pair(letter.conversation.id))
    }

    /// Stores what was taken of the pairs' paces.
    pub(super) async fn close(self, tx: &mut Tx) -> storage::Result<()> {
        let paces: Vec<PairPace> = self
            .taken
            .iter()
            .filter_map(|id| Some((*id, self.pairs.get(id)?)))
            .map(|(conversation_id, bucket)| PairPace {
                conversation_id,
                level: bucket.level,
                at: bucket.at,
            })
            .collect();
        tx.put_pair_paces(&paces).await
    }

    /// Free-form messages go within the window only, and it may have closed while they waited.
    fn window(&self, letter: &Letter) -> Option<Verdict> {
        let needs = self.open.door.capabilities().care_window;
        let free_form = letter.kind != MessageKind::Template;
        let closed = letter.conversation.window().state(self.cx.now) == WindowState::Closed;
        (needs && free_form && closed)
            .then(|| never("window_closed", "The customer-care window has closed"))
    }

    async fn template(&self, tx: &mut Tx, letter: &Letter) -> storage::Result<Option<Verdict>> {
        let Some(template) = self.templates.get(&letter.delivery.message_id) else {
            return Ok(None);
        };
        if !template.state.is_sendable() {
            let mut why = failure("template_not_sendable", "The template can't be sent now");
            why.details = Some(template.state.to_string());
            return Ok(Some(Verdict::Never { why }));
        }
        if template.category != TemplateCategory::Marketing {
            return Ok(None);
        }
        let contact = letter.conversation.contact_id;
        let person = same_person(tx, contact).await?;
        if marketing_stopped_at(tx, &person).await?.is_some() {
            return Ok(Some(never(
                "contact_opted_out",
                "This contact wants no offers",
            )));
        }
        let hold = self.holds.get(&contact).filter(|it| it.until > self.cx.now);
        Ok(hold.map(|hold| {
            let mut why = failure("offers_held", "WhatsApp takes no offers to this person now");
            why.code = Some(hold.code);
            Verdict::Wait {
                until: hold.until,
                why,
            }
        }))
    }

    /// Whoever is written to first counts against the day of the business account.
    async fn portfolio(
        &mut self,
        tx: &mut Tx,
        letter: &Letter,
    ) -> storage::Result<Option<Verdict>> {
        let Some(portfolio) = &mut self.portfolio else {
            return Ok(None);
        };
        let contact = letter.conversation.contact_id;
        if !is_first(self.cx, letter) || portfolio.knows.contains(&contact) {
            return Ok(None);
        }
        if portfolio.left <= 0 {
            return Ok(Some(Verdict::Wait {
                until: portfolio.frees_at,
                why: failure(
                    "portfolio_limit",
                    "The account has written first to as many people as it may in a day",
                ),
            }));
        }
        portfolio.left -= 1;
        portfolio.knows.push(contact);
        let account = &self.open.access.waba_id;
        tx.count_portfolio_user(account, contact, self.cx.now)
            .await?;
        Ok(None)
    }

    /// One person gets no more than the provider lets through.
    fn pair(&mut self, conversation: ConversationId) -> Verdict {
        if !self.open.door.capabilities().provider_limits {
            return Verdict::Go;
        }
        let now = self.cx.now;
        let bucket = self
            .pairs
            .entry(conversation)
            .or_insert_with(|| Bucket::full(PAIR, now));
        if bucket.take(PAIR, 1, now) == 0 {
            return Verdict::Wait {
                until: bucket.next(PAIR, now),
                why: failure(
                    "pair_rate",
                    "WhatsApp lets this person be written to more slowly",
                ),
            };
        }
        self.taken.push(conversation);
        Verdict::Go
    }
}

impl Portfolio {
    async fn read(
        cx: &Cx,
        tx: &mut Tx,
        open: &OpenDoor,
        contacts: &[ContactId],
    ) -> storage::Result<Self> {
        let account = &open.access.waba_id;
        let used = tx.portfolio_use(account, cx.now).await?;
        let limit = open.tier.and_then(|tier| tier.users_a_day);
        Ok(Self {
            knows: tx.portfolio_knows(account, contacts, cx.now).await?,
            left: limit.map_or(i64::MAX, |limit| i64::from(limit) - used.users),
            frees_at: used
                .frees_at
                .unwrap_or_else(|| cx.now.plus(SignedDuration::from_hours(1))),
        })
    }
}

/// Whether the business writes first: a template outside of the window.
fn is_first(cx: &Cx, letter: &Letter) -> bool {
    letter.kind == MessageKind::Template
        && letter.conversation.window().state(cx.now) == WindowState::Closed
}

async fn pairs(
    tx: &mut Tx,
    threads: &[ConversationId],
) -> storage::Result<HashMap<ConversationId, Bucket>> {
    let stored = tx.pair_paces(threads).await?;
    let bucket = |pace: PairPace| Bucket {
        level: pace.level,
        at: pace.at,
    };
    Ok(stored
        .into_iter()
        .map(|pace| (pace.conversation_id, bucket(pace)))
        .collect())
}

fn never(reason: &str, title: &str) -> Verdict {
    Verdict::Never {
        why: failure(reason, title),
    }
}

pub(super) fn failure(reason: &str, title: &str) -> Failure {
    Failure {
        code: None,
        reason: reason.to_owned(),
        title: title.to_owned(),
        details: None,
        retryable: true,
    }
}
