//! Meta's review: after a while, or on demand; and what changes a template later.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;

use super::check::text_of;
use super::news::{self, Why};
use crate::core::Core;
use crate::dice::Dice;
use crate::world::{Template, TemplateStatus};

/// Words that Meta takes for an advertisement.
const MARKETING: [&str; 9] = [
    "% off",
    "discount",
    "sale!",
    "promo",
    "oferta",
    "descuento",
    "promoção",
    "desconto",
    "rebaja",
];
/// Words that ask for what nobody should send in a chat.
const SCAM: [&str; 6] = [
    "password",
    "contraseña",
    "senha",
    "card number",
    "número de tarjeta",
    "número do cartão",
];
const SHORTENED: [&str; 4] = ["wa.me/", "bit.ly/", "tinyurl.com/", "t.co/"];

/// What is to become of a template, said from outside.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Verdict {
    pub status: Option<TemplateStatus>,
    /// Of a rejection, in Meta's words: `INVALID_FORMAT`, `SCAM`, …
    pub reason: Option<String>,
    /// `GREEN`, `YELLOW`, `RED`, `UNKNOWN`.
    pub quality: Option<String>,
    /// The category from now on.
    pub category: Option<String>,
    /// The category that it will have in a day.
    pub correct_category: Option<String>,
    /// What its messages are answered with from now on: `held_for_quality_assessment` and `paused` keep them
    /// from the customer, `accepted` ends that for those to come.
    pub message_status: Option<String>,
}

/// Reviews it after the pause that the settings say; never by itself where they say none.
pub(super) fn schedule(core: &Arc<Core>, id: &str, edition: u64) {
    let Some(pause) = &core.config.template_review else {
        return;
    };
    let mut dice = Dice::new(core.with(|world| world.dice.roll()));
    let (pause, reviewer, id) = (dice.between(pause), core.clone(), id.to_owned());
    core.spawn(async move {
        tokio::time::sleep(pause).await;
        let is_waiting = reviewer.with(|world| {
            let template = world.templates.get(&id);
            template.is_some_and(|it| it.edition == edition && it.status == TemplateStatus::Pending)
        });
        if is_waiting {
            review_now(&reviewer, &id);
        }
    });
}

/// Decides by the rules; false where there is no such template.
pub(crate) fn review_now(core: &Arc<Core>, id: &str) -> bool {
    let verdict = core.with(|world| world.templates.get(id).map(decide));
    let Some((why, category)) = verdict else {
        return false;
    };
    let status = match why {
        Some(_) => TemplateStatus::Rejected,
        None => TemplateStatus::Approved,
    };
    if let Some(category) = category.filter(|_| status == TemplateStatus::Approved) {
        set_category(core, id, &category);
    }
    set_status(core, id, status, why.as_ref())
}

/// Carries out what was said from outside; false where there is no such template.
pub(crate) fn change(core: &Arc<Core>, id: &str, verdict: &Verdict) -> bool {
    if core.with(|world| world.templates.get(id).is_none()) {
        return false;
    }
    if let Some(category) = &verdict.category {
        set_category(core, id, category);
    }
    if let Some(status) = &verdict.message_status {
        core.with(|world| {
            if let Some(template) = world.templates.get_mut(id) {
                template.message_status.clone_from(status);
            }
        });
    }
    if let Some(correct) = &verdict.correct_category
        && let Some(template) = core.with(|world| world.templates.get(id).cloned())
    {
        news::category_to_come(core, &template, correct);
    }
    if let Some(quality) = &verdict.quality {
        set_quality(core, id, quality);
    }
    if let Some(status) = verdict.status {
        let why = verdict.reason.as_ref().map(|reason| Why {
            reason: reason.clone(),
            text: "The template was rejected.".into(),
            advice: "Change the template and submit it again.".into(),
        });
        set_status(core, id, status, why.as_ref());
    }
    true
}

fn set_status(core: &Arc<Core>, id: &str, status: TemplateStatus, why: Option<&Why>) -> bool {
    let now = core.now();
    let template = core.with(|world| {
        let template = world.templates.get_mut(id)?;
        template.status = status;
        template.updated_at = now;
        template.was_approved |= status == TemplateStatus::Approved;
        why.map_or("NONE", |why| why.reason.as_str())
            .clone_into(&mut template.rejected_reason);
        Some(template.clone())
    });
    if let Some(template) = &template {
        news::status(core, template, why);
    }
    template.is_some()
}

fn set_quality(core: &Arc<Core>, id: &str, quality: &str) {
    let changed = core.with(|world| {
        let template = world.templates.get_mut(id)?;
        let before = std::mem::replace(&mut template.quality, quality.to_owned());
        Some((template.clone(), before))
    });
    if let Some((template, before)) = changed {
        news::quality(core, &template, &before);
    }
}

fn set_category(core: &Arc<Core>, id: &str, category: &str) {
    let changed = core.with(|world| {
        let template = world.templates.get_mut(id)?;
        let before = std::mem::replace(&mut template.category, category.to_owned());
        template.previous_category = Some(before.clone());
        Some((template.clone(), before))
    });
    if let Some((template, before)) = changed {
        news::category(core, &template, &before);
    }
}

/// Why it is rejected, if it is, and the category that it should have instead of its own.
fn decide(template: &Template) -> (Option<Why>, Option<String>) {
    let text = text_of(&template.components).to_lowercase();
    let everything = Value::from(template.components.clone())
        .to_string()
        .to_lowercase();
    let has = |words: &[&str], text: &str| words.iter().any(|word| text.contains(word));
    let why = |reason: &str, text: &str, advice: &str| Why {
        reason: reason.into(),
        text: text.into(),
        advice: advice.into(),
    };
    let rejected = if text.contains("}}{{") || text.contains("}} {{") {
        Some(why(
            "INVALID_FORMAT",
            "Your template has parameters placed next to each other (like {{1}}{{2}}) without \
             text or punctuation between them.",
            "Separate parameters with descriptive text and ensure each parameter is clearly \
             contextualized.",
        ))
    } else if has(&SHORTENED, &everything) {
        Some(why(
            "INVALID_FORMAT",
            "Your template has a shortened link.",
            "Write the whole address, on a domain of your own.",
        ))
    } else if has(&SCAM, &text) {
        Some(why(
            "SCAM",
            "Your template asks for sensitive data.",
            "Don't ask for passwords, card numbers or identity documents.",
        ))
    } else {
        None
    };
    let is_ad = template.category == "UTILITY" && has(&MARKETING, &text);
    (rejected, is_ad.then(|| "MARKETING".to_owned()))
}
