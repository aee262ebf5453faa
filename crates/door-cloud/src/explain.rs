//! Meta's error codes in the words of the house.

use domain::Text3;
use door::{Effect, Explanation, WhoActs};
use graph::errors::{self, Effect as Changes, Retry, Who};

pub(crate) fn explain(code: i64) -> Option<Explanation> {
    let known = errors::explain(code)?;
    Some(Explanation {
        title: known.title.clone(),
        cause: text(&known.cause),
        action: text(&known.action),
        retryable: retryable(known.retry),
        who: match known.who {
            Who::Us => WhoActs::Operator,
            Who::Business => WhoActs::Business,
            Who::Customer => WhoActs::Customer,
            Who::Meta => WhoActs::Provider,
        },
        effect: known.effect.map(effect),
        attempts: known.attempts,
        pause: known.pause(),
        pause_grows: known.pause_grows,
    })
}

/// Whether the same message may ever go out: by itself, or after a person mended something.
pub(crate) const fn retryable(retry: Retry) -> bool {
    match retry {
        Retry::Retry | Retry::Wait | Retry::Fix => true,
        Retry::Never => false,
    }
}

fn text(text: &errors::Text3) -> Text3 {
    Text3 {
        es: text.es.clone(),
        en: text.en.clone(),
        pt: text.pt.clone(),
    }
}

const fn effect(effect: Changes) -> Effect {
    match effect {
        Changes::LineNeedsAttention => Effect::LineNeedsAttention,
        Changes::LineHeld => Effect::LineHeld,
        Changes::ContactUnreachable => Effect::ContactUnreachable,
        Changes::ContactOptedOut => Effect::ContactOptedOut,
        Changes::OffersHeld => Effect::OffersHeld,
        Changes::TemplateStale => Effect::TemplateStale,
        Changes::WindowClosed => Effect::WindowClosed,
    }
}
