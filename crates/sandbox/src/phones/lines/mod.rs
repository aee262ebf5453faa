//! What virtual customers of a tile shop say, in three languages.

mod en;
mod es;
mod pt;

/// What a conversation is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Topic {
    Price,
    Shipping,
    Hours,
    Stock,
    Sample,
    Payment,
}

/// One language.
pub(super) struct Lines {
    pub(super) greetings: &'static [&'static str],
    pub(super) openings: &'static [(Topic, &'static str)],
    /// What comes after the business has told something about the topic.
    pub(super) follow_ups: &'static [(Topic, &'static str)],
    /// To questions of the business, by what they ask for.
    pub(super) answers: &'static [Answer],
    pub(super) yes: &'static [&'static str],
    pub(super) thinking: &'static [&'static str],
    pub(super) thanks: &'static [&'static str],
    /// Words by which the business takes its leave.
    pub(super) farewells: &'static [&'static str],
}

/// Lines for questions that hold one of the words.
pub(super) struct Answer {
    pub(super) asked: &'static [&'static str],
    pub(super) lines: &'static [&'static str],
}

pub(super) fn lines(locale: &str) -> &'static Lines {
    match locale {
        "pt" => &pt::LINES,
        "en" => &en::LINES,
        _ => &es::LINES,
    }
}
