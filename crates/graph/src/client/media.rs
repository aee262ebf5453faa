//! Files: where Meta keeps one, its bytes as they come, and handing one over.

use std::time::Duration;

use bytes::Bytes;
use futures_util::stream::{BoxStream, StreamExt};
use reqwest::multipart::{Form, Part};
use reqwest::{Body, Url};

use super::answer::Answer;
use super::{AccessToken, Graph, GraphError, exchange};
use crate::json::Object;

/// A hundred megabytes on a slow line, not for ever.
const CARRYING: Duration = Duration::from_mins(20);

/// A file that Meta holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaFile {
    /// Dies after five minutes.
    pub url: String,
    pub mime_type: Option<String>,
    pub sha256: Option<String>,
    pub file_size: Option<u64>,
}

/// A file to hand over.
pub struct NewMedia {
    pub mime_type: String,
    pub filename: String,
    pub size: u64,
    pub bytes: BoxStream<'static, std::io::Result<Bytes>>,
}

pub type Download = BoxStream<'static, Result<Bytes, GraphError>>;

impl Graph {
    /// Where a file is. The number must be the one that received it.
    pub async fn media(
        &self,
        token: &AccessToken,
        phone_number_id: &str,
        media_id: &str,
    ) -> Result<MediaFile, GraphError> {
        let mut url = self.url(&[media_id])?;
        url.query_pairs_mut()
            .append_pair("phone_number_id", phone_number_id);
        let request = self.http.get(url).timeout(self.reading);
        let answer = exchange(request, token).await?;
        answer.read(MediaFile::read)
    }

    /// The bytes behind a file's address, which wants the token too.
    pub async fn download(
        &self,
        token: &AccessToken,
        address: &str,
    ) -> Result<Download, GraphError> {
        let url = self.trusted(address)?;
        let request = self.http.get(url).timeout(CARRYING);
        let response = request.bearer_auth(token.expose()).send().await;
        let response = response.map_err(GraphError::from_transport)?;
        if !response.status().is_success() {
            let refused = Answer::take(response).await?;
            return Err(refused.as_error());
        }
        let parts = response.bytes_stream();
        Ok(parts
            .map(|part| part.map_err(GraphError::from_transport))
            .boxed())
    }

    /// Hands a file over; answers with its id, which lives for thirty days.
    pub async fn upload(
        &self,
        token: &AccessToken,
        phone_number_id: &str,
        media: NewMedia,
    ) -> Result<String, GraphError> {
        let url = self.url(&[phone_number_id, "media"])?;
        let part = Part::stream_with_length(Body::wrap_stream(media.bytes), media.size)
            .file_name(media.filename)
            .mime_str(&media.mime_type)
            .map_err(|_| GraphError::NotSent("the file's type is no type".to_owned()))?;
        let form = Form::new()
            .text("messaging_product", "whatsapp")
            .text("type", media.mime_type)
            .part("file", part);
        let request = self.http.post(url).multipart(form).timeout(CARRYING);
        let answer = exchange(request, token).await?;
        answer.read(|o| o.text("id"))
    }

    /// The token goes along, so never in the clear but to the host that Graph itself is.
    fn trusted(&self, address: &str) -> Result<Url, GraphError> {
        let odd = || GraphError::NotSent("Meta named an address that is none".to_owned());
        let url = Url::parse(address).map_err(|_| odd())?;
        let at_home = url.host_str() == self.base.host_str();
        if url.scheme() == "https" || (at_home && url.scheme() == self.base.scheme()) {
            return Ok(url);
        }
        Err(odd())
    }
}

impl MediaFile {
    fn read(o: &Object) -> Option<Self> {
        Some(Self {
            url: o.text("url")?,
            mime_type: o.text("mime_type"),
            sha256: o.text("sha256"),
            file_size: o.integer("file_size").and_then(|size| size.try_into().ok()),
        })
    }
}
