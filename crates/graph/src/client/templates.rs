//! Templates of a business account: read, made, changed, taken away.

use super::{AccessToken, Graph, GraphError, ask_for, exchange};
use crate::json::Object;
use serde_json::Value;

const FIELDS: [&str; 8] = [
    "id",
    "name",
    "language",
    "status",
    "category",
    "components",
    "parameter_format",
    "quality_score",
];
/// Of one page: components are large, and an answer has a limit.
const PAGE: &str = "50";

#[derive(Debug, Clone, PartialEq)]
pub struct MetaTemplate {
    pub id: String,
    pub name: String,
    pub language: String,
    /// `APPROVED`, `REJECTED`, ….
    pub status: String,
    pub category: String,
    pub components: Value,
    pub parameter_format: Option<String>,
    /// `GREEN`, `YELLOW`, `RED`, `UNKNOWN`.
    pub quality: Option<String>,
    pub rejected_reason: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct TemplatePage {
    pub templates: Vec<MetaTemplate>,
    /// Where the next page begins; none at the end.
    pub after: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateCreated {
    pub id: String,
    pub status: Option<String>,
    pub category: Option<String>,
}

impl Graph {
    pub async fn templates(
        &self,
        token: &AccessToken,
        waba_id: &str,
        after: Option<&str>,
    ) -> Result<TemplatePage, GraphError> {
        let mut url = self.url(&[waba_id, "message_templates"])?;
        let mut fields = FIELDS.to_vec();
        fields.push("rejected_reason");
        ask_for(&mut url, &fields);
        url.query_pairs_mut().append_pair("limit", PAGE);
        if let Some(after) = after {
            url.query_pairs_mut().append_pair("after", after);
        }
        let request = self.http.get(url).timeout(self.reading);
        let answer = exchange(request, token).await?;
        answer.read(TemplatePage::read)
    }

    /// `template` is Meta's own object: name, language, category, components, ….
    pub async fn create_template(
        &self,
        token: &AccessToken,
        waba_id: &str,
        template: &Value,
    ) -> Result<TemplateCreated, GraphError> {
        let url = self.url(&[waba_id, "message_templates"])?;
        let request = self.http.post(url).json(template).timeout(self.sending);
        let answer = exchange(request, token).await?;
        answer.read(TemplateCreated::read)
    }

    /// `change` holds the category or the components, or both.
    pub async fn edit_template(
        &self,
        token: &AccessToken,
        template_id: &str,
        change: &Value,
    ) -> Result<(), GraphError> {
        let url = self.url(&[template_id])?;
        let request = self.http.post(url).json(change).timeout(self.sending);
        let answer = exchange(request, token).await?;
        answer.read(|o| (o.flag("success") == Some(true)).then_some(()))
    }

    /// One language of a template.
    pub async fn delete_template(
        &self,
        token: &AccessToken,
        waba_id: &str,
        name: &str,
        template_id: &str,
    ) -> Result<(), GraphError> {
        let mut url = self.url(&[waba_id, "message_templates"])?;
        url.query_pairs_mut()
            .append_pair("hsm_id", template_id)
            .append_pair("name", name);
        let request = self.http.delete(url).timeout(self.sending);
        let answer = exchange(request, token).await?;
        answer.read(|o| (o.flag("success") == Some(true)).then_some(()))
    }
}

impl MetaTemplate {
    fn read(o: &Object) -> Option<Self> {
        let components = o.get("components");
        let components = components.and_then(|raw| serde_json::from_str(raw.get()).ok());
        let quality = o.object("quality_score").and_then(|it| it.text("score"));
        Some(Self {
            id: o.text("id")?,
            name: o.text("name")?,
            language: o.text("language")?,
            status: o.text("status")?,
            category: o.text("category").unwrap_or_default(),
            components: components.unwrap_or_else(|| Value::Array(Vec::new())),
            parameter_format: o.text("parameter_format"),
            quality,
            rejected_reason: o.text("rejected_reason").filter(|it| it != "NONE"),
        })
    }
}

impl TemplatePage {
    fn read(o: &Object) -> Option<Self> {
        o.get("data")?;
        let templates = o.objects("data");
        let paging = o.object("paging");
        let has_next = paging.as_ref().is_some_and(|it| it.get("next").is_some());
        let cursors = paging.as_ref().and_then(|it| it.object("cursors"));
        Some(Self {
            templates: templates.filter_map(|it| MetaTemplate::read(&it)).collect(),
            after: cursors
                .filter(|_| has_next)
                .and_then(|cursors| cursors.text("after")),
        })
    }
}

impl TemplateCreated {
    fn read(o: &Object) -> Option<Self> {
        Some(Self {
            id: o.text("id")?,
            status: o.text("status"),
            category: o.text("category"),
        })
    }
}
