//! The texts that Meta itself writes into authentication templates, by language.

use super::shape::{is, list};
use serde_json::{Value, json};

struct Words {
    text: &'static str,
    advice: &'static str,
    /// `{minutes}` is filled in.
    expires: &'static str,
}

const ENGLISH: Words = Words {
    text: "{{1}} is your verification code.",
    advice: "For your security, do not share this code.",
    expires: "This code expires in {minutes} minutes.",
};
const SPANISH: Words = Words {
    text: "Tu código de verificación es {{1}}.",
    advice: "Por tu seguridad, no lo compartas.",
    expires: "Este código caduca en {minutes} minutos.",
};
const PORTUGUESE: Words = Words {
    text: "Seu código de verificação é {{1}}.",
    advice: "Para sua segurança, não o compartilhe.",
    expires: "Este código expira em {minutes} minutos.",
};

/// Fills in what a template leaves to Meta; a synced one tells the text itself and stays as it is.
pub fn spelled_out(components: &Value, language: &str) -> Value {
    let words = words(language);
    list(components)
        .iter()
        .map(|part| {
            let text = if part["text"].is_string() {
                None
            } else if is(&part["type"], "BODY") {
                Some(body(words, part))
            } else if is(&part["type"], "FOOTER") {
                footer(words, part)
            } else {
                None
            };
            let mut part = part.clone();
            if let Some(text) = text {
                part["text"] = json!(text);
            }
            part
        })
        .collect()
}

fn words(language: &str) -> &'static Words {
    match language.split('_').next() {
        Some("es") => &SPANISH,
        Some("pt") => &PORTUGUESE,
        _ => &ENGLISH,
    }
}

fn body(words: &Words, part: &Value) -> String {
    if part["add_security_recommendation"] == true {
        return format!("{} {}", words.text, words.advice);
    }
    words.text.to_owned()
}

fn footer(words: &Words, part: &Value) -> Option<String> {
    let minutes = part["code_expiration_minutes"].as_u64()?;
    Some(words.expires.replace("{minutes}", &minutes.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_meta_writes_is_in_the_language_of_the_template() {
        let told = json!([
            { "type": "BODY", "add_security_recommendation": true },
            { "type": "FOOTER", "code_expiration_minutes": 5 },
            { "type": "BUTTONS", "buttons": [{ "type": "OTP" }] },
        ]);
        let texts = |language: &str| {
            let parts = spelled_out(&told, language);
            let text = |at: usize| parts[at]["text"].as_str().unwrap_or_default().to_owned();
            (text(0), text(1))
        };
        let (body, footer) = texts("es_MX");
        assert_eq!(
            body,
            "Tu código de verificación es {{1}}. Por tu seguridad, no lo compartas."
        );
        assert_eq!(footer, "Este código caduca en 5 minutos.");
        assert!(texts("pt_BR").0.starts_with("Seu código"));
        assert!(texts("en").0.starts_with("{{1}} is your"));
        assert!(texts("fr").0.starts_with("{{1}} is your"));
    }

    #[test]
    fn what_is_told_stays() {
        let told = json!([
            { "type": "body", "text": "*{{1}}* es tu código." },
            { "type": "FOOTER", "text": "Talavera" },
        ]);
        assert_eq!(spelled_out(&told, "es"), told);
    }
}
