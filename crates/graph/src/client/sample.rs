//! Sample files of templates: each is handed over in a session of its own.

use std::time::Duration;

use reqwest::{Body, Url};

use super::{AccessToken, Graph, GraphError, NewMedia, exchange};

/// A hundred megabytes on a slow line, not for ever.
const CARRYING: Duration = Duration::from_mins(20);

impl Graph {
    /// Hands a sample over; answers with the handle that stands in a template's example.
    pub async fn upload_sample(
        &self,
        token: &AccessToken,
        app_id: &str,
        sample: NewMedia,
    ) -> Result<String, GraphError> {
        let mut url = self.url(&[app_id, "uploads"])?;
        url.query_pairs_mut()
            .append_pair("file_name", &sample.filename)
            .append_pair("file_length", &sample.size.to_string())
            .append_pair("file_type", &sample.mime_type);
        let request = self.http.post(url).timeout(self.reading);
        let begun = exchange(request, token).await?;
        let session: String = begun.read(|o| o.text("id"))?;
        let request = self
            .http
            .post(self.session(&session)?)
            .header("file_offset", "0")
            .body(Body::wrap_stream(sample.bytes))
            .timeout(CARRYING);
        let answer = exchange(request, token).await?;
        answer.read(|o| o.text("h"))
    }

    /// A session's id is a path and its query, `upload:…?sig=…`.
    fn session(&self, id: &str) -> Result<Url, GraphError> {
        let (name, query) = match id.split_once('?') {
            Some((name, query)) => (name, Some(query)),
            None => (id, None),
        };
        let mut url = self.url(&[name])?;
        url.set_query(query);
        Ok(url)
    }
}
