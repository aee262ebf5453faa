//! `POST /{waba}/message_templates`.

use std::sync::Arc;

use serde_json::{Value, json};

use super::check::{self, Draft};
use super::list::MOST;
use super::review;
use crate::core::Core;
use crate::meta::{At, GraphRequest, Refusal};
use crate::world::{Template, TemplateSpec, TemplateStatus};

const NAME_LIMIT: usize = 512;
const CREATIONS_AN_HOUR: usize = 100;

pub(crate) fn create(
    core: &Arc<Core>,
    waba_id: &str,
    request: &GraphRequest,
) -> Result<Value, Refusal> {
    let body = Value::Object(request.fields()?.clone());
    let spec = read(waba_id, &body)?;
    let ttl = check::ttl(&At::new(&body, "template"), &spec.category)?;
    let now = core.now();
    let template = core.with(|world| {
        let templates = &mut world.templates;
        if templates.created_lately(waba_id, now) >= CREATIONS_AN_HOUR {
            return Err(Refusal::of(80_007));
        }
        if templates.of_waba(waba_id).count() >= MOST {
            return Err(Refusal::template(
                2_388_019,
                "Message template limit exceeded",
                format!("This account has {MOST} templates, which is the limit."),
            ));
        }
        if templates
            .named(waba_id, &spec.name, &spec.language)
            .is_some()
        {
            return Err(Refusal::template(
                2_388_024,
                "Content in this language already exists",
                format!(
                    "There is already {} content for this template. You can create a new template \
                     and try again.",
                    spec.language
                ),
            ));
        }
        if templates.is_resting(waba_id, &spec.name, now) {
            return Err(Refusal::template(
                2_388_023,
                "Message template language is being deleted",
                "New content can't be added while the existing content is being deleted. Try again \
                 in 4 weeks or create a new template.",
            ));
        }
        let mut template = Template::new(spec, now);
        template.ttl_seconds = ttl;
        templates.note_creation(waba_id, now);
        templates.add(template.clone());
        Ok(template)
    })?;
    review::schedule(core, &template.id, template.edition);
    Ok(json!({
        "id": template.id,
        "status": template.status.word(),
        "category": template.category,
    }))
}

fn read(waba_id: &str, body: &Value) -> Result<TemplateSpec, Refusal> {
    let at = |name: &str| {
        let value = body.get(name).filter(|it| !it.is_null());
        let value = value.ok_or_else(|| Refusal::missing(name))?;
        Ok::<_, Refusal>(At::new(value, name))
    };
    let name = at("name")?.text()?.to_owned();
    let language = at("language")?.text()?.to_owned();
    let categories = ["AUTHENTICATION", "MARKETING", "UTILITY"];
    let category = at("category")?.one_of(&categories)?.to_ascii_uppercase();
    if name.chars().count() > NAME_LIMIT {
        return Err(check::too_long("name", NAME_LIMIT));
    }
    if !name
        .chars()
        .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '_')
    {
        return Err(Refusal::invalid(
            "Param name must only have lowercase letters, numbers and underscores.",
        ));
    }
    if !is_language(&language) {
        return Err(Refusal::invalid(format!(
            "Param language must be one of Meta's codes, such as en_US - got \"{language}\"."
        )));
    }
    let format = match body.get("parameter_format") {
        Some(_) => Some(
            at("parameter_format")?
                .one_of(&["named", "positional"])?
                .to_owned(),
        ),
        None => None,
    };
    let components = at("components")?;
    let draft = Draft {
        category: &category,
        named: format
            .as_deref()
            .is_some_and(|it| it.eq_ignore_ascii_case("named")),
    };
    check::components(&draft, &components)?;
    Ok(TemplateSpec {
        waba_id: waba_id.to_owned(),
        name,
        language,
        components: check::in_upper_case(components.value),
        category,
        status: TemplateStatus::Pending,
        parameter_format: format,
    })
}

/// `es`, `es_MX`, `fil`, `zh_Hant_HK`: never with a hyphen.
fn is_language(code: &str) -> bool {
    let mut parts = code.split('_');
    let first = parts.next().unwrap_or_default();
    let is_word = |it: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&it.len()) && it.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    is_word(first, 2..=3)
        && first.bytes().all(|byte| byte.is_ascii_lowercase())
        && parts.all(|part| is_word(part, 2..=4))
}
