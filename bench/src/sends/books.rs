//! The database against Meta's own log: each message once, in a state that is final or explained.

use super::meta::Taken;
use super::{number, text};
use crate::database::{Database, Ids};
use anyhow::Result;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Causes that are told in full.
const TOLD: usize = 20;

/// Messages that have not come to an end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Open {
    pub(crate) queued: i64,
    pub(crate) waiting: i64,
    pub(crate) sending: i64,
    pub(crate) uncertain: i64,
}

impl Open {
    pub(crate) const fn moving(self) -> i64 {
        self.queued + self.waiting + self.sending
    }

    pub(crate) async fn read(database: &mut Database, ids: &Ids) -> Result<Self> {
        let rows: Vec<(String, i64)> = database
            .rows(
                "SELECT state, count(*) FROM deliveries WHERE line_id = $1 GROUP BY state",
                ids.line,
            )
            .await?;
        let of = |name: &str| {
            let found = rows.iter().find(|(state, _)| state == name);
            found.map_or(0, |(_, count)| *count)
        };
        Ok(Self {
            queued: of("queued"),
            waiting: of("waiting"),
            sending: of("sending"),
            uncertain: of("uncertain"),
        })
    }
}

/// A message of the house: what it says, its state, why, and its name at Meta.
type Row = (Option<String>, Option<String>, Option<String>);

#[derive(Debug, Default)]
pub(crate) struct Books {
    pub(crate) states: BTreeMap<String, usize>,
    /// Accepted, and not stored.
    pub(crate) missing: usize,
    pub(crate) stored_twice: usize,
    /// Stored, though nobody asked for it.
    pub(crate) strange: usize,
    pub(crate) taken: usize,
    pub(crate) taken_twice: usize,
    /// Neither final nor uncertain.
    pub(crate) open: usize,
    /// Failed or in doubt, and nobody says why.
    pub(crate) unexplained: usize,
    /// Its state is not what Meta knows of it.
    pub(crate) wrong: usize,
    /// In doubt, with its reason.
    pub(crate) uncertain: usize,
    pub(crate) causes: Vec<String>,
}

impl Books {
    pub(crate) async fn open(
        database: &mut Database,
        ids: &Ids,
        accepted: &BTreeSet<u32>,
        log: &[Taken],
    ) -> Result<Self> {
        let rows: Vec<Row> = database
            .rows(
                "SELECT m.text, d.state, d.failure FROM messages m
                 JOIN conversations c ON c.organization_id = m.organization_id AND c.id = m.conversation_id
                 LEFT JOIN deliveries d ON d.organization_id = m.organization_id AND d.message_id = m.id
                 WHERE c.line_id = $1 AND m.direction = 'out'",
                ids.line,
            )
            .await?;
        Ok(Self::compare(&rows, accepted, log))
    }

    fn compare(rows: &[Row], accepted: &BTreeSet<u32>, log: &[Taken]) -> Self {
        let mut books = Self {
            taken: log.len(),
            ..Self::default()
        };
        let mut copies: HashMap<u32, usize> = HashMap::new();
        for taken in log {
            match taken.nth {
                Some(nth) => *copies.entry(nth).or_default() += 1,
                None => books.tell("Meta took what nobody wrote".to_owned()),
            }
        }
        for (nth, count) in copies.iter().filter(|(_, count)| **count > 1) {
            books.taken_twice += 1;
            books.tell(format!("Meta took {} {count} times", text(*nth)));
        }
        let mut stored = BTreeSet::new();
        for (said, state, failure) in rows {
            let nth = said.as_deref().and_then(number);
            let Some(nth) = nth.filter(|nth| accepted.contains(nth)) else {
                books.strange += 1;
                books.tell(format!("nobody asked for {said:?}"));
                continue;
            };
            if !stored.insert(nth) {
                books.stored_twice += 1;
                books.tell(format!("{} is stored twice", text(nth)));
            }
            let state = state.as_deref().unwrap_or("without a delivery");
            *books.states.entry(state.to_owned()).or_default() += 1;
            let was_taken = copies.contains_key(&nth);
            books.judge(nth, state, was_taken);
            if matches!(state, "failed" | "uncertain") && failure.is_none() {
                books.unexplained += 1;
                books.tell(format!("{} is {state}, and nobody says why", text(nth)));
            }
        }
        for nth in accepted.difference(&stored) {
            books.missing += 1;
            books.tell(format!("{} was accepted and is not stored", text(*nth)));
        }
        books
    }

    fn judge(&mut self, nth: u32, state: &str, was_taken: bool) {
        let wrong = match (state, was_taken) {
            ("sent" | "delivered" | "read", false) => Some("Meta never took it"),
            ("failed", true) => Some("Meta took it"),
            // Its statuses carry our own id, and so end the doubt.
            ("uncertain", true) => Some("Meta took it and told so"),
            _ => None,
        };
        if let Some(why) = wrong {
            self.wrong += 1;
            self.tell(format!("{} is {state}: {why}", text(nth)));
        }
        match state {
            "sent" | "delivered" | "read" | "failed" => {}
            "uncertain" => self.uncertain += 1,
            _ => {
                self.open += 1;
                self.tell(format!("{} is still {state}", text(nth)));
            }
        }
    }

    fn tell(&mut self, cause: String) {
        if self.causes.len() < TOLD {
            self.causes.push(cause);
        }
    }

    pub(crate) fn told_states(&self) -> String {
        let told: Vec<String> = self
            .states
            .iter()
            .map(|(state, count)| format!("{count} {state}"))
            .collect();
        told.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(nth: u32, state: &str, failure: Option<&str>) -> Row {
        (
            Some(text(nth)),
            Some(state.to_owned()),
            failure.map(str::to_owned),
        )
    }

    fn taken(all: &[u32]) -> Vec<Taken> {
        let one = |nth: &u32| Taken {
            nth: Some(*nth),
            at: 0,
        };
        all.iter().map(one).collect()
    }

    #[test]
    fn what_is_well_is_found_well() {
        let rows = [
            row(0, "read", None),
            row(1, "failed", Some("{}")),
            row(2, "uncertain", Some("{}")),
        ];
        let books = Books::compare(&rows, &BTreeSet::from([0, 1, 2]), &taken(&[0]));
        assert_eq!(books.causes, Vec::<String>::new());
        assert_eq!(books.told_states(), "1 failed, 1 read, 1 uncertain");
    }

    #[test]
    fn whatever_is_not_is_told() {
        let rows = [
            row(0, "sent", None),
            row(1, "failed", None),
            row(2, "uncertain", Some("{}")),
            row(3, "queued", None),
            row(4, "read", None),
            row(4, "read", None),
            row(9, "read", None),
        ];
        let accepted = BTreeSet::from([0, 1, 2, 3, 4, 5]);
        let books = Books::compare(&rows, &accepted, &taken(&[2, 4, 4]));
        assert_eq!(
            (books.missing, books.stored_twice, books.strange),
            (1, 1, 1)
        );
        assert_eq!((books.taken, books.taken_twice, books.open), (3, 1, 1));
        assert_eq!((books.unexplained, books.wrong), (1, 2));
        assert_eq!(books.causes.len(), 8);
    }
}
