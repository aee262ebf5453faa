//! Templates: what the provider has approved, refused or is looking at, per business account.

use crate::batch::sets;
use crate::row::row;
use crate::tx::on;
use crate::{Error, Result, Tx};
use domain::{
    MessageId, ParameterFormat, TemplateAnnouncement, TemplateCategory, TemplateId,
    TemplateRejection, TemplateState, Time,
};
use serde_json::Value;

#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    pub id: TemplateId,
    pub waba_id: String,
    /// Unknown until the provider has answered.
    pub provider_id: Option<String>,
    pub name: String,
    pub language: String,
    pub category: TemplateCategory,
    pub state: TemplateState,
    /// `GREEN`, `YELLOW`, `RED`, `UNKNOWN`, as the provider writes it.
    pub quality: Option<String>,
    pub rejection: Option<TemplateRejection>,
    pub announced: TemplateAnnouncement,
    pub parameter_format: ParameterFormat,
    /// Meta's components.
    pub components: Value,
    pub created_at: Time,
    pub updated_at: Time,
}

row! {
    struct TemplateRow {
        id: TemplateId,
        waba_id: String,
        provider_id: Option<String>,
        name: String,
        language: String,
        category: TemplateCategory,
        state: TemplateState,
        quality: Option<String>,
        rejection: Option<String>,
        announced: Option<String>,
        parameter_format: ParameterFormat,
        components: String,
        created_at: Time,
        updated_at: Time,
    }
}

row! {
    /// How often a template was sent, and what became of it.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct TemplateUsage {
        pub template_id: TemplateId,
        pub sent: i64,
        pub delivered: i64,
        pub read: i64,
    }
}

row! {
    /// What a message was written with.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct TemplateOfMessage {
        pub message_id: MessageId,
        pub category: TemplateCategory,
        pub state: TemplateState,
    }
}

/// Which templates a list shows.
#[derive(Clone, Debug, Default)]
pub struct TemplateFilter {
    pub waba_id: Option<String>,
    pub state: Option<TemplateState>,
    pub category: Option<TemplateCategory>,
    pub language: Option<String>,
    /// Folded: a part of the name or the text.
    pub text: Option<String>,
}

