//! The small brain of a virtual customer: rules that fit an answer to what was said.

use super::lines::{Lines, Topic};
use crate::dice::Dice;

const EMOJI: [&str; 5] = ["👍", "🙏", "❤️", "😊", "👏"];

/// Beyond this many answers on one topic the customer has heard enough.
const LAST_STEP: u8 = 4;

/// What a customer has in mind.
#[derive(Debug, Clone)]
pub(super) struct Mind {
    pub(super) dice: Dice,
    topic: Topic,
    step: u8,
}

/// What a customer does upon a message; nothing, when both are absent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) text: Option<&'static str>,
    pub(super) emoji: Option<&'static str>,
    /// The text quotes the message that it answers.
    pub(super) quotes: bool,
}

impl Mind {
    pub(super) fn new(dice: Dice) -> Self {
        Self {
            dice,
            topic: Topic::Price,
            step: 0,
        }
    }

    /// A new conversation: one message, or a greeting and then the question.
    pub(super) fn open(&mut self, lines: &Lines) -> Vec<&'static str> {
        self.step = 0;
        let greeting = self.dice.pick(lines.greetings).copied();
        let question = self.dice.pick(lines.openings).map(|(topic, line)| {
            self.topic = *topic;
            *line
        });
        let greets = self.dice.chance(0.5);
        greeting
            .into_iter()
            .filter(|_| greets)
            .chain(question)
            .collect()
    }

    /// After a pause in the conversation, the customer is ready to talk again.
    pub(super) fn refresh(&mut self) {
        self.step = self.step.min(1);
    }

    pub(super) fn answer(&mut self, lines: &Lines, heard: &str) -> Answer {
        let heard = heard.to_lowercase();
        if self.step >= LAST_STEP {
            return self.nod();
        }
        self.step += 1;
        if heard.contains('?') {
            return self.reply(lines, &heard);
        }
        if self.step > 1 && lines.farewells.iter().any(|word| heard.contains(word)) {
            self.step = LAST_STEP;
            return self.say(lines.thanks, 0.0, 0.5);
        }
        if self.step == 1 {
            let of_topic: Vec<_> = lines
                .follow_ups
                .iter()
                .filter(|(topic, _)| *topic == self.topic)
                .collect();
            let line = self.dice.pick(&of_topic).map(|(_, line)| *line);
            return Answer {
                text: line,
                emoji: None,
                quotes: self.dice.chance(0.2),
            };
        }
        if self.step == 2 {
            return self.say(lines.thinking, 0.2, 0.2);
        }
        self.step = LAST_STEP;
        self.say(lines.thanks, 0.0, 0.5)
    }

    fn reply(&mut self, lines: &Lines, question: &str) -> Answer {
        let fits = lines
            .answers
            .iter()
            .find(|it| it.asked.iter().any(|word| question.contains(word)));
        self.say(fits.map_or(lines.yes, |fits| fits.lines), 0.3, 0.0)
    }

    fn say(&mut self, lines: &'static [&'static str], quotes: f64, reacts: f64) -> Answer {
        Answer {
            text: self.dice.pick(lines).copied(),
            quotes: self.dice.chance(quotes),
            emoji: if self.dice.chance(reacts) {
                self.dice.pick(&EMOJI).copied()
            } else {
                None
            },
        }
    }

    /// Nothing more to say; a reaction at most, which no bot answers.
    fn nod(&mut self) -> Answer {
        let emoji = if self.dice.chance(0.5) {
            self.dice.pick(&EMOJI).copied()
        } else {
            None
        };
        Answer {
            emoji,
            ..Answer::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phones::lines::lines;

    #[test]
    fn the_same_seed_tells_the_same_story() {
        let story = || {
            let mut mind = Mind::new(Dice::new(42));
            let mut said = mind.open(lines("es"));
            said.extend(mind.answer(lines("es"), "¿Cuántos metros necesita?").text);
            said.extend(mind.answer(lines("es"), "Son $480 por metro").text);
            said
        };
        assert_eq!(story(), story());
    }

    #[test]
    fn a_question_is_answered_to_the_point() {
        let mut mind = Mind::new(Dice::new(1));
        let said = mind
            .answer(lines("es"), "¿Cuántos metros necesita?")
            .text
            .unwrap();
        assert!(lines("es").answers[0].lines.contains(&said));
    }

    #[test]
    fn every_topic_has_what_comes_after_it() {
        for locale in ["es", "pt", "en"] {
            let lines = lines(locale);
            for (topic, _) in lines.openings {
                assert!(
                    lines.follow_ups.iter().any(|(it, _)| it == topic),
                    "{locale} {topic:?}"
                );
            }
        }
    }

    #[test]
    fn a_bot_runs_dry() {
        let mut mind = Mind::new(Dice::new(5));
        let texts = (0..50).filter_map(|_| mind.answer(lines("en"), "Anything else?").text);
        assert_eq!(texts.count(), usize::from(LAST_STEP));
    }
}
