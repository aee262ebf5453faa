//! The updates of one number, in their order, and the faults that disturb it.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc::UnboundedReceiver;

use super::Update;
use super::attempt::{Post, keep_trying};
use crate::core::Core;
use crate::faults::{FaultTarget, Strike};

/// A post held back to be overtaken goes anyway when nothing follows for this long.
const LONGEST_HOLD: Duration = Duration::from_secs(3);

pub(super) async fn work(core: Arc<Core>, mut updates: UnboundedReceiver<Update>) {
    let mut held: Option<Post> = None;
    loop {
        let mut batch = Vec::new();
        let received = updates.recv_many(&mut batch, 1);
        let received = match held {
            None => received.await,
            Some(_) => tokio::time::timeout(LONGEST_HOLD, received)
                .await
                .unwrap_or_default(),
        };
        if received > 0 {
            let most = core.with(|world| world.webhooks.batch);
            while batch.len() < most
                && let Ok(more) = updates.try_recv()
            {
                batch.push(more);
            }
            let post = Post::of(batch);
            match strike(&core, &post) {
                Some(Strike::Reorder) if held.is_none() => {
                    held = Some(post);
                    continue;
                }
                strike => disturb(&core, post, strike).await,
            }
        } else if held.is_none() {
            return;
        }
        if let Some(post) = held.take() {
            send(&core, post).await;
        }
    }
}

fn strike(core: &Core, post: &Post) -> Option<Strike> {
    core.with(|world| {
        world
            .faults
            .strike(FaultTarget::Webhooks, post.lane(), &mut world.dice)
    })
}

async fn disturb(core: &Arc<Core>, post: Post, strike: Option<Strike>) {
    match strike {
        Some(Strike::Delay(delay)) => {
            tokio::time::sleep_until(post.made_at() + delay).await;
            send(core, post).await;
        }
        Some(Strike::Duplicate) => {
            send(core, post.clone()).await;
            send(core, post).await;
        }
        Some(Strike::Drop) => core.spawn(keep_trying(core.clone(), post)),
        Some(Strike::Reorder | Strike::Error(_)) | None => send(core, post).await,
    }
}

/// One attempt here, so that order holds while all goes well; the others beside the lane.
async fn send(core: &Arc<Core>, mut post: Post) {
    if !post.attempt(core).await {
        core.spawn(keep_trying(core.clone(), post));
    }
}
