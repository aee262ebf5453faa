//! The product's API as any client uses it: a token, and one connection.

use crate::machine::Facts;
use crate::wire::{Address, Call, Connection, expect_success};
use anyhow::{Context, Result};
use serde_json::Value;

pub(crate) struct Api {
    connection: Connection,
    server: Address,
    /// `/api/v1/organizations/org_…`
    prefix: String,
    token: String,
}

impl Api {
    pub(crate) async fn open(facts: &Facts) -> Result<Self> {
        let server = Address::parse(&facts.url)?;
        Ok(Self {
            connection: Connection::open(&server).await?,
            server,
            prefix: format!("/api/v1/organizations/{}", facts.organization_id),
            token: facts.api_token.clone(),
        })
    }

    pub(crate) async fn get(&mut self, path: &str) -> Result<Value> {
        self.call("GET", path, None).await
    }

    pub(crate) async fn post(&mut self, path: &str, body: Value) -> Result<Value> {
        self.call("POST", path, Some(body)).await
    }

    /// The sequence from which a client goes on by WebSocket.
    pub(crate) async fn as_of(&mut self) -> Result<i64> {
        let page = self.get("/conversations?limit=1").await?;
        page["as_of"]
            .as_i64()
            .context("the list of conversations says no `as_of`")
    }

    async fn call(
        &mut self,
        method: &'static str,
        path: &str,
        body: Option<Value>,
    ) -> Result<Value> {
        let call = Call {
            method,
            address: self.server.at(&format!("{}{path}", self.prefix)),
            token: Some(&self.token),
            key: None,
            body,
        };
        let answer = self.connection.call(&call).await?;
        expect_success(answer).with_context(|| format!("{method} {path}"))
    }
}
