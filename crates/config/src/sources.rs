//! Where settings come from, and which value came from where.

use crate::{ConfigError, DatabaseUrl, Settings};
use figment::providers::{Env, Format, Toml};
use figment::value::{Dict, Value};
use figment::{Figment, Provider};
use std::path::{Path, PathBuf};

/// The defaults, commented: the reference of every setting.
pub const REFERENCE: &str = include_str!("../aldaba.default.toml");

/// Read when no file is named, where it exists.
const USUAL_FILE: &str = "aldaba.toml";
const FILE_VARIABLE: &str = "ALDABA_CONFIG";
const PREFIX: &str = "ALDABA_";

/// Settings, and the story of each value.
#[derive(Clone, Debug)]
pub struct Loaded {
    pub settings: Settings,
    pub entries: Vec<Entry>,
}

/// One value with its source, for people: secrets are not shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub key: String,
    pub value: String,
    pub source: String,
}

/// Reads the settings: the defaults, then a file, then the environment.
pub fn load(file: Option<&Path>) -> Result<Loaded, ConfigError> {
    let mut figment = Figment::from(Toml::string(REFERENCE));
    if let Some(file) = chosen(file)? {
        figment = figment.merge(Toml::file_exact(file));
    }
    // Variables without `__` belong to somebody else: the tests, the scripts.
    let environment = Env::prefixed(PREFIX)
        .filter(|key| key.as_str().contains("__"))
        .split("__");
    finish(&figment.merge(environment))
}

pub(crate) fn defaults() -> Settings {
    let reference = Figment::from(Toml::string(REFERENCE));
    reference.extract().expect("a test reads the reference")
}

#[expect(
    clippy::disallowed_methods,
    reason = "this crate is the one that reads the environment"
)]
fn chosen(file: Option<&Path>) -> Result<Option<PathBuf>, ConfigError> {
    let named = file
        .map(Path::to_owned)
        .or_else(|| std::env::var(FILE_VARIABLE).ok().map(PathBuf::from));
    match named {
        Some(file) if file.is_file() => Ok(Some(file)),
        Some(file) => Err(ConfigError::NoFile(file)),
        None => Ok(Some(PathBuf::from(USUAL_FILE)).filter(|file| file.is_file())),
    }
}

fn finish(figment: &Figment) -> Result<Loaded, ConfigError> {
    let settings: Settings = figment.extract()?;
    settings.validate()?;
    let mut entries = Vec::new();
    for section in figment.data()?.into_values() {
        for (name, value) in section {
            if let Value::Dict(_, values) = value {
                entries.extend(entries_of(figment, &name, values));
            }
        }
    }
    Ok(Loaded { settings, entries })
}

fn entries_of(figment: &Figment, section: &str, values: Dict) -> Vec<Entry> {
    let entries = values.into_iter().map(|(name, value)| {
        let key = format!("{section}.{name}");
        Entry {
            value: shown(&key, &value),
            source: source(figment, &key),
            key,
        }
    });
    entries.collect()
}

fn shown(key: &str, value: &Value) -> String {
    match value {
        Value::String(_, text) if key == "database.url" => DatabaseUrl::new(text.as_str()).shown(),
        Value::String(_, text) if key == "media.s3_secret_key" && !text.is_empty() => {
            "***".to_owned()
        }
        Value::String(_, text) => text.clone(),
        Value::Num(_, number) => number.to_u128_lossy().unwrap_or_default().to_string(),
        Value::Array(_, items) => items
            .iter()
            .map(|item| shown(key, item))
            .collect::<Vec<_>>()
            .join(", "),
        Value::Bool(_, flag) => flag.to_string(),
        Value::Char(_, letter) => letter.to_string(),
        Value::Empty(..) | Value::Dict(..) => String::new(),
    }
}

fn source(figment: &Figment, key: &str) -> String {
    let Some(metadata) = figment.find_metadata(key) else {
        return "default".to_owned();
    };
    if metadata.name.contains("environment") {
        return format!("{PREFIX}{}", key.to_uppercase().replace('.', "__"));
    }
    match metadata
        .source
        .as_ref()
        .and_then(|source| source.file_path())
    {
        Some(file) => file.display().to_string(),
        None => "default".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(text: &str) -> Result<Loaded, ConfigError> {
        finish(&Figment::from(Toml::string(REFERENCE)).merge(Toml::string(text)))
    }

    #[test]
    fn the_reference_is_a_whole_and_right_configuration() {
        let loaded = with("").unwrap();
        assert_eq!(loaded.settings.server.listen.len(), 1);
        assert_eq!(loaded.settings.meta.graph_version, "v26.0");
        let written = REFERENCE
            .lines()
            .filter(|line| line.contains(" = ") && !line.starts_with('#'))
            .count();
        assert_eq!(loaded.entries.len(), written);
        assert!(loaded.entries.iter().all(|entry| entry.source == "default"));
    }

    #[test]
    fn an_unknown_key_is_an_error_that_names_it() {
        let error = with("[server]\nlisten_on = \"0.0.0.0:80\"")
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("listen_on") && error.contains("server"),
            "{error}"
        );
        let error = with("[serve]\nlisten = []").unwrap_err().to_string();
        assert!(error.contains("serve"), "{error}");
    }

    #[test]
    fn a_wrong_value_is_named_too() {
        for (text, key) in [
            ("[server]\ndrain = \"soon\"", "server.drain"),
            ("[server]\nlisten = [\"nowhere\"]", "server.listen"),
            (
                "[server]\npublic_url = \"desk.example\"",
                "server.public_url",
            ),
            ("[server]\ntls_key = \"key.pem\"", "server.tls_key"),
            ("[database]\nurl = \"mysql://localhost\"", "database.url"),
            ("[data]\nkeys_file = \"data/aldaba.keys\"", "data.keys_file"),
            ("[logs]\nformat = \"xml\"", "logs.format"),
            ("[meta]\ngraph_version = \"26\"", "meta.graph_version"),
            ("[media]\nstore = \"s3\"", "media.s3_bucket"),
            ("[media]\nstore = \"tape\"", "media.store"),
        ] {
            let error = with(text).unwrap_err().to_string();
            assert!(error.contains(key), "{key}: {error}");
        }
    }

    #[test]
    fn a_secret_is_not_shown() {
        let keys = "s3_access_key = \"AK\"\ns3_secret_key = \"very secret\"";
        let loaded = with(&format!(
            "[media]\nstore = \"s3\"\ns3_bucket = \"b\"\n{keys}"
        ))
        .unwrap();
        let shown = format!("{loaded:?}");
        assert!(!shown.contains("very secret"), "{shown}");
    }

    #[test]
    fn a_list_may_be_words_between_commas() {
        let loaded =
            with("[server]\nlisten = \"127.0.0.1:1, [::1]:2\"\ntrusted_proxies = \"10.0.0.0/8\"")
                .unwrap();
        assert_eq!(loaded.settings.server.listen.len(), 2);
        assert_eq!(loaded.settings.server.trusted_proxies[0].prefix, 8);
    }
}
