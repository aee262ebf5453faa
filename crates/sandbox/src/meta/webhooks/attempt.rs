//! One POST to the application, and its repetition until it is acknowledged.

use std::sync::Arc;
use std::time::Duration;

use reqwest::header::CONTENT_TYPE;
use serde_json::{Value, json};
use tokio::time::Instant;

use super::Update;
use crate::core::Core;
use crate::meta::json::ascii;
use crate::record::Logged;
use crate::world::{Callback, Ticks, World};

/// Updates that travel in one body.
#[derive(Debug, Clone)]
pub(super) struct Post {
    updates: Vec<Update>,
    attempts: u32,
}

struct Target {
    url: String,
    secret: String,
}

impl Post {
    pub(super) fn of(updates: Vec<Update>) -> Self {
        Self {
            updates,
            attempts: 0,
        }
    }

    /// The number, or the account, that it is about.
    pub(super) fn lane(&self) -> &str {
        self.updates.first().map_or("", Update::lane)
    }

    pub(super) fn made_at(&self) -> Instant {
        self.updates
            .first()
            .map_or_else(Instant::now, |update| update.made_at)
    }

    /// True when there is nothing left to do: acknowledged, or nobody subscribes.
    pub(super) async fn attempt(&mut self, core: &Core) -> bool {
        // Address and secret may have changed since the last attempt.
        let Some(target) = core.with(|world| self.target(world)) else {
            self.note_unsubscribed(core);
            return true;
        };
        // The semaphore is never closed.
        let Ok(_permit) = core.outlet.permits.acquire().await else {
            return true;
        };
        self.attempts += 1;
        let body = ascii(&self.body());
        let signature = graph::webhook::signature::sign(target.secret.as_bytes(), body.as_bytes());
        let request = core
            .http
            .post(&target.url)
            .header(CONTENT_TYPE, "application/json")
            .header("X-Hub-Signature-256", signature)
            .header("User-Agent", "facebookexternalua")
            .timeout(core.config.webhooks.timeout)
            .body(body);
        let status = match request.send().await {
            Ok(answer) => answer.status().as_u16(),
            Err(_) => 0,
        };
        self.note(core, target.url, status);
        status == 200
    }

    fn target(&self, world: &World) -> Option<Target> {
        let first = self.updates.first()?;
        let waba = world
            .wabas
            .get(&first.waba_id)
            .filter(|waba| waba.subscribed)?;
        let app = world.apps.get(&waba.app_id)?;
        let wanted = |callback: &Callback| callback.fields.contains(&first.field);
        if !app.callback.as_ref().is_none_or(wanted) {
            return None;
        }
        // Numbers take messages elsewhere; news of the account go to the account's address.
        let of_phone = first
            .phone_number_id
            .as_ref()
            .and_then(|id| world.phones.get(id)?.override_url.clone());
        let of_app = || app.callback.as_ref().map(|callback| callback.url.clone());
        let url = of_phone
            .or_else(|| waba.override_url.clone())
            .or_else(of_app)?;
        Some(Target {
            url,
            secret: app.secret.clone(),
        })
    }

    fn body(&self) -> Value {
        let changes: Vec<_> = self
            .updates
            .iter()
            .map(|update| json!({ "value": update.value, "field": update.field }))
            .collect();
        let waba_id = self.updates.first().map(|update| &update.waba_id);
        json!({
            "object": "whatsapp_business_account",
            "entry": [{ "id": waba_id, "changes": changes }],
        })
    }

    fn labels(&self) -> Vec<String> {
        self.updates
            .iter()
            .map(|update| update.label.clone())
            .collect()
    }

    fn note(&self, core: &Core, url: String, status: u16) {
        let now = core.now();
        core.with(|world| {
            let (attempt, updates) = (self.attempts, self.labels());
            world.record.note(
                now,
                Logged::Delivery {
                    url,
                    attempt,
                    status,
                    updates,
                },
            );
            if status != 200 {
                world.record.stats.retries += 1;
                return;
            }
            for update in &self.updates {
                world.record.stats.delivered += 1;
                let Some(id) = update.message.as_deref() else {
                    continue;
                };
                if let Some(key) = world.place_of(id).cloned() {
                    world.chat_mut(&key).tick(id, Ticks::Delivered);
                }
            }
        });
    }

    fn note_unsubscribed(&self, core: &Core) {
        let now = core.now();
        let phone_number_id = self.lane().to_owned();
        let updates = self.labels();
        core.with(|world| {
            world.record.note(
                now,
                Logged::Unsubscribed {
                    phone_number_id,
                    updates,
                },
            );
        });
    }

    fn give_up(&self, core: &Core) {
        let updates = u64::try_from(self.updates.len()).unwrap_or(u64::MAX);
        core.with(|world| world.record.stats.abandoned += updates);
    }
}

/// Doubling pauses until it is acknowledged or the schedule ends.
pub(super) async fn keep_trying(core: Arc<Core>, mut post: Post) {
    let schedule = core.config.webhooks.retry;
    let mut pause = schedule.first;
    let mut waited = Duration::ZERO;
    while waited < schedule.give_up_after {
        tokio::time::sleep(pause).await;
        if post.attempt(&core).await {
            return;
        }
        waited += pause;
        pause = pause.saturating_mul(2).min(schedule.longest);
    }
    post.give_up(&core);
}
