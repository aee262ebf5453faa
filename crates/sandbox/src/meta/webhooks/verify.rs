//! Meta's challenge: an address gets webhooks only after it has answered it.

use reqwest::Url;
use uuid::Uuid;

use crate::core::Core;
use crate::meta::Refusal;

pub(crate) async fn verify(core: &Core, address: &str, token: &str) -> Result<(), Refusal> {
    let mut url = Url::parse(address)
        .map_err(|_| Refusal::invalid(format!("Param callback_url is not a URL: {address}")))?;
    let challenge = (Uuid::new_v4().as_u128() % 10_000_000_000).to_string();
    url.query_pairs_mut()
        .append_pair("hub.mode", "subscribe")
        .append_pair("hub.challenge", &challenge)
        .append_pair("hub.verify_token", token);
    let request = core.http.get(url).timeout(core.config.webhooks.timeout);
    let answer = request.send().await.map_err(|_| {
        Refusal::callback("curl_errno = 7; curl_error = Failed to connect; HTTP Status Code = 0")
    })?;
    let status = answer.status();
    if !status.is_success() {
        let name = status.canonical_reason().unwrap_or_default();
        let number = status.as_u16();
        return Err(Refusal::callback(&format!(
            "HTTP Status Code = {number}; HTTP Message = {name}"
        )));
    }
    let body = answer.text().await.unwrap_or_default();
    if body.trim() != challenge {
        return Err(Refusal::callback("Response does not match challenge"));
    }
    Ok(())
}
