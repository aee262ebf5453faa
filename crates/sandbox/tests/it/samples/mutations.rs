//! What is wrong with an example that was wrongly changed: something missing, of a wrong type, too
//! long or too many; and the code that Meta has for it.

use serde_json::{Value, json};

pub(super) struct Mutation {
    pub(super) what: String,
    pub(super) body: Value,
    /// Code and subcode, 0 where there is none.
    pub(super) code: (u64, u64),
}

/// Puts a value at a place, making what leads there; null takes it away.
pub(super) fn put(body: &mut Value, place: &str, value: Value) {
    let (parent, name) = place.rsplit_once('/').unwrap();
    if value.is_null() {
        let parent = body.pointer_mut(parent).and_then(Value::as_object_mut);
        parent.unwrap().remove(name);
    } else if let Some(at) = body.pointer_mut(place) {
        *at = value;
    } else {
        body.pointer_mut(parent).unwrap()[name] = value;
    }
}

type Wrong = (String, Value, u64);

fn wrong(place: &str, value: Value, code: u64) -> Wrong {
    (place.to_owned(), value, code)
}

pub(super) fn of(name: &str, body: &Value) -> Vec<Mutation> {
    let wrongs = if name.contains("-messages-send-") {
        of_message(body)
    } else {
        of_edge(name)
    };
    let mutation = |(place, value, code): Wrong| {
        let what = format!("{place} = {value:.40}");
        let mut changed = body.clone();
        put(&mut changed, &place, value);
        let code = if code > 2_000_000 {
            (100, code)
        } else {
            (code, 0)
        };
        Mutation {
            what,
            body: changed,
            code,
        }
    };
    wrongs.into_iter().map(mutation).collect()
}

fn long(characters: usize) -> Value {
    json!("x".repeat(characters))
}

fn of_message(body: &Value) -> Vec<Wrong> {
    if body.get("status").is_some() {
        return vec![
            wrong("/message_id", Value::Null, 100),
            wrong("/status", json!("seen"), 100),
            wrong("/typing_indicator/type", json!("voice"), 100),
        ];
    }
    let has = |place: &str| body.pointer(place).is_some();
    match body["type"].as_str().unwrap_or("text") {
        "text" => vec![
            wrong("/text/body", Value::Null, 100),
            wrong("/text/body", json!(5), 100),
            wrong("/text/body", long(4_097), 100),
        ],
        "image" => media("image", has("/image/id")),
        "audio" => media("audio", has("/audio/id")),
        "video" => media("video", has("/video/id")),
        "document" => media("document", has("/document/id")),
        "sticker" => media("sticker", has("/sticker/id")),
        "location" => vec![
            wrong("/location/latitude", Value::Null, 131_008),
            wrong("/location/latitude", json!("north"), 100),
            wrong("/location/longitude", json!(180.5), 131_009),
        ],
        "contacts" => vec![
            wrong("/contacts/0/name", Value::Null, 131_008),
            wrong("/contacts/0/phones", json!("x"), 100),
            wrong("/contacts/0/name/formatted_name", long(1_001), 100),
        ],
        "reaction" => vec![
            wrong("/reaction/message_id", Value::Null, 100),
            wrong("/reaction/emoji", json!(5), 100),
            wrong("/reaction/emoji", json!("👍".repeat(17)), 131_009),
        ],
        "template" => vec![
            wrong("/template/name", Value::Null, 100),
            wrong("/template/components", json!("x"), 100),
            wrong("/template/name", long(513), 100),
            wrong("/template/name", json!("another"), 132_001),
        ],
        _ => of_interactive(body),
    }
}

fn media(kind: &str, by_id: bool) -> Vec<Wrong> {
    let file = format!("/{kind}/{}", if by_id { "id" } else { "link" });
    let captioned = matches!(kind, "image" | "video" | "document");
    let caption = if captioned { long(1_025) } else { json!("x") };
    vec![
        wrong(&file, Value::Null, 131_008),
        wrong(&file, json!({}), 100),
        wrong(&file, json!("nonsense"), 100),
        wrong(&format!("/{kind}/caption"), caption, 100),
        wrong("/biz_opaque_callback_data", long(513), 100),
    ]
}

