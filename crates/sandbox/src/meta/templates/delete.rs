//! `DELETE /{waba}/message_templates`: by name, by id, or several.

use serde_json::{Value, json};

use crate::core::Core;
use crate::meta::{GraphRequest, Refusal};
use crate::world::Templates;

const MOST: usize = 100;

pub(crate) fn delete(core: &Core, waba_id: &str, request: &GraphRequest) -> Result<Value, Refusal> {
    let (name, id) = (request.text("name"), request.text("hsm_id"));
    let ids = request.json("hsm_ids")?;
    if ids.is_some() && (name.is_some() || id.is_some()) {
        return Err(Refusal::invalid(
            "Param hsm_ids can't be used together with name or hsm_id.",
        ));
    }
    let now = core.now();
    core.with(|world| {
        let gone = match (ids, id, name) {
            (Some(ids), _, _) => several(&world.templates, waba_id, &ids)?,
            (None, Some(id), name) => {
                let found = world
                    .templates
                    .get(&id)
                    .filter(|it| it.waba_id == waba_id && name.is_none_or(|name| name == it.name));
                vec![found.ok_or_else(not_found)?.id.clone()]
            }
            (None, None, Some(name)) => by_name(&world.templates, waba_id, &name)?,
            (None, None, None) => return Err(Refusal::missing("name")),
        };
        for id in gone {
            world.templates.remove(&id, now);
        }
        Ok(json!({ "success": true }))
    })
}

/// All languages of it.
fn by_name(templates: &Templates, waba_id: &str, name: &str) -> Result<Vec<String>, Refusal> {
    let of_name = templates.of_waba(waba_id).filter(|it| it.name == name);
    let ids: Vec<_> = of_name.map(|it| it.id.clone()).collect();
    if ids.is_empty() {
        return Err(not_found());
    }
    Ok(ids)
}

fn several(templates: &Templates, waba_id: &str, ids: &Value) -> Result<Vec<String>, Refusal> {
    let list = ids
        .as_array()
        .ok_or_else(|| Refusal::wrong_type("hsm_ids", "an array"))?;
    if list.is_empty() || list.len() > MOST {
        return Err(Refusal::invalid(format!(
            "Param hsm_ids must have between 1 and {MOST} items."
        )));
    }
    let one = |id: &Value| {
        let id = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
        let found = templates.get(&id).filter(|it| it.waba_id == waba_id);
        found.map(|it| it.id.clone()).ok_or_else(not_found)
    };
    list.iter().map(one).collect()
}

fn not_found() -> Refusal {
    Refusal::template(
        2_593_002,
        "Message Template Not Found",
        "The message template does not exist, or was deleted.",
    )
}
