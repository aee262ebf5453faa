//! Figures beside their goals, as Markdown.

use std::fmt;
use std::time::Duration;

/// What one measurement found.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) title: String,
    /// How it can be had again.
    pub(crate) command: String,
    figures: Vec<Figure>,
    /// What must never happen, and did.
    pub(crate) faults: Vec<String>,
    pub(crate) notes: Vec<String>,
}

#[derive(Debug)]
struct Figure {
    name: String,
    value: String,
    goal: Option<Goal>,
}

#[derive(Debug)]
struct Goal {
    text: String,
    met: bool,
}

impl Report {
    pub(crate) fn new(title: impl Into<String>, command: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            command: command.into(),
            ..Self::default()
        }
    }

    pub(crate) fn figure(&mut self, name: &str, value: impl fmt::Display) {
        self.figures.push(Figure {
            name: name.to_owned(),
            value: value.to_string(),
            goal: None,
        });
    }

    /// A figure with a size and no goal.
    pub(crate) fn measure(&mut self, name: &str, value: impl Measure) {
        self.figure(name, value.told());
    }

    /// A figure that may not reach `limit`, where there is one.
    pub(crate) fn below(&mut self, name: &str, value: impl Measure, limit: Option<impl Measure>) {
        let goal = limit.map(|limit| Goal {
            text: format!("under {}", limit.told()),
            met: value.size() < limit.size(),
        });
        self.figures.push(Figure {
            name: name.to_owned(),
            value: value.told(),
            goal,
        });
    }

    /// A figure that must reach `limit`, where there is one.
    pub(crate) fn at_least(
        &mut self,
        name: &str,
        value: impl Measure,
        limit: Option<impl Measure>,
    ) {
        let goal = limit.map(|limit| Goal {
            text: format!("at least {}", limit.told()),
            met: value.size() >= limit.size(),
        });
        self.figures.push(Figure {
            name: name.to_owned(),
            value: value.told(),
            goal,
        });
    }

    /// A count that must be nought; anything else is a fault.
    pub(crate) fn none(&mut self, name: &str, count: usize) {
        let goal = Some(Goal {
            text: "none".to_owned(),
            met: count == 0,
        });
        self.figures.push(Figure {
            name: name.to_owned(),
            value: count.to_string(),
            goal,
        });
        if count > 0 {
            self.faults.push(format!("{name}: {count}"));
        }
    }

    pub(crate) fn missed(&self) -> usize {
        self.figures
            .iter()
            .filter(|figure| figure.goal.as_ref().is_some_and(|goal| !goal.met))
            .count()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "## {}\n", self.title)?;
        if !self.command.is_empty() {
            writeln!(f, "`{}`\n", self.command)?;
        }
        writeln!(f, "| figure | measured | goal | |\n|---|---|---|---|")?;
        for Figure { name, value, goal } in &self.figures {
            match goal {
                Some(goal) => {
                    let verdict = if goal.met { "met" } else { "**not met**" };
                    writeln!(f, "| {name} | {value} | {} | {verdict} |", goal.text)?;
                }
                None => writeln!(f, "| {name} | {value} | | |")?,
            }
        }
        for note in &self.notes {
            writeln!(f, "\n{note}")?;
        }
        if !self.faults.is_empty() {
            writeln!(f, "\nFaults:\n")?;
            for fault in &self.faults {
                writeln!(f, "- {fault}")?;
            }
        }
        Ok(())
    }
}

/// Something with a size and words for it.
pub(crate) trait Measure: Copy {
    fn size(&self) -> f64;
    fn told(&self) -> String;
}

impl Measure for Duration {
    fn size(&self) -> f64 {
        self.as_secs_f64()
    }
    fn told(&self) -> String {
        let seconds = self.as_secs_f64();
        if seconds >= 1.0 {
            format!("{seconds:.2} s")
        } else {
            format!("{:.1} ms", seconds * 1_000.0)
        }
    }
}

/// A number a second, or of nothing in particular.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Count(pub(crate) f64);

impl Measure for Count {
    fn size(&self) -> f64 {
        self.0
    }
    fn told(&self) -> String {
        if self.0 >= 100.0 || self.0.fract() == 0.0 {
            format!("{:.0}", self.0)
        } else {
            format!("{:.3}", self.0)
        }
    }
}

/// Kibibytes, told in megabytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size(pub(crate) u32);

impl Measure for Size {
    fn size(&self) -> f64 {
        f64::from(self.0)
    }
    fn told(&self) -> String {
        format!("{:.1} MB", f64::from(self.0) * 1_024.0 / 1_000_000.0)
    }
}

/// A whole number as a float, for rates.
pub(crate) fn float(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_stand_beside_their_goals() {
        let mut report = Report::new("Load", "bench load");
        report.below(
            "p99",
            Duration::from_millis(7),
            Some(Duration::from_millis(20)),
        );
        report.below(
            "lag",
            Duration::from_millis(2_500),
            Some(Duration::from_secs(2)),
        );
        report.at_least("rate", Count(9_999.6), None::<Count>);
        report.none("missing", 0);
        let text = report.to_string();
        assert!(
            text.contains("| p99 | 7.0 ms | under 20.0 ms | met |"),
            "{text}"
        );
        assert!(
            text.contains("| lag | 2.50 s | under 2.00 s | **not met** |"),
            "{text}"
        );
        assert!(text.contains("| rate | 10000 | | |"), "{text}");
        assert_eq!((report.missed(), report.faults.len()), (1, 0));
        report.none("twice", 2);
        assert_eq!(report.faults, ["twice: 2"]);
    }
}
