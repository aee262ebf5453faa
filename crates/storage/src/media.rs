//! Files: what is known of each, which messages carry it, what the provider calls it.

use crate::batch::{insert_rows, sets};
use crate::row::row;
use crate::tx::on;
use crate::{Error, Result, Tx};
use domain::{ConversationId, LineId, MediaId, MediaKind, MediaState, MessageId, Time};

row! {
    /// A file; its bytes lie elsewhere.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Media {
        pub id: MediaId,
        pub kind: MediaKind,
        pub state: MediaState,
        /// The line that received it.
        pub line_id: Option<LineId>,
        /// The provider's id of it there.
        pub provider_id: Option<String>,
        pub provider_sha256: Option<Vec<u8>>,
        pub mime_type: Option<String>,
        pub filename: Option<String>,
        pub size_bytes: Option<i64>,
        pub sha256: Option<Vec<u8>>,
        pub width: Option<i64>,
        pub height: Option<i64>,
        pub duration_ms: Option<i64>,
        /// Loudness in steps, 0 to 100 each.
        pub waveform: Option<Vec<u8>>,
        pub voice: bool,
        pub animated: bool,
        pub has_thumbnail: bool,
        /// A stable word for why it is not here.
        pub failure: Option<String>,
        pub attempts: i64,
        pub created_at: Time,
        pub ready_at: Option<Time>,
    }
}

impl Media {
    /// Nothing is known of it yet but that it is to come.
    pub const fn waiting(id: MediaId, kind: MediaKind, now: Time) -> Self {
        Self {
            id,
            kind,
            state: MediaState::Waiting,
            line_id: None,
            provider_id: None,
            provider_sha256: None,
            mime_type: None,
            filename: None,
            size_bytes: None,
            sha256: None,
            width: None,
            height: None,
            duration_ms: None,
            waveform: None,
            voice: false,
            animated: false,
            has_thumbnail: false,
            failure: None,
            attempts: 0,
            created_at: now,
            ready_at: None,
        }
    }
}

row! {
    /// A message that carries a file.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Carrier {
        pub message_id: MessageId,
        pub conversation_id: ConversationId,
    }
}

row! {
    struct Link {
        message_id: MessageId,
        media_id: MediaId,
    }
}

const COLUMNS: &str = "id, kind, state, line_id, provider_id, provider_sha256, mime_type, filename,
 size_bytes, sha256, width, height, duration_ms, waveform, voice, animated, has_thumbnail, failure,
 attempts, created_at, ready_at";

impl Tx {
    pub fn media(&mut self) -> MediaFiles<'_> {
        MediaFiles(self)
    }
}

pub struct MediaFiles<'tx>(&'tx mut Tx);

