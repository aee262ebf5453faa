//! Reading numbers and accounts, tokens, and Graph's errors.

use reqwest::Method;
use serde_json::{Value, json};

use crate::receiver::{Receiver, SECRET, VERIFY_TOKEN};
use crate::stage::{APP, OTHER_PHONE, OTHER_TOKEN, PHONE, Stage, TOKEN, WABA};

#[tokio::test]
async fn a_number_shows_its_default_fields() {
    let stage = Stage::new().await;
    let (status, phone) = stage.get(&format!("/v23.0/{PHONE}")).await;
    assert_eq!(status, 200);
    assert_eq!(phone["verified_name"], "Azulejos Ñandú");
    assert_eq!(phone["display_phone_number"], "+52 55 5555 0100");
    assert_eq!(phone["throughput"], json!({ "level": "STANDARD" }));
    assert_eq!(
        phone["webhook_configuration"]["application"],
        json!(stage.receiver.url)
    );
    assert_eq!(phone["id"], PHONE);
    assert_eq!(phone["status"], Value::Null, "only what was asked for");
}

#[tokio::test]
async fn a_number_shows_the_fields_that_are_asked_for() {
    let stage = Stage::new().await;
    let (_, phone) = stage
        .get(&format!(
            "/{PHONE}?fields=status,is_on_biz_app,throughput{{level}}"
        ))
        .await;
    let expected = json!({
        "id": PHONE, "status": "CONNECTED", "is_on_biz_app": false,
        "throughput": { "level": "STANDARD" },
    });
    assert_eq!(phone, expected);
    let (status, refused) = stage.get(&format!("/{PHONE}?fields=shoe_size")).await;
    assert_eq!((status, &refused["error"]["code"]), (400, &json!(100)));
}

#[tokio::test]
async fn every_field_that_clients_ask_for_is_there() {
    let fields = "id,verified_name,display_phone_number,conversational_automation,status,\
        quality_rating,quality_score,webhook_configuration,name_status,new_name_status,\
        code_verification_status,account_mode,is_on_biz_app,is_official_business_account,\
        is_pin_enabled,is_preverified_number,search_visibility,platform_type,throughput,\
        eligibility_for_api_business_global_search,health_status,certificate,new_certificate,\
        last_onboarded_time,country_code,country_dial_code,\
        whatsapp_business_manager_messaging_limit";
    let stage = Stage::new().await;
    let (status, phone) = stage.get(&format!("/v25.0/{PHONE}?fields={fields}")).await;
    assert_eq!(status, 200, "{phone}");
    assert_eq!(phone["country_code"], "MX");
}

#[tokio::test]
async fn answers_are_ascii_as_graph_s_are() {
    let stage = Stage::new().await;
    let url = format!("{}/{PHONE}?access_token={TOKEN}", stage.sandbox.url());
    let text = stage
        .http
        .get(url)
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(
        text.is_ascii() && text.contains(r"\u00d1and\u00fa"),
        "{text}"
    );
}

#[tokio::test]
async fn every_way_to_show_a_token_works() {
    let stage = Stage::new().await;
    let url = format!("{}/v23.0/{PHONE}/", stage.sandbox.url());
    for (name, value) in [
        ("Authorization", format!("OAuth {TOKEN}")),
        ("x", String::new()),
    ] {
        let url = if name == "x" {
            format!("{url}?access_token={TOKEN}")
        } else {
            url.clone()
        };
        let answer = stage
            .http
            .get(url)
            .header(name, value)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 200, "{name}");
    }
}

#[tokio::test]
async fn a_bad_token_is_refused_with_190() {
    let stage = Stage::new().await;
    let path = format!("/v23.0/{PHONE}");
    let (status, body) = stage
        .call_with(Some("wrong"), Method::GET, &path, Value::Null)
        .await;
    assert_eq!(status, 401);
    let error = &body["error"];
    assert_eq!(error["code"], 190);
    assert_eq!(error["type"], "OAuthException");
    assert_eq!(
        error["message"],
        "Invalid OAuth access token - Cannot parse access token"
    );
    assert_eq!(error["fbtrace_id"].as_str().unwrap().len(), 23);
    let (status, body) = stage.call_with(None, Method::GET, &path, Value::Null).await;
    assert_eq!((status, &body["error"]["code"]), (401, &json!(104)));
}

