//! Templates: written, reviewed by the sandbox as Meta would, sent, counted.

use crate::api::messages::{Scene, state};
use jiff::SignedDuration;
use sandbox::{CustomerSpec, TemplateSpec, TemplateStatus, TemplateVerdict};
use serde_json::{Value, json};
use testkit::Answer;

fn draft(line: &str) -> Value {
    json!({
        "line_id": line, "name": "pedido_listo", "language": "es_MX", "category": "utility",
        "components": [
            { "type": "BODY", "text": "Hola {{1}}, su pedido está listo para recoger en el taller.",
              "example": { "body_text": [["Mariana"]] } },
            { "type": "FOOTER", "text": "Azulejos Talavera" },
            { "type": "BUTTONS", "buttons": [{ "type": "QUICK_REPLY", "text": "Voy para allá" }] },
        ],
    })
}

fn values(texts: &[&str]) -> Value {
    let parameters: Vec<Value> = texts
        .iter()
        .map(|text| json!({ "type": "text", "text": text }))
        .collect();
    json!([{ "type": "body", "parameters": parameters }])
}

impl Scene {
    async fn submitted(&self) -> Answer {
        let created = self.owner.post("/templates", draft(&self.line.id)).await;
        assert_eq!(created.status, 201, "{}", created.body);
        created
    }

    /// The template once Meta's review has come back.
    async fn reviewed(&self, created: &Answer, state: &str) -> Answer {
        let provider_id = created.text("/provider_id");
        assert!(self.app.sandbox.review_template(&provider_id));
        let path = self
            .owner
            .path(&format!("/templates/{}", created.text("/id")));
        self.app
            .eventually(&self.owner.client, &path, |answer| {
                answer.body["state"] == state
            })
            .await
    }

    async fn send_template(&self, template: Value) -> Answer {
        let body = json!({ "type": "template", "template": template });
        self.agent.client.post(&self.thread(), body).await
    }

    fn waba(&self) -> String {
        format!("1{}", &self.line.phone_number_id[1..])
    }

    fn known_to_meta(&self, name: &str, status: TemplateStatus) -> String {
        let components = json!([{ "type": "BODY", "text": "Hay azulejos nuevos en el taller." }]);
        self.added(name, "MARKETING", status, components)
    }

    fn added(
        &self,
        name: &str,
        category: &str,
        status: TemplateStatus,
        components: Value,
    ) -> String {
        self.app.sandbox.add_template(TemplateSpec {
            waba_id: self.waba(),
            name: name.to_owned(),
            language: "es_MX".to_owned(),
            category: category.to_owned(),
            components,
            status,
            parameter_format: None,
        })
    }

    /// A line's templates are read once it is connected, and Meta gives each account this one.
    async fn hello_is_read(&self) {
        let path = self.owner.path("/templates");
        self.app
            .eventually(&self.owner.client, &path, |answer| {
                answer.body["data"][0]["name"] == "hello_world"
            })
            .await;
    }

    /// A template that was written elsewhere, once it is known here.
    async fn approved(&self, name: &str, category: &str, components: Value) {
        self.added(name, category, TemplateStatus::Approved, components);
        self.synced().await;
    }

    async fn synced(&self) -> Answer {
        let body = json!({ "line_id": self.line.id });
        let synced = self.owner.post("/templates/sync", body).await;
        assert_eq!(synced.status, 200, "{}", synced.body);
        synced
    }
}

#[tokio::test]
async fn a_template_is_approved_and_sent_outside_of_the_window() {
    let scene = Scene::start().await;
    scene.until(|messages| messages.len() == 1).await;
    let created = scene.submitted().await;
    assert_eq!(created.body["state"], "pending");
    let id = created.text("/id");
    let early = scene.send_template(json!({ "template_id": id })).await;
    assert_eq!(early.to_string(), "409 template_not_sendable");
    scene.reviewed(&created, "approved").await;
    scene.app.advance(SignedDuration::from_hours(25));
    assert_eq!(scene.say("hola").await.to_string(), "409 window_closed");

    let missing = scene.send_template(json!({ "template_id": id })).await;
    assert_eq!(missing.to_string(), "422 value_missing", "{}", missing.body);
    assert_eq!(missing.body["params"]["field"], "components.body.1");

    let named =
        json!({ "name": "pedido_listo", "language": "es_MX", "components": values(&["Mariana"]) });
    let sent = scene.send_template(named).await;
    assert_eq!(sent.status, 201, "{}", sent.body);
    let text = "Hola Mariana, su pedido está listo para recoger en el taller.";
    assert_eq!(sent.body["text"], text);
    let rendered = &sent.body["content"]["rendered"];
    assert_eq!(rendered["footer"], "Azulejos Talavera");
    assert_eq!(rendered["buttons"][0]["text"], "Voy para allá");
    scene
        .until(|messages| messages.len() == 2 && state(&messages[1]) == "read")
        .await;
    let taken = scene.app.sandbox.accepted();
    assert_eq!(taken.len(), 1);
    assert_eq!(taken[0].kind, "template");
    assert_eq!(taken[0].text.as_deref(), Some(text));
    let used = scene.owner.get(&format!("/templates/{id}")).await;
    assert_eq!(
        used.body["usage"],
        json!({ "sent": 1, "delivered": 1, "read": 1 })
    );
}