impl MediaFiles<'_> {
    pub async fn get(self, id: MediaId) -> Result<Media> {
        let found = self.list(&[id]).await?.into_iter().next();
        found.ok_or(Error::NotFound("media"))
    }

    pub async fn list(self, ids: &[MediaId]) -> Result<Vec<Media>> {
        let organization = self.0.organization;
        let mut found: Vec<Media> = Vec::with_capacity(ids.len());
        for set in sets(ids) {
            let rows: Vec<Media> = on!(self.0, |db| {
                let mut sql = sqlx::QueryBuilder::new("SELECT ");
                sql.push(COLUMNS)
                    .push(" FROM media WHERE organization_id = ");
                sql.push_bind(organization).push(" AND id IN (");
                let mut list = sql.separated(", ");
                for id in &set {
                    list.push_bind(*id);
                }
                sql.push(")");
                sql.build_query_as().fetch_all(db).await
            })?;
            found.extend(rows);
        }
        Ok(found)
    }

    pub async fn insert(self, files: &[Media]) -> Result<()> {
        let organization = self.0.organization;
        insert_rows!(
            self.0,
            "INSERT INTO media (organization_id, id, kind, state, line_id, provider_id, provider_sha256,
             mime_type, filename, size_bytes, sha256, width, height, duration_ms, waveform, voice,
             animated, has_thumbnail, failure, attempts, created_at, ready_at)",
            files,
            |tuple, file| {
                tuple
                    .push_bind(organization)
                    .push_bind(file.id)
                    .push_bind(file.kind)
                    .push_bind(file.state)
                    .push_bind(file.line_id)
                    .push_bind(file.provider_id.as_deref())
                    .push_bind(file.provider_sha256.as_deref())
                    .push_bind(file.mime_type.as_deref())
                    .push_bind(file.filename.as_deref())
                    .push_bind(file.size_bytes)
                    .push_bind(file.sha256.as_deref())
                    .push_bind(file.width)
                    .push_bind(file.height)
                    .push_bind(file.duration_ms)
                    .push_bind(file.waveform.as_deref())
                    .push_bind(file.voice)
                    .push_bind(file.animated)
                    .push_bind(file.has_thumbnail)
                    .push_bind(file.failure.as_deref())
                    .push_bind(file.attempts)
                    .push_bind(file.created_at)
                    .push_bind(file.ready_at)
            },
            ""
        );
        Ok(())
    }

    /// Everything but where it comes from.
    pub async fn update(self, file: &Media) -> Result<()> {
        let changed = on!(self.0, |db| {
            sqlx::query(
            "UPDATE media SET kind = $3, state = $4, mime_type = $5, filename = $6, size_bytes = $7,
             sha256 = $8, width = $9, height = $10, duration_ms = $11, waveform = $12, voice = $13,
             animated = $14, has_thumbnail = $15, failure = $16, attempts = $17, ready_at = $18
             WHERE organization_id = $1 AND id = $2",
        )
        .bind(self.0.organization)
        .bind(file.id)
        .bind(file.kind)
        .bind(file.state)
        .bind(&file.mime_type)
        .bind(&file.filename)
        .bind(file.size_bytes)
        .bind(&file.sha256)
        .bind(file.width)
        .bind(file.height)
        .bind(file.duration_ms)
        .bind(&file.waveform)
        .bind(file.voice)
        .bind(file.animated)
        .bind(file.has_thumbnail)
        .bind(&file.failure)
        .bind(file.attempts)
        .bind(file.ready_at)
        .execute(db)
        .await
        .map(|done| done.rows_affected())
        })?;
        if changed == 0 {
            return Err(Error::NotFound("media"));
        }
        Ok(())
    }

    /// These messages carry these files.
    pub async fn link(self, links: &[(MessageId, MediaId)]) -> Result<()> {
        let organization = self.0.organization;
        insert_rows!(
            self.0,
            "INSERT INTO message_media (organization_id, message_id, media_id)",
            links,
            |tuple, link| tuple
                .push_bind(organization)
                .push_bind(link.0)
                .push_bind(link.1),
            "ON CONFLICT (organization_id, message_id) DO NOTHING"
        );
        Ok(())
    }

    /// The files of these messages.
    pub async fn of_messages(self, messages: &[MessageId]) -> Result<Vec<(MessageId, Media)>> {
        let organization = self.0.organization;
        let mut links: Vec<Link> = Vec::new();
        for set in sets(messages) {
            let rows: Vec<Link> = on!(self.0, |db| {
                let mut sql = sqlx::QueryBuilder::new(
                    "SELECT message_id, media_id FROM message_media WHERE organization_id = ",
                );
                sql.push_bind(organization).push(" AND message_id IN (");
                let mut list = sql.separated(", ");
                for id in &set {
                    list.push_bind(*id);
                }
                sql.push(")");
                sql.build_query_as().fetch_all(db).await
            })?;
            links.extend(rows);
        }
        let mut ids: Vec<MediaId> = links.iter().map(|link| link.media_id).collect();
        ids.sort_unstable();
        ids.dedup();
        let files = self.list(&ids).await?;
        let of = |link: Link| {
            let file = files.iter().find(|file| file.id == link.media_id)?;
            Some((link.message_id, file.clone()))
        };
        Ok(links.into_iter().filter_map(of).collect())
    }

    /// The messages that carry a file.
    pub async fn carriers(self, id: MediaId) -> Result<Vec<Carrier>> {
        let found = on!(self.0, |db| sqlx::query_as(
            "SELECT c.message_id, m.conversation_id FROM message_media c
             JOIN messages m ON m.organization_id = c.organization_id AND m.id = c.message_id
             WHERE c.organization_id = $1 AND c.media_id = $2 ORDER BY c.message_id",
        )
        .bind(self.0.organization)
        .bind(id)
        .fetch_all(db)
        .await)?;
        Ok(found)
    }

    /// What the provider calls a file that was handed over on this line, while it keeps it.
    pub async fn find_upload(self, id: MediaId, line: LineId, now: Time) -> Result<Option<String>> {
        let found = on!(self.0, |db| sqlx::query_scalar(
            "SELECT provider_id FROM media_uploads
             WHERE organization_id = $1 AND media_id = $2 AND line_id = $3 AND expires_at > $4",
        )
        .bind(self.0.organization)
        .bind(id)
        .bind(line)
        .bind(now)
        .fetch_optional(db)
        .await)?;
        Ok(found)
    }

    pub async fn put_upload(
        self,
        id: MediaId,
        line: LineId,
        provider_id: &str,
        expires_at: Time,
    ) -> Result<()> {
        on!(self.0, |db| {
            sqlx::query(
            "INSERT INTO media_uploads (organization_id, media_id, line_id, provider_id, expires_at)
             VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (organization_id, media_id, line_id)
             DO UPDATE SET provider_id = excluded.provider_id, expires_at = excluded.expires_at",
        )
        .bind(self.0.organization)
        .bind(id)
        .bind(line)
        .bind(provider_id)
        .bind(expires_at)
        .execute(db)
        .await
        .map(|_| ())
        })?;
        Ok(())
    }
}