#[tokio::test]
async fn another_s_number_looks_like_none() {
    let stage = Stage::new().await;
    let path = format!("/v23.0/{OTHER_PHONE}");
    let (status, not_mine) = stage.get(&path).await;
    let (_, not_there) = stage.get("/v23.0/1").await;
    assert_eq!(status, 400);
    for error in [&not_mine["error"], &not_there["error"]] {
        assert_eq!(error["code"], 100);
        assert_eq!(error["error_subcode"], 33);
        assert_eq!(error["type"], "GraphMethodException");
    }
    let (status, _) = stage
        .call_with(Some(OTHER_TOKEN), Method::GET, &path, Value::Null)
        .await;
    assert_eq!(status, 200);
}

#[tokio::test]
async fn an_account_lists_its_numbers_page_by_page() {
    let stage = Stage::new().await;
    let (_, first) = stage
        .get(&format!("/{WABA}/phone_numbers?fields=id&limit=1"))
        .await;
    assert_eq!(first["data"], json!([{ "id": PHONE }]));
    let next = first["paging"]["next"].as_str().unwrap();
    assert!(next.starts_with(stage.sandbox.url()));
    let after = first["paging"]["cursors"]["after"].as_str().unwrap();
    let (_, second) = stage
        .get(&format!(
            "/{WABA}/phone_numbers?fields=id&limit=1&after={after}"
        ))
        .await;
    assert_eq!(second["data"], json!([{ "id": OTHER_PHONE }]));
    assert_eq!(second["paging"]["next"], Value::Null);
}

#[tokio::test]
async fn a_token_tells_what_it_opens() {
    let stage = Stage::new().await;
    let (_, mine) = stage
        .get(&format!("/debug_token?input_token={TOKEN}"))
        .await;
    assert_eq!(mine["data"]["is_valid"], true);
    assert_eq!(mine["data"]["app_id"], APP);
    assert_eq!(
        mine["data"]["granular_scopes"][0]["target_ids"],
        json!([WABA])
    );
    let (status, wrong) = stage.get("/debug_token?input_token=wrong").await;
    assert_eq!(status, 200);
    assert_eq!(wrong["data"]["is_valid"], false);
    assert_eq!(wrong["data"]["error"]["code"], 190);
    let (_, me) = stage.get("/me").await;
    assert!(me["id"].is_string());
}

#[tokio::test]
async fn an_app_subscribes_only_an_address_that_answers_the_challenge() {
    let stage = Stage::new().await;
    let app_token = format!("{APP}|{SECRET}");
    let path = format!("/v23.0/{APP}/subscriptions");
    let second = Receiver::start().await;
    let mut wish = json!({
        "object": "whatsapp_business_account",
        "callback_url": second.url,
        "verify_token": "not that one",
        "fields": "messages",
    });
    let (status, refused) = stage
        .call_with(Some(&app_token), Method::POST, &path, wish.clone())
        .await;
    assert_eq!((status, &refused["error"]["code"]), (400, &json!(2200)));
    assert!(
        refused["error"]["message"]
            .as_str()
            .unwrap()
            .contains("HTTP Status Code = 403")
    );
    wish["verify_token"] = json!(VERIFY_TOKEN);
    let (status, _) = stage
        .call_with(Some(&app_token), Method::POST, &path, wish)
        .await;
    assert_eq!(status, 200);
    let (_, list) = stage
        .call_with(Some(&app_token), Method::GET, &path, Value::Null)
        .await;
    assert_eq!(list["data"][0]["callback_url"], json!(second.url));
    let nobody = stage
        .sandbox
        .subscribe(APP, "http://127.0.0.1:9/hook", VERIFY_TOKEN)
        .await;
    assert_eq!(nobody.unwrap_err().code, 2200);
}

#[tokio::test]
async fn an_account_s_own_address_takes_the_app_s_place_until_it_is_taken_back() {
    let stage = Stage::new().await;
    let second = Receiver::start().await;
    let path = format!("/{WABA}/subscribed_apps");
    let own = json!({ "override_callback_uri": second.url, "verify_token": VERIFY_TOKEN });
    assert_eq!(stage.post(&path, own).await.0, 200);
    let (_, list) = stage.get(&path).await;
    assert_eq!(list["data"][0]["override_callback_uri"], json!(second.url));
    let there = stage.write(crate::stage::ANA, "para la cuenta");
    second.until_message(&there).await;
    assert_eq!(stage.post(&path, json!({})).await.0, 200);
    let here = stage.write(crate::stage::ANA, "para la app");
    stage.receiver.until_message(&here).await;
    assert_eq!(second.posts(), 1);
}
