//! The work that goes on beside requests: every task of a node is started here, and stops with it.

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
    tasks.spawn(Arc::clone(&leases).run(stop.clone()));
    tasks.spawn(Worker::new(env.clone(), Arc::clone(&leases)).run(stop.clone()));
    tasks.spawn(Dispatcher::new(env.clone(), leases).run(stop.clone()));
    tasks.spawn(Runner::new(env.clone()).run(stop.clone()));
    tasks.spawn(retention::run(env.clone(), stop.clone()));
    tasks.spawn(Arc::clone(&state.receiver.router).run(stop.clone()));
    tasks.spawn(Arc::clone(&state.hub).run(env.clone(), stop.clone()));
}
