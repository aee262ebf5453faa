//! The linter against Meta's rules, one table.

use super::*;
use serde_json::json;

fn draft(components: Value) -> Draft {
    Draft {
        name: "pedido_listo".to_owned(),
        language: "es_MX".to_owned(),
        category: TemplateCategory::Marketing,
        parameter_format: ParameterFormat::Positional,
        components,
    }
}

fn codes(draft: &Draft) -> Vec<&'static str> {
    let findings = lint(draft);
    for finding in &findings {
        assert_ne!(
            finding.message.es, finding.code,
            "{} has texts",
            finding.code
        );
    }
    findings.iter().map(|finding| finding.code).collect()
}

fn of(components: Value) -> Vec<&'static str> {
    codes(&draft(components))
}

fn body(text: &str, examples: &[&str]) -> Value {
    json!({ "type": "BODY", "text": text, "example": { "body_text": [examples] } })
}

fn with(part: &Value) -> Vec<&'static str> {
    of(json!([body("Hola a todos.", &[]), part]))
}

fn buttons(buttons: &Value) -> Vec<&'static str> {
    with(&json!({ "type": "BUTTONS", "buttons": buttons }))
}

#[test]
fn a_good_template_passes() {
    let good = json!([
        { "type": "HEADER", "format": "TEXT", "text": "Pedido {{1}}", "example": { "header_text": ["17"] } },
        body("Hola {{1}}, su pedido está listo para recoger.", &["Ana"]),
        { "type": "FOOTER", "text": "Azulejos Talavera" },
        { "type": "BUTTONS", "buttons": [
            { "type": "QUICK_REPLY", "text": "Gracias" },
            { "type": "URL", "text": "Ver", "url": "https://example.com/p/{{1}}", "example": ["17"] },
            { "type": "PHONE_NUMBER", "text": "Llamar", "phone_number": "+15550100142" },
        ] },
    ]);
    assert!(of(good).is_empty());
    let named = Draft {
        parameter_format: ParameterFormat::Named,
        ..draft(
            json!([{ "type": "BODY", "text": "Hola {{first_name}}, gracias por su compra.",
            "example": { "body_text_named_params": [{ "param_name": "first_name", "example": "Ana" }] } }]),
        )
    };
    assert!(codes(&named).is_empty());
}

#[test]
fn names_and_languages_have_a_form() {
    let good = draft(json!([body("Hola a todos.", &[])]));
    for (name, code) in [
        ("", "name_required"),
        ("Pedido Listo", "name_invalid"),
        ("café", "name_invalid"),
    ] {
        let named = Draft {
            name: name.to_owned(),
            ..good.clone()
        };
        assert_eq!(codes(&named), [code], "{name}");
    }
    let long = Draft {
        name: "x".repeat(513),
        ..good.clone()
    };
    assert_eq!(codes(&long), ["name_too_long"]);
    for language in ["es", "pt_BR", "zh_HK", "fil"] {
        let spoken = Draft {
            language: language.to_owned(),
            ..good.clone()
        };
        assert!(codes(&spoken).is_empty(), "{language}");
    }
    for language in ["", "es-MX", "Spanish", "es_"] {
        let spoken = Draft {
            language: language.to_owned(),
            ..good.clone()
        };
        assert_eq!(codes(&spoken), ["language_invalid"], "{language}");
    }
}

#[test]
fn bodies() {
    let long = "x ".repeat(513);
    let cases: [(&str, &[&str], &[&str]); 10] = [
        ("", &[], &["body_required"]),
        (long.trim_end(), &[], &["body_too_long"]),
        ("{{1}} hola a todos ustedes.", &["a"], &["variable_leading"]),
        ("Hola a todos ustedes {{1}}", &["a"], &["variable_trailing"]),
        ("Hola {{1}}.", &["a"], &["too_many_variables_for_text"]),
        (
            "Hola {{1}}, gracias por su compra.",
            &[],
            &["examples_required"],
        ),
        (
            "Hola {{2}}, gracias por su compra.",
            &["a"],
            &["variables_not_numbered"],
        ),
        (
            "Hola {{name}}, gracias por su compra.",
            &["a"],
            &["variables_not_numbered"],
        ),
        (
            "Hola {{1}}{{2}}, gracias por su compra de hoy.",
            &["a", "b"],
            &["variables_touch"],
        ),
        ("Hola.\n\n\nAdiós.", &[], &["too_many_line_breaks"]),
    ];
    for (text, examples, expected) in cases {
        assert_eq!(of(json!([body(text, examples)])), expected, "{text}");
    }
    assert_eq!(of(json!([])), ["body_required"]);
}

