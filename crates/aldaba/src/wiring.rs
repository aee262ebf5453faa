//! Builds what a process has from its settings.

use crate::keys_file;
use anyhow::Context;
use bus::{Bus, Signal};
use config::{MediaStore, Settings};
use door::Doors;
use door_cloud::CloudDoor;
use services::blobs::{Blobs, S3};
use services::{Clock, Env};
use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::sync::Arc;
use storage::{CommitHook, Committed, Database, Pools, Store, Vault};

/// What a process is wired from.
#[derive(Clone, Debug)]
pub struct Parts {
    pub settings: Settings,
    /// The origin that people use.
    pub public_url: String,
    pub clock: Clock,
    pub http: reqwest::Client,
}

/// Opens the database and everything around it.
pub async fn env(parts: Parts) -> anyhow::Result<Env> {
    let settings = &parts.settings;
    let bus = Bus::new();
    make_private(&settings.data.folder)?;
    let store = Store::open(
        &database(settings),
        pools(settings),
        Some(hook(bus.clone())),
    )
    .await;
    let store = store
        .with_context(|| format!("the database {:?} can't be opened", settings.database.url))?;
    let ring =
        keys_file::read_or_create(&settings.data.keys_file(), &store, parts.clock.now()).await?;
    let cloud = cloud_door(&parts);
    let blobs = blobs(settings).context("the store of files can't be opened")?;
    Ok(Env {
        store,
        vault: Vault::new(ring),
        blobs,
        bus,
        doors: Doors::default().with(Arc::new(cloud)),
        clock: parts.clock,
        settings: Arc::new(services::Settings {
            public_url: parts.public_url,
            version: env!("CARGO_PKG_VERSION"),
            journal_retention: settings.retention.journal(),
            event_retention: settings.retention.events(),
            media_retention: settings.retention.media(),
            session_lifetime: settings.sessions.lifetime,
            link_lifetime: settings.sessions.link_lifetime,
            invitation_lifetime: settings.sessions.invitation_lifetime,
        }),
    })
}

fn blobs(settings: &Settings) -> anyhow::Result<Blobs> {
    let media = &settings.media;
    Ok(match media.store(&settings.data) {
        MediaStore::Folder(folder) => {
            make_private(&folder)?;
            Blobs::in_folder(&folder)?
        }
        MediaStore::S3 => Blobs::s3(&S3 {
            endpoint: media.s3_endpoint.clone(),
            region: media.s3_region.clone(),
            bucket: media.s3_bucket.clone(),
            access_key: media.s3_access_key.clone(),
            secret_key: media.s3_secret_key.clone(),
        })?,
    })
}

/// What customers write lies there in the clear: for the owner's eyes only.
fn make_private(folder: &Path) -> anyhow::Result<()> {
    let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.with_context(|| format!("the data folder {} can't be made", folder.display()))
}

pub(crate) fn cloud_door(parts: &Parts) -> CloudDoor {
    let meta = &parts.settings.meta;
    CloudDoor::new(
        parts.http.clone(),
        meta.graph_url.clone(),
        meta.graph_version.clone(),
    )
}

pub(crate) fn database(settings: &Settings) -> Database {
    let url = &settings.database.url;
    match url.sqlite_folder(&settings.data) {
        Some(folder) => Database::Sqlite(folder),
        None => Database::Postgres(url.expose().to_owned()),
    }
}

fn pools(settings: &Settings) -> Pools {
    Pools {
        readers: settings.database.readers,
        writers: settings.database.writers,
        wait: settings.database.wait,
    }
}

/// After each commit the parts that may care are told to look.
fn hook(bus: Bus) -> CommitHook {
    Arc::new(move |committed: &Committed| {
        if let Some(seq) = committed.event_seq {
            bus.publish(Signal::Events {
                organization: committed.organization,
                seq,
            });
        }
        for &line in &committed.lines {
            bus.publish(Signal::Line(line));
        }
        if committed.jobs {
            bus.publish(Signal::Jobs);
        }
        if committed.routes {
            bus.publish(Signal::Routes);
        }
    })
}
