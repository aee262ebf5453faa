//! `aldaba keys`: the keys that wrap every other key.

use crate::{keys_file, wiring};
use anyhow::Context;
use clap::Subcommand;
use config::Settings;
use services::Clock;
use storage::{Pools, Store, Vault};

#[derive(Subcommand)]
pub(super) enum Keys {
    /// List the keys of the keys file by their ids, the current one first
    List,
    /// Make a new key, and wrap every data key by it
    Rotate,
}

pub(super) async fn run(keys: Keys, settings: Settings) -> anyhow::Result<()> {
    let path = settings.data.keys_file();
    let ring = keys_file::read(&path)?;
    match keys {
        Keys::List => {
            println!("{}\tcurrent", ring.current().id());
            for key in ring.older() {
                println!("{}\tolder", key.id());
            }
        }
        Keys::Rotate => {
            let now = Clock::System.now();
            let store = Store::open(&wiring::database(&settings), Pools::default(), None).await?;
            // The file first: a key that wraps something must never be lost.
            let ring = ring.with_new_key(now)?;
            keys_file::write(&path, &ring)?;
            let rotated = Vault::new(ring).rotate(&store, now).await;
            let rotated = rotated
                .context("the new key is in the file, but wraps nothing yet; rotate again")?;
            store.close().await;
            println!("{} data keys are wrapped by the new key", rotated.rewrapped);
            eprintln!(
                "hint: copy {} to its safe place, and restart aldaba, which knows the old keys only",
                path.display()
            );
        }
    }
    Ok(())
}