fn of_interactive(body: &Value) -> Vec<Wrong> {
    let mut wrongs = vec![
        wrong("/interactive/action", Value::Null, 131_008),
        wrong("/interactive/type", json!(5), 100),
        wrong("/interactive/type", json!("telepathy"), 100),
        wrong(
            "/interactive/body",
            json!({ "text": "x".repeat(4_097) }),
            100,
        ),
    ];
    wrongs.extend(match body["interactive"]["type"].as_str().unwrap() {
        "button" => vec![
            wrong("/interactive/action/buttons/0/reply/title", long(21), 100),
            wrong(
                "/interactive/action/buttons",
                json!([{}, {}, {}, {}]),
                131_009,
            ),
        ],
        "list" => vec![
            wrong("/interactive/action/sections/0/rows/0/title", long(25), 100),
            wrong("/interactive/action/button", Value::Null, 131_008),
            wrong(
                "/interactive/action/sections/0/rows/1/id",
                json!("<LIST_SECTION_1_ROW_1_ID>"),
                131_009,
            ),
        ],
        "flow" => vec![
            wrong("/interactive/action/parameters/flow_cta", long(31), 100),
            wrong(
                "/interactive/action/parameters/flow_message_version",
                Value::Null,
                131_008,
            ),
        ],
        "product_list" => vec![
            wrong("/interactive/header", Value::Null, 131_008),
            wrong("/interactive/action/sections/0/title", long(25), 100),
        ],
        "product" => vec![wrong(
            "/interactive/action/catalog_id",
            Value::Null,
            131_008,
        )],
        "catalog_message" => vec![wrong("/interactive/action/name", json!("shop"), 100)],
        _ => vec![],
    });
    wrongs
}

fn of_edge(name: &str) -> Vec<Wrong> {
    let is = |part: &str| name.contains(part);
    if is("media-upload") {
        let size = if is("image") { 6 } else { 17 } * 1024 * 1024;
        return vec![
            wrong("/file", Value::Null, 100),
            wrong("/as", json!("text/html"), 100),
            wrong("/size", json!(size), 131_053),
        ];
    }
    if is("message-templates") || is("edit-template") {
        return of_template(name);
    }
    if is("message-qrdls") {
        return vec![
            wrong("/prefilled_message", Value::Null, 100),
            wrong("/prefilled_message", json!(5), 100),
            wrong("/prefilled_message", long(141), 100),
        ];
    }
    if is("block-users") {
        return vec![
            wrong("/block_users", Value::Null, 100),
            wrong("/block_users", json!("x"), 100),
            wrong(
                "/block_users",
                json!(vec![json!({ "user": "1" }); 1_001]),
                131_009,
            ),
        ];
    }
    if is("whatsapp-business-profile") {
        return vec![
            wrong("/messaging_product", Value::Null, 100),
            wrong("/description", json!(5), 100),
            wrong("/description", long(513), 100),
        ];
    }
    if is("conversational-automation") {
        return vec![
            wrong("/prompts", json!("x"), 100),
            wrong("/commands", json!([{ "command_name": "x" }]), 131_008),
            wrong("/prompts", json!(["1", "2", "3", "4", "5"]), 131_009),
        ];
    }
    of_number(name)
}

fn of_number(name: &str) -> Vec<Wrong> {
    let is = |part: &str| name.contains(part);
    if is("-register-") {
        return vec![
            wrong("/pin", Value::Null, 100),
            wrong("/messaging_product", json!("sms"), 100),
            wrong("/pin", json!("1234567"), 100),
        ];
    }
    if is("-request-code-") {
        return vec![
            wrong("/code_method", Value::Null, 100),
            wrong("/code_method", json!("PIGEON"), 100),
            wrong("/language", long(11), 100),
        ];
    }
    if is("verify-code") {
        return vec![
            wrong("/code", Value::Null, 100),
            wrong("/code", json!("abc"), 131_009),
            wrong("/code", json!("1234567"), 131_009),
        ];
    }
    if is("phone-numbers") {
        return vec![
            wrong("/cc", Value::Null, 100),
            wrong("/phone_number", json!("x"), 131_009),
            wrong("/phone_number", json!("5".repeat(16)), 131_009),
        ];
    }
    of_account(name)
}

