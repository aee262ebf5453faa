//! The demo's templates, which the simulated Meta has approved already.

use sandbox::{TemplateSpec, TemplateStatus};
use serde_json::{Value, json};

/// Beside Meta's own `hello_world`: with variables, buttons and a picture.
pub(super) fn of(waba_id: &str) -> Vec<TemplateSpec> {
    let template = |name: &str, category: &str, components: Value| TemplateSpec {
        waba_id: waba_id.to_owned(),
        name: name.to_owned(),
        language: "es_MX".to_owned(),
        category: category.to_owned(),
        components,
        status: TemplateStatus::Approved,
        parameter_format: None,
    };
    vec![
        template("pedido_listo", "UTILITY", order_ready()),
        template("visita_confirmada", "UTILITY", visit_confirmed()),
        template("novedades_talavera", "MARKETING", news()),
    ]
}

fn order_ready() -> Value {
    json!([
        {
            "type": "BODY",
            "text": "Hola {{1}}, su pedido {{2}} ya está listo para recoger en el taller.",
            "example": { "body_text": [["Mariana", "A-1042"]] },
        },
        { "type": "FOOTER", "text": "Azulejos Alhambra" },
        { "type": "BUTTONS", "buttons": [
            { "type": "QUICK_REPLY", "text": "Voy por él" },
            { "type": "QUICK_REPLY", "text": "Envíenmelo" },
        ] },
    ])
}

fn visit_confirmed() -> Value {
    json!([
        { "type": "HEADER", "format": "LOCATION" },
        {
            "type": "BODY",
            "text": "Le esperamos el {{1}} a las {{2}} en la sala de exhibición.",
            "example": { "body_text": [["lunes", "10:00"]] },
        },
        { "type": "BUTTONS", "buttons": [{
            "type": "URL",
            "text": "Ver la cita",
            "url": "https://alhambra.example/citas/{{1}}",
            "example": ["1042"],
        }] },
    ])
}

fn news() -> Value {
    json!([
        { "type": "HEADER", "format": "IMAGE", "example": { "header_handle": ["4::example"] } },
        {
            "type": "BODY",
            "text": "Hola {{1}}, llegaron los nuevos diseños de talavera. ¿Le mandamos el catálogo?",
            "example": { "body_text": [["Mariana"]] },
        },
        { "type": "BUTTONS", "buttons": [
            { "type": "QUICK_REPLY", "text": "Sí, por favor" },
            { "type": "QUICK_REPLY", "text": "No más avisos" },
        ] },
    ])
}
