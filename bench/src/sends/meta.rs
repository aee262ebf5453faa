//! The simulated Meta's controls, and its own log of what it has taken on.

use crate::traffic::Person;
use crate::wire::{Address, Call, Connection, expect_success};
use anyhow::{Context, Result};
use jiff::Timestamp;
use serde_json::{Value, json};

pub(crate) struct MetaSide {
    connection: Connection,
    address: Address,
}

/// A message that Meta has taken on.
#[derive(Clone, Debug)]
pub(crate) struct Taken {
    /// Its number, where it is one of ours.
    pub(crate) nth: Option<u32>,
    /// Milliseconds since 1970.
    pub(crate) at: i64,
}

impl MetaSide {
    pub(crate) async fn open(url: &str) -> Result<Self> {
        let address = Address::parse(url)?;
        Ok(Self {
            connection: Connection::open(&address).await?,
            address,
        })
    }

    async fn call(
        &mut self,
        method: &'static str,
        what: &str,
        body: Option<Value>,
    ) -> Result<Value> {
        let call = Call {
            method,
            address: self.address.at(&format!("/_sandbox/{what}")),
            token: None,
            key: None,
            body,
        };
        expect_success(self.connection.call(&call).await?)
            .with_context(|| format!("the sandbox: {method} {what}"))
    }

    /// The most updates in one webhook.
    pub(crate) async fn batch(&mut self, most: u32) -> Result<()> {
        let body = Some(json!({ "batch": most }));
        self.call("POST", "webhooks", body).await.map(|_| ())
    }

    /// Meta raises the number's limit.
    pub(crate) async fn throughput(&mut self, number: &str, level: &str) -> Result<()> {
        let body = Some(json!({ "throughput": level }));
        let what = format!("phones/{number}");
        self.call("POST", &what, body).await.map(|_| ())
    }

    /// A customer writes, and so opens the window.
    pub(crate) async fn write_as(&mut self, number: &str, person: Person) -> Result<()> {
        let body = json!({
            "phone_number_id": number,
            "from": {
                "phone": format!("+{}", person.phone()),
                "user_id": person.user_id(),
                "name": person.name(),
            },
            "text": "Hola, ¿tienen talavera?",
        });
        self.call("POST", "messages", Some(body)).await.map(|_| ())
    }

    pub(crate) async fn go_wrong(&mut self, faults: Vec<Value>) -> Result<()> {
        for fault in faults {
            self.call("POST", "faults", Some(fault)).await?;
        }
        Ok(())
    }

    /// How often each of the faults has struck, in their order.
    pub(crate) async fn struck(&mut self) -> Result<Vec<u64>> {
        let page = self.call("GET", "faults", None).await?;
        let faults = page["data"].as_array().context("the faults have no data")?;
        Ok(faults
            .iter()
            .map(|fault| fault["struck"].as_u64().unwrap_or_default())
            .collect())
    }

    pub(crate) async fn heal(&mut self) -> Result<()> {
        self.call("DELETE", "faults", None).await.map(|_| ())
    }

    /// How many messages it has taken on until now.
    pub(crate) async fn count(&mut self) -> Result<u64> {
        let stats = self.call("GET", "stats", None).await?;
        stats["accepted"].as_u64().context("the counters lack one")
    }

    /// Everything that it has taken on, in order, whatever became of its answers.
    pub(crate) async fn taken(&mut self) -> Result<Vec<Taken>> {
        let page = self.call("GET", "accepted", None).await?;
        let all = page["data"].as_array().context("the log has no data")?;
        all.iter().map(read).collect()
    }
}

fn read(message: &Value) -> Result<Taken> {
    let at: Timestamp = message["at"].as_str().context("no time")?.parse()?;
    Ok(Taken {
        nth: message["text"].as_str().and_then(super::number),
        at: at.as_millisecond(),
    })
}

/// The most that were taken within any second; the log is in order.
pub(crate) fn fullest_second(log: &[Taken]) -> usize {
    let after = |first: &Taken| log.partition_point(|it| it.at < first.at + 1_000);
    let seen = log
        .iter()
        .enumerate()
        .map(|(nth, first)| after(first) - nth);
    seen.max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_is_any_second() {
        let log: Vec<Taken> = [0, 900, 1_000, 1_500, 1_899, 1_900, 5_000]
            .map(|at| Taken { nth: None, at })
            .to_vec();
        assert_eq!(fullest_second(&log), 4);
        assert_eq!(fullest_second(&[]), 0);
    }
}
