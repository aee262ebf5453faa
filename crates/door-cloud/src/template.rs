//! What Meta tells of templates.

use crate::message::{UNKNOWN_PAST, time};
use door::{Knock, TemplateChange, TemplateUpdate};
use graph::webhook::change::Change;
use graph::webhook::template::TemplateValue;

pub(crate) fn knocks(change: &Change, value: &TemplateValue) -> Vec<Knock> {
    let of = |told: TemplateChange| {
        Knock::Template(Box::new(TemplateUpdate {
            waba_id: change.entry_id.clone(),
            provider_id: value.id.clone(),
            name: value.name.clone(),
            language: value.language.clone(),
            at: time(change, None).unwrap_or(UNKNOWN_PAST),
            change: told,
        }))
    };
    told(value).map(of).into_iter().collect()
}

fn told(value: &TemplateValue) -> Option<TemplateChange> {
    // Meta's example of a change of quality stands under another field's name: what is in it decides.
    if let Some(new) = &value.new_quality {
        return Some(TemplateChange::Quality {
            previous: value.previous_quality.clone(),
            new: new.clone(),
        });
    }
    if let Some(components) = &value.components {
        return Some(TemplateChange::Components(components.clone()));
    }
    if value.new_category.is_some() || value.correct_category.is_some() {
        return Some(TemplateChange::Category {
            previous: value.previous_category.clone(),
            new: value.new_category.clone(),
            correct: value.correct_category.clone(),
        });
    }
    Some(TemplateChange::State {
        event: value.event.clone()?,
        category: value.category.clone(),
        reason: value.reason.clone(),
        explanation: value.explanation.clone(),
        recommendation: value.recommendation.clone(),
        disable_at: value.disable_date.clone(),
    })
}