#[tokio::test]
async fn a_code_is_asked_for_and_stands_in_the_text_that_meta_writes() {
    let scene = Scene::start().await;
    scene.until(|messages| messages.len() == 1).await;
    let components = json!([
        { "type": "BODY", "add_security_recommendation": true },
        { "type": "FOOTER", "code_expiration_minutes": 5 },
        { "type": "BUTTONS", "buttons": [{ "type": "OTP", "otp_type": "COPY_CODE", "text": "Copiar" }] },
    ]);
    scene.approved("codigo", "AUTHENTICATION", components).await;
    let digits = json!([{ "type": "text", "text": "493021" }]);
    let button = json!({ "type": "button", "sub_type": "url", "index": 0, "parameters": digits });
    let without = json!({ "name": "codigo", "language": "es_MX", "components": [button] });
    let refused = scene.send_template(without).await;
    assert_eq!(refused.to_string(), "422 value_missing", "{}", refused.body);
    let given = json!([{ "type": "body", "parameters": digits }, button]);
    let sent = scene
        .send_template(json!({ "name": "codigo", "language": "es_MX", "components": given }))
        .await;
    let text = "Tu código de verificación es 493021. Por tu seguridad, no lo compartas.";
    assert_eq!(sent.body["text"], text, "{}", sent.body);
    let footer = &sent.body["content"]["rendered"]["footer"];
    assert_eq!(footer, "Este código caduca en 5 minutos.");
    scene
        .until(|messages| messages.len() == 2 && state(&messages[1]) == "read")
        .await;
    let taken = scene.app.sandbox.accepted();
    assert_eq!(taken[0].text.as_deref(), Some(text));
}

#[tokio::test]
async fn an_offer_is_shown_with_its_end() {
    let scene = Scene::start().await;
    scene.until(|messages| messages.len() == 1).await;
    let components = json!([
        { "type": "BODY", "text": "Azulejos con descuento." },
        { "type": "LIMITED_TIME_OFFER", "limited_time_offer": { "text": "Solo hoy", "has_expiration": true } },
        { "type": "BUTTONS", "buttons": [{ "type": "COPY_CODE", "text": "Copiar", "example": "AZUL10" }] },
    ]);
    scene.approved("oferta", "MARKETING", components).await;
    let given = json!([
        { "type": "limited_time_offer", "parameters": [{ "type": "limited_time_offer",
            "limited_time_offer": { "expiration_time_ms": 1_990_000_000_000_u64 } }] },
        { "type": "button", "sub_type": "copy_code", "index": 0,
          "parameters": [{ "type": "coupon_code", "coupon_code": "AZUL10" }] },
    ]);
    let sent = scene
        .send_template(json!({ "name": "oferta", "language": "es_MX", "components": given }))
        .await;
    let rendered = &sent.body["content"]["rendered"];
    assert_eq!(
        rendered["limited_time_offer"],
        json!({ "text": "Solo hoy", "expiration_time_ms": 1_990_000_000_000_u64 }),
        "{}",
        sent.body
    );
    assert_eq!(rendered["buttons"][0]["code"], "AZUL10");
    scene
        .until(|messages| messages.len() == 2 && state(&messages[1]) == "read")
        .await;
}

