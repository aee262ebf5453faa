//! An example made ready: its placeholders filled, and what it speaks of put there first.

use aldaba_sandbox::TemplateSpec;
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use super::template::template_for;
use crate::files::{sample, web};
use crate::receiver::VERIFY_TOKEN;
use crate::stage::{ANA, PHONE, Stage, WABA};

pub(crate) struct Scene {
    method: Method,
    path: String,
    pub(crate) body: Value,
    /// The body is a form with a file.
    is_form: bool,
}

impl Scene {
    pub(crate) async fn set(stage: &Stage, name: &str, sample: &Value) -> Self {
        let mut body = sample["body"].clone();
        let wamid = stage.write(ANA, "hola");
        let web = web().await;
        if body.get("to").is_some() {
            body["to"] = json!(ANA);
        }
        for place in ["/context/message_id", "/reaction/message_id", "/message_id"] {
            if let Some(id) = body.pointer_mut(place) {
                *id = json!(wamid);
            }
        }
        media(stage, &web, &mut body).await;
        words(stage, &mut body);
        let mut scene = Self {
            method: sample["method"].as_str().unwrap().parse().unwrap(),
            path: sample["path"]
                .as_str()
                .unwrap()
                .replace("{Version}", "v23.0"),
            body,
            is_form: name.contains("-media-upload-"),
        };
        let phone = scene.furnish(stage, name).await;
        scene.path = scene
            .path
            .replace("{Phone-Number-ID}", &phone)
            .replace("{WABA-ID}", WABA);
        scene
    }

    /// What must be there before; gives back the number that it is about.
    async fn furnish(&mut self, stage: &Stage, name: &str) -> String {
        if self.body["type"] == "template" {
            stage.sandbox.add_template(template_for(&self.body));
        }
        if name.contains("edit-template") {
            let spec: TemplateSpec = serde_json::from_value(json!({
                "waba_id": WABA, "name": "before", "language": "en_US", "category": "MARKETING",
                "components": [{ "type": "BODY", "text": "Hi" }],
            }))
            .unwrap();
            let id = stage.sandbox.add_template(spec);
            self.path = self.path.replace("{TEMPLATE_ID}", &id);
        }
        if name.contains("block-users") {
            self.body["block_users"] = json!([{ "user": ANA }]);
        }
        if name.contains("update-existing-qr-code") {
            let path = format!("/{PHONE}/message_qrdls");
            let (_, qr) = stage.post(&path, json!({ "prefilled_message": "x" })).await;
            self.body["code"] = qr["code"].clone();
        }
        if name.contains("-request-code-") {
            let new = json!({ "cc": "1", "phone_number": "3055550155", "verified_name": "T" });
            let (_, phone) = stage.post(&format!("/{WABA}/phone_numbers"), new).await;
            return phone["id"].as_str().unwrap().to_owned();
        }
        PHONE.to_owned()
    }

    pub(crate) async fn call(&self, stage: &Stage, body: Value) -> (u16, Value) {
        if self.is_form {
            return stage.post_form(&self.path, form(&body)).await;
        }
        stage.call(self.method.clone(), &self.path, body).await
    }
}

/// `"@/local/path/file.ogg;type=ogg"`, as curl would send it.
fn form(body: &Value) -> Form {
    let mut form = Form::new();
    if let Some(product) = body["messaging_product"].as_str() {
        form = form.text("messaging_product", product.to_owned());
    }
    let Some(file) = body["file"].as_str() else {
        return form;
    };
    let kind = match file.rsplit(['/', '=']).next().unwrap() {
        "ogg" => "audio",
        "webp" => "sticker",
        _ => "image",
    };
    let (mime_type, bytes) = sample(kind);
    let mime_type = body["as"].as_str().unwrap_or(mime_type);
    let mut bytes = bytes.to_vec();
    let size = body["size"].as_u64().unwrap_or(0);
    bytes.resize(bytes.len().max(usize::try_from(size).unwrap()), 0);
    let part = Part::bytes(bytes).file_name("file").mime_str(mime_type);
    form.part("file", part.unwrap())
}

async fn media(stage: &Stage, web: &str, body: &mut Value) {
    let mut places = Vec::new();
    find(body, "", &mut places);
    for place in places {
        let kind = place.rsplit('/').next().unwrap();
        if let Some(file) = body.pointer_mut(&place) {
            if file.get("id").is_some() {
                file["id"] = json!(stage.media_id(kind).await);
            } else if file.get("link").is_some() {
                file["link"] = json!(format!("{web}/{kind}"));
            }
        }
    }
}

fn find(value: &Value, path: &str, places: &mut Vec<String>) {
    let kinds = ["image", "audio", "video", "document", "sticker"];
    let children: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields.iter().map(|(name, it)| (name.clone(), it)).collect(),
        Value::Array(list) => list
            .iter()
            .enumerate()
            .map(|(at, it)| (at.to_string(), it))
            .collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    };
    for (name, child) in children {
        let path = format!("{path}/{name}");
        if kinds.contains(&name.as_str()) && child.is_object() {
            places.push(path.clone());
        }
        find(child, &path, places);
    }
}

fn words(stage: &Stage, value: &mut Value) {
    match value {
        Value::String(text) => {
            let filled = match text.as_str() {
                "<HEADER_TYPE>" => "text",
                "language-and-locale-code" => "en_US",
                "<TEMPLATE_NAME>" => "flow_offer",
                "YOUR_VERIFY_TOKEN" | "your_verify_token" => VERIFY_TOKEN,
                it if it.starts_with("https://your-") => &stage.receiver.url,
                _ => return,
            };
            filled.clone_into(text);
        }
        Value::Array(list) => list.iter_mut().for_each(|it| words(stage, it)),
        Value::Object(fields) => {
            for (name, it) in fields.iter_mut() {
                if name == "verify_token" {
                    *it = json!(VERIFY_TOKEN);
                }
                words(stage, it);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