impl TryFrom<TemplateRow> for Template {
    type Error = Error;
    fn try_from(row: TemplateRow) -> Result<Self> {
        let corrupt = |error: serde_json::Error| Error::Corrupt {
            what: "template",
            why: format!("{}: {error}", row.id),
        };
        let rejection = row.rejection.as_deref().map(serde_json::from_str);
        let announced = row.announced.as_deref().map(serde_json::from_str);
        Ok(Self {
            id: row.id,
            rejection: rejection.transpose().map_err(corrupt)?,
            announced: announced.transpose().map_err(corrupt)?.unwrap_or_default(),
            components: serde_json::from_str(&row.components).map_err(corrupt)?,
            waba_id: row.waba_id,
            provider_id: row.provider_id,
            name: row.name,
            language: row.language,
            category: row.category,
            state: row.state,
            quality: row.quality,
            parameter_format: row.parameter_format,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

const SELECT: &str =
    "SELECT id, waba_id, provider_id, name, language, category, state, quality, rejection,
 announced, parameter_format, components, created_at, updated_at FROM templates WHERE organization_id = ";

impl Tx {
    pub const fn templates(&mut self) -> Templates<'_> {
        Templates(self)
    }
}

/// The templates of the transaction's organization.
pub struct Templates<'tx>(&'tx mut Tx);

impl Templates<'_> {
    pub async fn get(self, id: TemplateId) -> Result<Template> {
        let organization = self.0.organization;
        let row: Option<TemplateRow> = on!(self.0, |db| {
            let mut sql = sqlx::QueryBuilder::new(SELECT);
            sql.push_bind(organization).push(" AND id = ").push_bind(id);
            sql.build_query_as().fetch_optional(db).await
        })?;
        row.map(Template::try_from)
            .transpose()?
            .ok_or(Error::NotFound("template"))
    }

    pub async fn find(self, waba_id: &str, name: &str, language: &str) -> Result<Option<Template>> {
        let organization = self.0.organization;
        let row: Option<TemplateRow> = on!(self.0, |db| {
            let mut sql = sqlx::QueryBuilder::new(SELECT);
            sql.push_bind(organization)
                .push(" AND waba_id = ")
                .push_bind(waba_id)
                .push(" AND name = ")
                .push_bind(name)
                .push(" AND language = ")
                .push_bind(language);
            sql.build_query_as().fetch_optional(db).await
        })?;
        row.map(Template::try_from).transpose()
    }

    pub async fn find_by_provider_id(
        self,
        waba_id: &str,
        provider_id: &str,
    ) -> Result<Option<Template>> {
        let organization = self.0.organization;
        let row: Option<TemplateRow> = on!(self.0, |db| {
            let mut sql = sqlx::QueryBuilder::new(SELECT);
            sql.push_bind(organization)
                .push(" AND waba_id = ")
                .push_bind(waba_id)
                .push(" AND provider_id = ")
                .push_bind(provider_id)
                .push(" LIMIT 1");
            sql.build_query_as().fetch_optional(db).await
        })?;
        row.map(Template::try_from).transpose()
    }

    /// Every template of a business account.
    pub async fn list_of_waba(self, waba_id: &str) -> Result<Vec<Template>> {
        let organization = self.0.organization;
        let rows: Vec<TemplateRow> = on!(self.0, |db| {
            let mut sql = sqlx::QueryBuilder::new(SELECT);
            sql.push_bind(organization)
                .push(" AND waba_id = ")
                .push_bind(waba_id)
                .push(" ORDER BY name, id");
            sql.build_query_as().fetch_all(db).await
        })?;
        rows.into_iter().map(Template::try_from).collect()
    }

    /// Templates by name, after the cursor.
    pub async fn list(
        self,
        filter: &TemplateFilter,
        after: Option<(String, TemplateId)>,
        limit: i64,
    ) -> Result<Vec<Template>> {
        let organization = self.0.organization;
        let rows: Vec<TemplateRow> = on!(self.0, |db| {
            let mut sql = sqlx::QueryBuilder::new(SELECT);
            sql.push_bind(organization);
            if let Some(waba_id) = &filter.waba_id {
                sql.push(" AND waba_id = ").push_bind(waba_id);
            }
            if let Some(state) = filter.state {
                sql.push(" AND state = ").push_bind(state);
            }
            if let Some(category) = filter.category {
                sql.push(" AND category = ").push_bind(category);
            }
            if let Some(language) = &filter.language {
                sql.push(" AND language = ").push_bind(language);
            }
            if let Some(text) = &filter.text {
                sql.push(" AND search_key LIKE ")
                    .push_bind(crate::inbox::like(text))
                    .push(" ESCAPE '\\'");
            }
            if let Some((name, id)) = &after {
                sql.push(" AND (name, id) > (")
                    .push_bind(name)
                    .push(", ")
                    .push_bind(*id)
                    .push(")");
            }
            sql.push(" ORDER BY name, id LIMIT ").push_bind(limit);
            sql.build_query_as().fetch_all(db).await
        })?;
        rows.into_iter().map(Template::try_from).collect()
    }

    /// Writes a template, new or changed. A conflict means that its name and language are taken.
    pub async fn put(self, template: &Template) -> Result<()> {
        let unwritable = |error: serde_json::Error| Error::Corrupt {
            what: "template",
            why: error.to_string(),
        };
        let rejection = template.rejection.as_ref().map(serde_json::to_string);
        let rejection = rejection.transpose().map_err(unwritable)?;
        let is_announced = template.announced != TemplateAnnouncement::default();
        let announced = is_announced.then(|| serde_json::to_string(&template.announced));
        let announced = announced.transpose().map_err(unwritable)?;
        on!(self.0, |db| {
            sqlx::query(
            "INSERT INTO templates (organization_id, id, waba_id, provider_id, name, language, category, state,
             quality, rejection, announced, parameter_format, components, search_key, created_at, updated_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
             ON CONFLICT (organization_id, id) DO UPDATE SET provider_id = excluded.provider_id,
             category = excluded.category, state = excluded.state, quality = excluded.quality,
             rejection = excluded.rejection, announced = excluded.announced, parameter_format = excluded.parameter_format,
             components = excluded.components, search_key = excluded.search_key,
             updated_at = excluded.updated_at",
        )
        .bind(self.0.organization)
        .bind(template.id)
        .bind(&template.waba_id)
        .bind(&template.provider_id)
        .bind(&template.name)
        .bind(&template.language)
        .bind(template.category)
        .bind(template.state)
        .bind(&template.quality)
        .bind(rejection)
        .bind(announced)
        .bind(template.parameter_format)
        .bind(template.components.to_string())
        .bind(search_key(template))
        .bind(template.created_at)
        .bind(template.updated_at)
        .execute(db)
        .await
        .map(|_| ())
        })?;
        Ok(())
    }

    pub async fn remove(self, id: TemplateId) -> Result<()> {
        on!(self.0, |db| sqlx::query(
            "DELETE FROM template_messages WHERE organization_id = $1 AND template_id = $2",
        )
        .bind(self.0.organization)
        .bind(id)
        .execute(db)
        .await
        .map(|_| ()))?;
        on!(self.0, |db| sqlx::query(
            "DELETE FROM templates WHERE organization_id = $1 AND id = $2",
        )
        .bind(self.0.organization)
        .bind(id)
        .execute(db)
        .await
        .map(|_| ()))?;
        Ok(())
    }

    /// Notes that a message was written with a template.
    pub async fn insert_use(self, template: TemplateId, message: MessageId) -> Result<()> {
        on!(self.0, |db| {
            sqlx::query(
            "INSERT INTO template_messages (organization_id, template_id, message_id) VALUES ($1, $2, $3)",
        )
        .bind(self.0.organization)
        .bind(template)
        .bind(message)
        .execute(db)
        .await
        .map(|_| ())
        })?;
        Ok(())
    }

    /// What these messages were written with, as it stands now.
    pub async fn of_messages(self, messages: &[MessageId]) -> Result<Vec<TemplateOfMessage>> {
        let organization = self.0.organization;
        let mut found = Vec::new();
        for set in sets(messages) {
            let rows: Vec<TemplateOfMessage> = on!(self.0, |db| {
                let mut sql = sqlx::QueryBuilder::new(
                    "SELECT u.message_id, t.category, t.state FROM template_messages u
                     JOIN templates t ON t.organization_id = u.organization_id AND t.id = u.template_id
                     WHERE u.organization_id = ",
                );
                sql.push_bind(organization).push(" AND u.message_id IN (");
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

    /// The counts of those that were sent at all.
    pub async fn usage(self, ids: &[TemplateId]) -> Result<Vec<TemplateUsage>> {
        let organization = self.0.organization;
        let mut found = Vec::with_capacity(ids.len());
        for set in sets(ids) {
            let rows: Vec<TemplateUsage> = on!(self.0, |db| {
                let mut sql = sqlx::QueryBuilder::new(
                    "SELECT t.template_id, COUNT(d.sent_at) AS sent, COUNT(d.delivered_at) AS delivered,
                     COUNT(d.read_at) AS read FROM template_messages t
                     JOIN deliveries d ON d.organization_id = t.organization_id AND d.message_id = t.message_id
                     WHERE t.organization_id = ",
                );
                sql.push_bind(organization).push(" AND t.template_id IN (");
                let mut list = sql.separated(", ");
                for id in &set {
                    list.push_bind(*id);
                }
                sql.push(") GROUP BY t.template_id");
                sql.build_query_as().fetch_all(db).await
            })?;
            found.extend(rows);
        }
        Ok(found)
    }
}

/// The name and every text that people see.
fn search_key(template: &Template) -> String {
    let mut words = vec![template.name.replace('_', " "), template.name.clone()];
    let parts = template
        .components
        .as_array()
        .map_or(&[][..], Vec::as_slice);
    words.extend(
        parts
            .iter()
            .filter_map(|part| part["text"].as_str())
            .map(str::to_owned),
    );
    domain::text::fold(&words.join(" "))
}
