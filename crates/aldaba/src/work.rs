//! The work that goes on beside requests: every task of a node is started here, and stops with it.

use crate::memory;
use services::dispatch::Dispatcher;
use services::ingest::Worker;
use services::jobs::Runner;
use services::leases::Leases;
use services::{Env, retention};
use std::sync::Arc;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use uuid::Uuid;
use web_server::AppState;

pub(crate) fn start(env: &Env, state: &AppState, tasks: &TaskTracker, stop: &CancellationToken) {
    let owner = format!("node_{}", Uuid::new_v4().simple());
    let leases = Arc::new(Leases::new(env.clone(), owner));
    // Lines are given back only when nothing of theirs is under way any more: another node would
    // take what is being sent for uncertain.
    let idle = CancellationToken::new();
    tasks.spawn(Arc::clone(&leases).run(idle.clone()));
    let worker = Worker::new(env.clone(), Arc::clone(&leases)).run(stop.clone());
    let worker = on_its_own_thread(worker);
    let dispatcher = Dispatcher::new(env.clone(), leases).run(stop.clone());
    tasks.spawn(async move {
        tokio::join!(worker, dispatcher);
        idle.cancel();
    });
    tasks.spawn(Runner::new(env.clone()).run(stop.clone()));
    tasks.spawn(retention::run(env.clone(), stop.clone()));
    tasks.spawn(memory::give_back(stop.clone()));
    tasks.spawn(Arc::clone(&state.receiver.router).run(stop.clone()));
    tasks.spawn(Arc::clone(&state.hub).run(env.clone(), stop.clone()));
}

/// A task that waits for the database again and again is woken at once on a thread of its own; among
/// the others it would stand in the queue behind every request each time.
async fn on_its_own_thread(work: impl Future<Output = ()> + Send + 'static) {
    let runtime = tokio::runtime::Handle::current();
    let done = tokio::task::spawn_blocking(move || runtime.block_on(work)).await;
    if let Err(error) = done {
        tracing::error!(error = %error, "the ingest's thread ended");
    }
}