#[tokio::test]
async fn every_template_of_the_account_is_read_in_pages_and_listed_in_pages() {
    let scene = Scene::start().await;
    scene.hello_is_read().await;
    for number in 0..60 {
        scene.known_to_meta(&format!("aviso_{number:02}"), TemplateStatus::Approved);
    }
    scene.known_to_meta("pausado", TemplateStatus::Paused);
    let synced = scene.synced().await;
    assert_eq!(
        synced.body,
        json!({ "found": 62, "changed": 61, "removed": 0 })
    );
    assert_eq!(scene.synced().await.body["changed"], 0);
    let (mut names, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = scene
            .agent
            .get(&format!("/templates?limit=25{cursor}"))
            .await;
        let data = page.body["data"].as_array().unwrap().clone();
        names.extend(data.iter().map(|it| it["name"].clone()));
        match page.body["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(names.len(), 62);
    assert!(names.is_sorted_by_key(Value::to_string));
    for (query, count) in [
        ("q=AVISO_07", 1),
        ("q=azulejos%20nuevos&limit=100", 61),
        ("state=paused", 1),
        ("category=authentication", 0),
        ("language=es_MX&limit=100", 61),
    ] {
        let query = format!("/templates?line_id={}&{query}", scene.line.id);
        let found = scene.agent.get(&query).await;
        assert_eq!(
            found.body["data"].as_array().unwrap().len(),
            count,
            "{query}"
        );
    }
}

#[tokio::test]
async fn what_meta_says_of_a_template_is_shown() {
    let scene = Scene::start().await;
    let created = scene.submitted().await;
    scene.reviewed(&created, "approved").await;
    let provider_id = created.text("/provider_id");
    let verdict = TemplateVerdict {
        status: Some(TemplateStatus::Rejected),
        reason: Some("INVALID_FORMAT".to_owned()),
        quality: Some("YELLOW".to_owned()),
        ..TemplateVerdict::default()
    };
    assert!(scene.app.sandbox.change_template(&provider_id, &verdict));
    let path = scene
        .owner
        .path(&format!("/templates/{}", created.text("/id")));
    let told = scene
        .app
        .eventually(&scene.owner.client, &path, |answer| {
            answer.body["state"] == "rejected" && answer.body["quality"] == "YELLOW"
        })
        .await;
    assert_eq!(told.body["rejection"]["reason"], "INVALID_FORMAT");
    assert!(told.body["rejection"]["cause"]["pt"].is_string());
}

#[tokio::test]
async fn what_meta_is_going_to_do_with_a_template_is_shown_until_it_did() {
    let scene = Scene::start().await;
    let created = scene.submitted().await;
    let approved = scene.reviewed(&created, "approved").await;
    let nothing = json!({ "category": null, "disable_at": null });
    assert_eq!(approved.body["announced"], nothing);
    let provider_id = created.text("/provider_id");
    let verdict = TemplateVerdict {
        correct_category: Some("MARKETING".to_owned()),
        ..TemplateVerdict::default()
    };
    assert!(scene.app.sandbox.change_template(&provider_id, &verdict));
    let hears = |event: &str, disable: Value| {
        let value = json!({
            "event": event, "message_template_id": provider_id.parse::<u64>().unwrap(),
            "message_template_name": "pedido_listo", "message_template_language": "es_MX",
            "reason": "NONE", "disable_info": disable,
        });
        let field = "message_template_status_update";
        scene.app.sandbox.notify(&scene.waba(), None, field, value);
    };
    hears("FLAGGED", json!({ "disable_date": "2026-12-01" }));
    let path = scene
        .owner
        .path(&format!("/templates/{}", created.text("/id")));
    let both = json!({ "category": "marketing", "disable_at": "2026-12-01" });
    let told = scene
        .app
        .eventually(&scene.owner.client, &path, |answer| {
            answer.body["announced"] == both
        })
        .await;
    assert_eq!(told.body["category"], "utility");
    scene.synced().await;
    let read = scene.owner.client.get(&path).await;
    assert_eq!(read.body["announced"], both, "a reading forgets nothing");

    let verdict = TemplateVerdict {
        category: Some("MARKETING".to_owned()),
        ..TemplateVerdict::default()
    };
    assert!(scene.app.sandbox.change_template(&provider_id, &verdict));
    hears("REINSTATED", Value::Null);
    scene
        .app
        .eventually(&scene.owner.client, &path, |answer| {
            answer.body["category"] == "marketing" && answer.body["announced"] == nothing
        })
        .await;
}

#[tokio::test]
async fn what_meta_would_reject_is_told_first_and_what_it_does_reject_in_its_words() {
    let scene = Scene::start().await;
    let mut bad = draft(&scene.line.id);
    bad["components"][0]["text"] = json!("{{1}} su pedido está listo para recoger.");
    let refused = scene.owner.post("/templates", bad.clone()).await;
    assert_eq!(refused.to_string(), "422 template_invalid");
    assert_eq!(refused.field_codes(), ["body:variable_leading"]);
    bad.as_object_mut().unwrap().remove("line_id");
    let linted = scene.agent.post("/templates/lint", bad).await;
    let finding = &linted.body["findings"][0];
    assert_eq!(
        (&finding["code"], &finding["severity"]),
        (&json!("variable_leading"), &json!("error"))
    );
    assert!(finding["message"]["es"].is_string());
    let forbidden = scene.agent.post("/templates", draft(&scene.line.id)).await;
    assert_eq!(forbidden.to_string(), "403 forbidden");

    scene.known_to_meta("pedido_listo", TemplateStatus::Approved);
    let refused = scene.owner.post("/templates", draft(&scene.line.id)).await;
    assert_eq!(
        refused.to_string(),
        "422 template_refused",
        "{}",
        refused.body
    );
    assert!(refused.body["params"]["graph_message"].is_string());
    scene.synced().await;
    let taken = scene.owner.post("/templates", draft(&scene.line.id)).await;
    assert_eq!(taken.to_string(), "409 template_exists");
}

#[tokio::test]
async fn a_template_is_changed_and_taken_away() {
    let scene = Scene::start().await;
    let created = scene.submitted().await;
    let path = format!("/templates/{}", created.text("/id"));
    let change = json!({ "components": [{ "type": "BODY", "text": "Su pedido está listo, pase cuando guste." }] });
    let early = scene.owner.patch(&path, change.clone()).await;
    assert_eq!(early.to_string(), "409 template_not_editable");
    scene.reviewed(&created, "approved").await;
    let changed = scene.owner.patch(&path, change).await;
    assert_eq!(
        (changed.status, &changed.body["state"]),
        (200, &json!("pending")),
        "{}",
        changed.body
    );
    assert_eq!(scene.owner.delete(&path).await.status, 204);
    assert_eq!(scene.owner.get(&path).await.to_string(), "404 not_found");
    assert_eq!(scene.synced().await.body["found"], 1, "`hello_world` alone");
}

#[tokio::test]
async fn a_new_number_is_written_to_by_template_first() {
    let scene = Scene::start().await;
    scene.known_to_meta("novedades", TemplateStatus::Approved);
    scene.synced().await;
    scene.app.sandbox.add_customer(CustomerSpec {
        phone: Some("+525555550177".to_owned()),
        name: "Elena".to_owned(),
        ..CustomerSpec::default()
    });
    let body = json!({ "line_id": scene.line.id, "phone": "55 5555 0177" });
    let opened = scene.agent.post("/conversations", body).await;
    assert_eq!(opened.status, 201, "{}", opened.body);
    let again = json!({ "line_id": scene.line.id, "contact_id": opened.text("/contact/id") });
    let found = scene.agent.post("/conversations", again).await;
    assert_eq!((found.status, found.text("/id")), (200, opened.text("/id")));
    let thread = scene
        .agent
        .path(&format!("/conversations/{}/messages", opened.text("/id")));
    let free = json!({ "type": "text", "text": { "body": "Hola" } });
    let closed = scene.agent.client.post(&thread, free).await;
    assert_eq!(closed.to_string(), "409 window_closed");
    let template =
        json!({ "type": "template", "template": { "name": "novedades", "language": "es_MX" } });
    let sent = scene.agent.client.post(&thread, template).await;
    assert_eq!(sent.status, 201, "{}", sent.body);
    scene
        .app
        .eventually(&scene.agent.client, &thread, |answer| {
            matches!(state(&answer.body["data"][0]), "delivered" | "read")
        })
        .await;
}

#[tokio::test]
async fn a_header_s_sample_goes_to_meta_and_its_file_with_each_message() {
    let scene = Scene::start().await;
    scene.until(|messages| messages.len() == 1).await;
    let form = crate::api::media::file(crate::api::media::picture(), "image/jpeg", "patio.jpg");
    let path = scene.owner.path("/media");
    let stored = scene.owner.client.post_form(&path, form).await;
    let media = stored.text("/id");
    let mut draft = draft(&scene.line.id);
    draft["components"].as_array_mut().unwrap().insert(
        0,
        json!({ "type": "HEADER", "format": "IMAGE", "example": { "media_id": media } }),
    );
    let created = scene.owner.post("/templates", draft).await;
    assert_eq!(created.status, 201, "{}", created.body);
    let header = &created.body["components"][0];
    assert!(
        header["example"]["header_handle"][0].is_string(),
        "{header}"
    );
    scene.reviewed(&created, "approved").await;
    let mut components = values(&["Mariana"]);
    let id = created.text("/id");
    let without = json!({ "template_id": id, "components": components });
    let refused = scene.send_template(without).await;
    assert_eq!(refused.to_string(), "422 header_media_required");
    let image = json!({ "type": "image", "image": { "media_id": media } });
    let header = json!({ "type": "header", "parameters": [image] });
    components.as_array_mut().unwrap().push(header);
    let sent = scene
        .send_template(json!({ "template_id": id, "components": components }))
        .await;
    assert_eq!(sent.status, 201, "{}", sent.body);
    scene
        .until(|messages| {
            messages.len() == 2 && matches!(state(&messages[1]), "delivered" | "read")
        })
        .await;
}