fn of_account(name: &str) -> Vec<Wrong> {
    let is = |part: &str| name.contains(part);
    if is("custom-callback") || is("configure-webhook") || is("comprehensive-update") {
        let inside = !is("custom-callback");
        let (url, token) = if inside {
            (
                "/webhook_configuration/override_callback_uri",
                "/webhook_configuration/verify_token",
            )
        } else {
            ("/override_callback_uri", "/verify_token")
        };
        return vec![
            wrong(token, Value::Null, 100),
            wrong(url, json!("nonsense"), 100),
            wrong(
                url,
                json!(format!("https://a.example/{}", "x".repeat(200))),
                100,
            ),
        ];
    }
    if is("update-name") {
        return vec![
            wrong("/name", Value::Null, 100),
            wrong("/name", json!(5), 100),
            wrong("/name", long(257), 100),
        ];
    }
    if is("update-timezone") {
        return vec![
            wrong("/timezone_id", Value::Null, 100),
            wrong("/timezone_id", json!({}), 100),
            wrong("/timezone_id", long(257), 100),
        ];
    }
    if is("update-security-settings") {
        return vec![
            wrong("/whatsapp_business_api_data/pin", json!("12"), 100),
            wrong("/search_visibility", json!("SOMETIMES"), 100),
            wrong("/whatsapp_business_api_data/pin", json!("1234567"), 100),
        ];
    }
    if is("update-display-name") {
        return vec![
            wrong("/new_display_name", Value::Null, 100),
            wrong("/new_display_name", json!(""), 100),
            wrong("/new_display_name", long(513), 100),
        ];
    }
    of_connection(name)
}

fn of_connection(name: &str) -> Vec<Wrong> {
    let is = |part: &str| name.contains(part);
    if is("update-connection-status") {
        return vec![
            wrong("/connection_status", Value::Null, 100),
            wrong("/connection_status", json!(5), 100),
            wrong("/connection_status", json!("SOMETIMES"), 100),
        ];
    }
    if is("basic-subscription") {
        // Nothing is required, but an address of one's own wants its word.
        return vec![
            wrong("/override_callback_uri", json!("https://a.example/"), 100),
            wrong("/override_callback_uri", json!(5), 100),
            wrong(
                "/override_callback_uri",
                json!(format!("https://a.example/{}", "x".repeat(200))),
                100,
            ),
        ];
    }
    of_settings(name)
}

fn of_settings(name: &str) -> Vec<Wrong> {
    let is = |part: &str| name.contains(part);
    if is("-calling") {
        return vec![
            wrong("/calling/status", Value::Null, 131_008),
            wrong("/calling", json!("enabled"), 100),
            wrong("/calling/status", json!("SOMETIMES"), 100),
        ];
    }
    if is("-payload-encryption") {
        return vec![
            wrong("/payload_encryption/status", Value::Null, 131_008),
            wrong("/payload_encryption/status", json!(true), 100),
            wrong(
                "/payload_encryption",
                json!({ "status": "enabled", "client_encryption_key": "x".repeat(2_049) }),
                100,
            ),
        ];
    }
    if is("-data-storage") {
        return vec![
            wrong("/storage_configuration/enabled", Value::Null, 131_008),
            wrong("/storage_configuration/enabled", json!("perhaps"), 100),
            wrong("/storage_configuration/region", json!("usa"), 100),
        ];
    }
    if is("-user-identity-change") {
        return vec![
            wrong("/user_identity_change/enabled", Value::Null, 131_008),
            wrong("/user_identity_change", json!(true), 100),
            wrong("/user_identity_change/enabled", json!(5), 100),
        ];
    }
    vec![]
}

const LENGTH: u64 = 2_388_040;

fn of_template(name: &str) -> Vec<Wrong> {
    let is = |part: &str| name.contains(part);
    if is("edit-template") {
        return vec![
            wrong("/category", json!("GOSSIP"), 100),
            wrong("/components", json!("x"), 100),
            wrong("/components/2/text", long(61), LENGTH),
            wrong(
                "/components/1/text",
                json!("{{1}} is the first word of {{2}} and more of it"),
                2_388_299,
            ),
        ];
    }
    let mut wrongs = vec![
        wrong("/name", Value::Null, 100),
        wrong("/category", json!("GOSSIP"), 100),
        wrong("/components", json!("x"), 100),
        wrong("/language", json!("en-US"), 100),
        wrong("/name", long(513), LENGTH),
    ];
    if is("text-header") {
        wrongs.push(wrong("/components/0/text", long(61), LENGTH));
        wrongs.push(wrong(
            "/components/0/text",
            json!("{{1}} and {{2}}"),
            2_388_047,
        ));
        wrongs.push(wrong(
            "/components/1/text",
            json!("Only {{1}} {{2}} {{3}} here"),
            2_388_293,
        ));
        wrongs.push(wrong("/components/2/text", json!("by {{1}}"), 2_388_073));
    }
    if is("image-header") {
        wrongs.push(wrong("/components/0/example", Value::Null, 2_388_047));
        wrongs.push(wrong("/components/1/example", Value::Null, 2_388_072));
        wrongs.push(wrong("/components/3/buttons/1/text", long(26), LENGTH));
    }
    wrongs
}