#[test]
fn headers_and_footers() {
    let cases = [
        (
            json!({ "type": "HEADER", "format": "TEXT", "text": "x".repeat(61) }),
            "header_too_long",
        ),
        (
            json!({ "type": "HEADER", "format": "TEXT", "text": "" }),
            "header_required",
        ),
        (
            json!({ "type": "HEADER", "format": "TEXT", "text": "*Hola*" }),
            "header_formatting",
        ),
        (
            json!({ "type": "HEADER", "format": "TEXT", "text": "A {{1}}" }),
            "examples_required",
        ),
        (
            json!({ "type": "HEADER", "format": "TEXT", "text": "A {{1}} {{2}}",
            "example": { "header_text": ["a", "b"] } }),
            "too_many_header_variables",
        ),
        (
            json!({ "type": "HEADER", "format": "IMAGE" }),
            "header_example_required",
        ),
        (
            json!({ "type": "HEADER", "format": "GIF" }),
            "header_format_unknown",
        ),
        (
            json!({ "type": "FOOTER", "text": "x".repeat(61) }),
            "footer_too_long",
        ),
        (
            json!({ "type": "FOOTER", "text": "Hola {{1}}" }),
            "footer_variables",
        ),
        (json!({ "type": "FOOTER", "text": "" }), "footer_required"),
    ];
    for (part, code) in cases {
        assert_eq!(with(&part), [code], "{part}");
    }
    let file =
        json!({ "type": "HEADER", "format": "VIDEO", "example": { "header_handle": ["4::aW"] } });
    assert!(with(&file).is_empty());
    assert!(with(&json!({ "type": "HEADER", "format": "LOCATION" })).is_empty());
}

#[test]
fn buttons_have_limits() {
    let reply = |text: &str| json!({ "type": "QUICK_REPLY", "text": text });
    let link = |text: &str| json!({ "type": "URL", "text": text, "url": "https://example.com" });
    let many: Vec<Value> = (0..11).map(|it| reply(&it.to_string())).collect();
    let cases = [
        (json!([]), "buttons_required"),
        (json!(many), "too_many_buttons"),
        (
            json!([link("a"), link("b"), link("c")]),
            "too_many_url_buttons",
        ),
        (
            json!([reply("a"), link("b"), reply("c")]),
            "buttons_not_grouped",
        ),
        (json!([reply("a"), reply("a")]), "button_texts_repeat"),
        (json!([reply(&"x".repeat(26))]), "button_text_too_long"),
        (json!([reply("")]), "button_text_required"),
        (json!([reply("A {{1}}")]), "button_text_variables"),
        (
            json!([{ "type": "POLL", "text": "a" }]),
            "button_type_unknown",
        ),
        (
            json!([{ "type": "URL", "text": "a", "url": "example.com" }]),
            "button_url_invalid",
        ),
        (
            json!([{ "type": "URL", "text": "a", "url": "https://example.com/{{1}}/x", "example": ["1"] }]),
            "button_url_variable_place",
        ),
        (
            json!([{ "type": "URL", "text": "a", "url": "https://example.com/{{1}}" }]),
            "examples_required",
        ),
        (
            json!([{ "type": "PHONE_NUMBER", "text": "a", "phone_number": "1" }]),
            "button_phone_invalid",
        ),
        (
            json!([{ "type": "PHONE_NUMBER", "text": "a", "phone_number": "+1555010014200000000000" }]),
            "button_phone_too_long",
        ),
        (
            json!([{ "type": "COPY_CODE", "example": "x".repeat(21) }]),
            "coupon_too_long",
        ),
        (json!([{ "type": "COPY_CODE" }]), "examples_required"),
    ];
    for (given, code) in cases {
        assert_eq!(buttons(&given), [code], "{given}");
    }
}

#[test]
fn authentication_is_meta_s_own_text() {
    let of = |components: Value| {
        codes(&Draft {
            category: TemplateCategory::Authentication,
            ..draft(components)
        })
    };
    let otp = json!({ "type": "BUTTONS", "buttons": [{ "type": "OTP", "otp_type": "COPY_CODE" }] });
    let secure = json!({ "type": "BODY", "add_security_recommendation": true });
    assert!(
        of(json!([secure, { "type": "FOOTER", "code_expiration_minutes": 10 }, otp])).is_empty()
    );
    assert_eq!(
        of(
            json!([{ "type": "HEADER", "format": "TEXT", "text": "a" }, body("Código", &[]),
            { "type": "FOOTER", "code_expiration_minutes": 91 }])
        ),
        [
            "authentication_part_not_allowed",
            "authentication_text_fixed",
            "expiration_out_of_range",
            "otp_button_required",
        ]
    );
}

#[test]
fn offers_and_carousels_have_a_shape() {
    let offer = json!({ "type": "LIMITED_TIME_OFFER",
        "limited_time_offer": { "text": "Solo hoy y mañana", "has_expiration": true } });
    assert_eq!(
        with(&offer),
        [
            "offer_text_too_long",
            "offer_code_required",
            "offer_url_required"
        ]
    );
    let card = |kind: &str| {
        json!({ "components": [
            { "type": "HEADER", "format": kind, "example": { "header_handle": ["4::a"] } },
            { "type": "BUTTONS", "buttons": [{ "type": "QUICK_REPLY", "text": "Quiero" }] },
        ] })
    };
    let carousel = |cards: Value| with(&json!({ "type": "CAROUSEL", "cards": cards }));
    assert!(carousel(json!([card("IMAGE"), card("IMAGE")])).is_empty());
    assert_eq!(carousel(json!([card("IMAGE")])), ["carousel_cards"]);
    assert_eq!(
        carousel(json!([card("IMAGE"), card("VIDEO")])),
        ["carousel_cards_differ"]
    );
}
