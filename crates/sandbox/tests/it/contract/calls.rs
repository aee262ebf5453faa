//! Calls of every kind: Meta's examples, everything that can be read, and refusals.

use reqwest::Method;
use serde_json::{Value, json};

use super::Contract;
use crate::samples::{Scene, of_the_surface};
use crate::stage::{ANA, PHONE, Stage, WABA};

/// Meta's examples and, at last, what each of them left at the receiver.
pub(super) async fn of_meta_s_examples(contract: &mut Contract) {
    for (name, sample) in of_the_surface() {
        let stage = Stage::new().await;
        let scene = Scene::set(&stage, &name, &sample).await;
        let (status, answer) = scene.call(&stage, scene.body.clone()).await;
        let (method, path) = (&sample["method"], &sample["path"]);
        let (method, path) = (method.as_str().unwrap(), path.as_str().unwrap());
        contract.answer(method, path, status, &answer);
        // Nothing of what it must say: refused in its own way.
        if !scene.body.is_null() {
            let (status, answer) = scene.call(&stage, json!({})).await;
            contract.answer(method, path, status, &answer);
        }
        stage.sandbox.shutdown().await;
    }
}

/// Everything that can be read or taken away, after everything was set up.
pub(super) async fn of_reading(contract: &mut Contract) {
    let stage = Stage::new().await;
    stage.write(ANA, "hola");
    let ids = furnish(&stage).await;
    for (method, path, query) in CALLS {
        let own = ids.iter().fold((*path).to_owned(), |path, (name, id)| {
            path.replace(&format!("{{{name}}}"), id)
        });
        let method: Method = method.parse().unwrap();
        let body = match *path {
            BLOCKS if method == Method::DELETE => blocks(),
            _ => Value::Null,
        };
        let (status, answer) = stage
            .call(method.clone(), &format!("{own}{query}"), body)
            .await;
        assert_eq!(status, 200, "{method} {own}: {answer}");
        contract.answer(method.as_str(), path, status, &answer);
    }
    stage.sandbox.shutdown().await;
}

const NUMBER: &str = "/{Version}/{Phone-Number-ID}";
const BLOCKS: &str = "/{Version}/{Phone-Number-ID}/block_users";
const CODE: &str = "/{Version}/{Phone-Number-ID}/message_qrdls/{QR-Code-ID}";
const CODES: &str = "/{Version}/{Phone-Number-ID}/message_qrdls";
const PROFILE: &str = "/{Version}/{Phone-Number-ID}/whatsapp_business_profile";
const SHOP: &str = "/{Version}/{Phone-Number-ID}/whatsapp_commerce_settings";
const SETTINGS: &str = "/{Version}/{Phone-Number-ID}/settings";
const ACCOUNT: &str = "/{Version}/{WABA-ID}";
const NUMBERS: &str = "/{Version}/{WABA-ID}/phone_numbers";
const TEMPLATES: &str = "/{Version}/{WABA-ID}/message_templates";
const TEMPLATE: &str = "/{Version}/{TEMPLATE_ID}";
const APPS: &str = "/{Version}/{WABA-ID}/subscribed_apps";
const MEDIA: &str = "/{Version}/{Media-ID}";

/// In this order: what is taken away was read before.
const CALLS: &[(&str, &str, &str)] = &[
    ("GET", NUMBER, ""),
    (
        "GET",
        NUMBER,
        "?fields=id,verified_name,display_phone_number,conversational_automation,status,\
         quality_rating,quality_score,webhook_configuration,name_status,new_name_status,\
         code_verification_status,account_mode,is_official_business_account,is_pin_enabled,\
         search_visibility,platform_type,throughput,health_status,certificate,last_onboarded_time",
    ),
    ("GET", BLOCKS, ""),
    ("GET", CODES, ""),
    ("GET", CODE, ""),
    ("GET", PROFILE, ""),
    ("GET", SHOP, ""),
    (
        "POST",
        SHOP,
        "?is_cart_enabled=true&is_catalog_visible=true",
    ),
    ("GET", SETTINGS, ""),
    ("GET", ACCOUNT, ""),
    ("GET", NUMBERS, ""),
    ("GET", NUMBERS, "?limit=1"),
    ("GET", TEMPLATES, ""),
    (
        "GET",
        TEMPLATES,
        "?limit=1&fields=name,status,category,language,components",
    ),
    ("GET", TEMPLATES, "?name=nada"),
    ("GET", TEMPLATE, ""),
    ("GET", APPS, ""),
    ("GET", MEDIA, ""),
    ("DELETE", BLOCKS, ""),
    ("DELETE", CODE, ""),
    ("DELETE", MEDIA, ""),
    ("DELETE", TEMPLATES, "?name=aviso"),
    ("DELETE", APPS, ""),
    ("POST", "/{Version}/{Phone-Number-ID}/deregister", ""),
];

fn blocks() -> Value {
    json!({ "messaging_product": "whatsapp", "block_users": [{ "user": ANA }] })
}

/// Something of everything; answers with the ids under the names that Meta's paths have.
async fn furnish(stage: &Stage) -> Vec<(&'static str, String)> {
    let (status, blocked) = stage.post(&format!("/{PHONE}/block_users"), blocks()).await;
    assert_eq!(status, 200, "{blocked}");
    let code = json!({ "prefilled_message": "Hola", "generate_qr_image": "SVG" });
    let (_, code) = stage.post(&format!("/{PHONE}/message_qrdls"), code).await;
    let profile = json!({ "messaging_product": "whatsapp", "about": "Azulejos",
        "email": "a@azulejos.example", "websites": ["https://azulejos.example"] });
    let path = format!("/{PHONE}/whatsapp_business_profile");
    assert_eq!(stage.post(&path, profile).await.0, 200);
    let template = json!({ "name": "aviso", "language": "es_MX", "category": "UTILITY",
        "components": [{ "type": "BODY", "text": "Su pedido está listo en el taller." }] });
    let (status, template) = stage
        .post(&format!("/{WABA}/message_templates"), template)
        .await;
    assert_eq!(status, 200, "{template}");
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    vec![
        ("Version", "v23.0".to_owned()),
        ("Phone-Number-ID", PHONE.to_owned()),
        ("WABA-ID", WABA.to_owned()),
        ("QR-Code-ID", text(&code["code"])),
        ("TEMPLATE_ID", text(&template["id"])),
        ("Media-ID", stage.media_id("document").await),
    ]
}

/// Every call of the surface with a token that is none, of an object that is nowhere, and of a field
/// that there is not.
pub(super) async fn of_refusals(contract: &mut Contract) {
    let stage = Stage::new().await;
    for (method, path, _) in CALLS {
        let method: Method = method.parse().unwrap();
        let (mut own, mut inside) = (String::new(), false);
        for letter in path.replace("{Version}", "v23.0").chars() {
            match letter {
                '{' => inside = true,
                '}' => {
                    inside = false;
                    own.push('1');
                }
                _ if inside => {}
                _ => own.push(letter),
            }
        }
        let wrong = stage.call_with(Some("wrong"), method.clone(), &own, Value::Null);
        let (status, answer) = wrong.await;
        assert_eq!(status, 401, "{method} {own}: {answer}");
        contract.answer(method.as_str(), path, status, &answer);
        let (status, answer) = stage.call(method.clone(), &own, Value::Null).await;
        assert!(status >= 400, "{method} {own}: {answer}");
        contract.answer(method.as_str(), path, status, &answer);
    }
    stage.sandbox.shutdown().await;
}
