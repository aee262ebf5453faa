//! Lists: an array in a file, words between commas in the environment.

use serde::{Deserialize, Deserializer, de::Error};
use std::fmt::Display;
use std::str::FromStr;

#[derive(Deserialize)]
#[serde(untagged)]
enum List {
    Many(Vec<String>),
    One(String),
}

pub(crate) fn deserialize<'de, T, D>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    T: FromStr<Err: Display>,
    D: Deserializer<'de>,
{
    let words = match List::deserialize(deserializer)? {
        List::Many(words) => words,
        List::One(words) => words.split(',').map(str::to_owned).collect(),
    };
    let words = words
        .iter()
        .map(|word| word.trim())
        .filter(|word| !word.is_empty());
    words
        .map(|word| {
            word.parse()
                .map_err(|why| D::Error::custom(format!("`{word}`: {why}")))
        })
        .collect()
}
